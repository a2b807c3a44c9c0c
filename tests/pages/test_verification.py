"""Verification by file: four answers, for anyone, about nothing that the holder of the file does not hold in hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from httpx2 import Response

from app.web import verification
from app.web.security import LARGEST_FORM, LARGEST_UPLOAD
from app.wiring import Office
from storage.register import decree as stored
from tests import telling, world
from tests.pages.browser import OURS, Browser, Reader

LIMIT = LARGEST_UPLOAD + LARGEST_FORM


@pytest.fixture(autouse=True)
def press(office: Office, real_office: Office) -> None:
    """Decrees that say what they are."""
    for one in (office, real_office):
        one.__dict__["press"] = telling.TellingPress()


def upload(office: Office, content: bytes, name: str = "keputusan.pdf") -> Response:
    answer: Response = Browser(office).client.post("/verifikasi", files={"berkas": (name, content)}, headers=OURS)
    return answer


def said(office: Office, content: bytes) -> Reader:
    answer = upload(office, content)
    assert answer.status_code == 200, answer.text
    return Reader(answer.text)


def approved(office: Office, proposal: int) -> tuple[str, bytes, str]:
    """Number, bytes and code of the decree of a transfer."""
    world.carry(office, proposal, "implementation")
    number = [row["number"] for row in world.rows(office, world.tables.Transition) if row["proposal"] == proposal][-1]
    code = next(row["code"] for row in world.rows(office, world.tables.Booking) if row["number"] == number)
    with office.database.reading() as connection:
        return number, stored(connection, number)[1], code


def test_the_page_has_a_form_for_a_file_that_needs_no_script(office: Office) -> None:
    page = Browser(office).read("/verifikasi")
    forms = {form["method"]: form for form in page.forms if form["action"] == "/verifikasi"}
    assert (set(forms["get"]["fields"]), set(forms["post"]["fields"])) == ({"kode"}, {"berkas"})
    (tag,) = [told for name, told in page.tags if name == "form" and told.get("method") == "post" and "enctype" in told]
    assert tag["enctype"] == "multipart/form-data"
    assert not [name for name, _ in page.tags if name == "script"]


def test_an_issued_file_is_genuine_and_the_person_is_masked(office: Office, proposal: int, person: str) -> None:
    number, content, _ = approved(office, proposal)
    page = said(office, content)
    assert "Asli sebagai keputusan latihan" in page.text
    assert number in page.text
    assert "Keputusan Mutasi" in page.text
    assert f"{person[:4]}••••••••••{person[-4:]}" in page.text
    assert person not in page.text
    assert "Segel elektronik Tidak ada" in page.text


def test_outside_a_rehearsal_it_is_said_to_be_in_force(real_office: Office) -> None:
    number = world.step(real_office, world.propose(real_office), "submit")["decree"]["number"]
    with real_office.database.reading() as connection:
        content = stored(connection, number)[1]
    assert "Asli dan berlaku" in said(real_office, content).text


def test_a_revoked_file_is_genuine_and_names_what_revoked_it(office: Office, proposal: int) -> None:
    _, content, code = approved(office, proposal)
    annulled = world.step(office, proposal, "annul")["decree"]["number"]
    for page in (said(office, content), Browser(office).read(f"/verifikasi/{code}")):
        assert "tetapi sudah dicabut" in page.text
        assert f"Dicabut oleh {annulled}" in page.text


def test_a_collective_decree_says_for_how_many_it_was_revoked_and_names_nobody(office: Office, posts: str) -> None:
    office.clock.moved = world.START
    ids = [world.propose(office, nip, posts) for nip in world.add_people(office, 4)]
    for id in ids:
        world.carry(office, id, "approval")
    number = world.step_together(office, ids)[0]["decree"]["number"]
    world.step(office, ids[0], "annul")
    with office.database.reading() as connection:
        content = stored(connection, number)[1]
    code = next(row["code"] for row in world.rows(office, world.tables.Booking) if row["number"] == number)
    for page in (said(office, content), Browser(office).read(f"/verifikasi/{code}")):
        assert "dicabut untuk 1 dari 4 pegawai" in page.text
        assert "NIP 4 pegawai" in page.text
        assert "•" not in page.text


def test_an_altered_file_is_told_from_the_one_that_was_issued(office: Office, proposal: int) -> None:
    number, content, code = approved(office, proposal)
    for altered, how in (
        (content + telling.END, "kemudian ada yang ditambahkan"),
        (content[:-5], "bagian akhirnya, termasuk segelnya, hilang"),
        (telling.decree("900/1", code), "isinya bukan yang diterbitkan"),
    ):
        page = said(office, altered)
        assert "Bukan berkas yang diterbitkan" in page.text
        assert how in page.text
        assert "Jangan dipakai." in page.text
        assert number in page.text


def test_whoever_guesses_a_number_reads_what_whoever_sends_anything_reads(office: Office, proposal: int) -> None:
    number, _, _ = approved(office, proposal)
    guessed, other = (said(office, one).text for one in (telling.decree(number, "AAAA-BBBB-CCCC"), b"foto liburan"))
    assert "Tidak dikenal" in guessed
    assert number not in guessed
    assert re.sub(r"[0-9a-f]{64}", "", guessed) == re.sub(r"[0-9a-f]{64}", "", other)


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE decree SET sha256 = replace(sha256, substr(sha256, 1, 8), '00000000')",
        "UPDATE log_leaf SET content = replace(content, 'decree_sha256', 'decree_sha255')",
        "DELETE FROM log_leaf",
    ],
)
def test_a_code_is_not_confirmed_against_the_log(sqlite_url: str, forgery: str) -> None:
    with world.build(sqlite_url) as made:
        world.step(made, world.propose(made), "submit")
        code = world.rows(made, world.tables.Booking)[0]["code"]
        assert Browser(made).get(f"/verifikasi/{code}").status_code == 200
        with made.database.transaction() as connection:
            for (name,) in list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql(forgery)
        answer = Browser(made).get(f"/verifikasi/{code}")
        assert (answer.status_code, "tidak sama dengan yang diterbitkan" in answer.text) == (500, True)


def test_no_file_and_an_empty_one_are_refused_beside_the_field(office: Office) -> None:
    browser = Browser(office)
    for answer in (
        upload(office, b"", ""),
        upload(office, b""),
        browser.post("/verifikasi"),
        browser.post("/verifikasi", {"berkas": "bukan berkas"}),
    ):
        assert answer.status_code == 422
        assert "Pilih berkas PDF-nya, lalu periksa lagi." in answer.text
        assert 'aria-invalid="true"' in answer.text


def test_a_file_that_is_too_large_is_refused(office: Office) -> None:
    answer = upload(office, b"x" * (LARGEST_UPLOAD + 1))
    assert answer.status_code == 422
    assert "lebih besar dari 20 MB" in answer.text


@pytest.mark.parametrize("length", ["", "-1", "1e9", str(LIMIT + 1)])
def test_a_body_that_is_too_large_or_of_unknown_size_is_refused_unread(office: Office, length: str) -> None:
    read: list[int] = []

    def body() -> Iterator[bytes]:
        read.append(1)
        yield b"x"

    headers = {**OURS, "Content-Type": "multipart/form-data; boundary=x"}
    headers |= {"Content-Length": length} if length else {"Transfer-Encoding": "chunked"}
    answer = Browser(office).client.post("/verifikasi", content=body(), headers=headers)
    assert answer.status_code == 422
    assert "lebih besar dari 20 MB" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"\x00" * 100),
        ("application/x-www-form-urlencoded", b"%%%=&&&\xff"),
        ("application/pdf", b"%PDF-1.7"),
    ],
)
def test_a_body_that_is_no_form_is_refused_with_a_sentence(office: Office, kind: str, body: bytes) -> None:
    answer = Browser(office).client.post("/verifikasi", content=body, headers={**OURS, "Content-Type": kind})
    assert answer.status_code == 422
    assert "tidak dapat dibaca" in answer.text or "Pilih berkas PDF-nya" in answer.text


def test_many_files_at_once_are_refused(office: Office) -> None:
    files = [("berkas", ("a.pdf", b"%PDF")), ("berkas", ("b.pdf", b"%PDF"))]
    assert Browser(office).client.post("/verifikasi", files=files, headers=OURS).status_code == 422


def test_another_site_cannot_send_a_file(office: Office) -> None:
    answer = Browser(office).client.post(
        "/verifikasi", files={"berkas": ("a.pdf", b"x")}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("holds", "trusted", "words"),
    [
        (True, True, "Sah, dari Kota Contoh"),
        (True, False, "Utuh, atas nama Kota Contoh, tetapi penerbit sertifikatnya tidak dikenal di sini"),
        (False, True, "Tidak sah, atas nama Kota Contoh"),
    ],
)
def test_the_seal_of_a_genuine_file_is_told(
    office: Office, proposal: int, monkeypatch: pytest.MonkeyPatch, holds: bool, trusted: bool, words: str
) -> None:
    _, content, _ = approved(office, proposal)
    seal = SimpleNamespace(holds=holds, trusted=trusted, by="Kota Contoh")
    monkeypatch.setattr(verification, "reader", lambda authorities: lambda issued: [seal])
    assert words in said(office, content).text
    monkeypatch.setattr(verification, "reader", lambda authorities: lambda issued: None)
    assert "Segel elektronik Tidak dapat dibaca" in said(office, content).text
