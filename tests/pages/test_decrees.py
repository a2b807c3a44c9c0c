"""Decrees: shown as issued, listed in the register, known by their verification code."""

from __future__ import annotations

import pytest

from app.web.decrees import disposition
from app.web.verification import tidy
from app.wiring import Office
from tests import world
from tests.pages.browser import Browser
from workflow.errors import DrawingFailed


def code_of(office: Office, number: str) -> str:
    return next(row["code"] for row in world.rows(office, world.tables.Booking) if row["number"] == number)


def test_a_decree_is_shown_as_it_was_issued(office: Office, proposal: int) -> None:
    decree = world.step(office, proposal, "submit")["decree"]
    answer = Browser(office).get(f"/keputusan/{decree['number']}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"] == f'"{decree["sha256"]}"'
    assert answer.headers["content-disposition"].startswith('inline; filename="800.1.3.1-')
    assert world.hashlib.sha256(answer.content).hexdigest() == decree["sha256"]


@pytest.mark.parametrize(
    ("number", "header"),
    [
        ("800/1/X", "inline; filename=\"800-1-X.pdf\"; filename*=UTF-8''800-1-X.pdf"),
        ('a"b;\\é', "inline; filename=\"a_b___.pdf\"; filename*=UTF-8''a%22b%3B%5C%C3%A9.pdf"),
    ],
)
def test_the_file_name_is_written_for_old_and_new_readers(number: str, header: str) -> None:
    assert disposition(number) == header
    header.encode("latin-1")


@pytest.mark.filterwarnings("ignore:The Result.tuples:DeprecationWarning")
def test_altered_bytes_are_not_shown(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        number = world.step(office, world.propose(office), "submit")["decree"]["number"]
        with office.database.transaction() as connection:
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("UPDATE decree SET content = x'00'")
        answer = Browser(office).get(f"/keputusan/{number}")
        assert answer.status_code == 500
        assert "tidak sama dengan yang diterbitkan" in answer.text
        found = Browser(office).post("/riwayat/periksa").text
        assert "masalah ditemukan" in found
        assert f"Keputusan {number}: isinya berubah." in found


def test_the_register_shows_issued_void_and_revoked_numbers(office: Office, proposal: int) -> None:
    office.press.fails = DrawingFailed(problem="kertasnya habis.", problem_en="no paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, proposal, "submit")
    office.press.fails = None
    world.carry(office, proposal, "implementation")
    approved = [row["number"] for row in world.rows(office, world.tables.Transition) if row["proposal"] == proposal][-1]
    annulled = world.step(office, proposal, "annul")["decree"]["number"]
    browser = Browser(office)
    void = browser.read("/register?status=void").text
    assert "1–1 dari 1" in void
    assert "Batal Keputusan tidak dapat dicetak: kertasnya habis." in void
    decisions = browser.read("/register?seri=SK&tahun=2026").text
    assert f"{approved} SK 2026" in decisions
    assert f"Dicabut oleh {annulled}" in decisions
    assert "800.1.3.1/" not in decisions
    assert "Tidak ada nomor yang cocok." in browser.read("/register?tahun=1999").text


def test_a_code_tells_what_is_in_force_and_masks_the_person(office: Office, proposal: int, person: str) -> None:
    world.carry(office, proposal, "implementation")
    number = [row["number"] for row in world.rows(office, world.tables.Transition) if row["proposal"] == proposal][-1]
    code = code_of(office, number)
    page = Browser(office).read(f"/verifikasi/{code}").text
    assert "Terdaftar sebagai keputusan latihan" in page
    assert number in page
    assert "Keputusan Mutasi" in page
    assert f"{person[:4]}••••••••••{person[-4:]}" in page
    assert person not in page
    annulled = world.step(office, proposal, "annul")["decree"]["number"]
    page = Browser(office).read(f"/verifikasi/{code.lower().replace('-', ' ')}").text
    assert "Terdaftar, tetapi sudah dicabut" in page
    assert annulled in page


def test_a_code_of_a_real_decree_says_that_it_is_in_force(real_office: Office) -> None:
    number = world.step(real_office, world.propose(real_office), "submit")["decree"]["number"]
    assert "Terdaftar dan berlaku" in Browser(real_office).read(f"/verifikasi/{code_of(real_office, number)}").text


def test_an_unknown_code_is_404(office: Office) -> None:
    answer = Browser(office).get("/verifikasi/AAAA-BBBB-CCCC")
    assert answer.status_code == 404
    assert "Kode verifikasi AAAA-BBBB-CCCC tidak dikenal." in answer.text


def test_a_typed_code_leads_to_its_page(office: Office) -> None:
    assert Browser(office).get("/verifikasi?kode=aaaa bbbb-cccc").headers["location"] == "/verifikasi/AAAA-BBBB-CCCC"


@pytest.mark.parametrize(("typed", "code"), [("abcd efgh jkmn", "ABCD-EFGH-JKMN"), ("ab", "AB"), ("", ""), ("é–", "")])
def test_a_code_is_tidied(typed: str, code: str) -> None:
    assert tidy(typed) == code
