"""A proposal's page shows what the law says of it: documents, initials, objections, freezes, route, fit, deadline."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from app.web.papers import papers
from app.wiring import Office
from storage import documents, endorsements, objections
from storage.documents import Filing
from tests import world
from tests.pages import governed
from tests.pages.browser import Browser
from workflow.authority import Kind
from workflow.filed import Worth
from workflow.personnel import PostKind

LETTER = b"Surat keterangan\n"


@pytest.fixture
def fresh(office: Office) -> Office:
    """The office at its first day, for tests that move the calendar."""
    office.clock.moved = world.START
    return office


def file(office: Office, proposal: int, code: str, account: str = world.OFFICER, **told: object) -> int:
    filing = Filing(code, "surat.txt", LETTER, hashlib.sha256(LETTER).hexdigest(), **told)  # type: ignore[arg-type]
    with office.database.transaction() as connection:
        return documents.attach(connection, proposal, filing, account, office.clock.now(), office.today)


def judge(office: Office, document: int, verdict: str, reason: str | None = None) -> None:
    with office.database.transaction() as connection:
        documents.look(connection, document, verdict, reason, world.HEAD, office.clock.now(), office.today)


def between(office: Office, person: str, posts: str) -> int:
    return world.propose(office, person, posts, kind=Kind.KABKOTA_SATU_PROV)


# Documents


def test_a_required_document_that_is_missing_is_shown_with_what_to_do(fresh: Office, person: str, posts: str) -> None:
    id = between(fresh, person, posts)
    page = Browser(fresh).read(f"/usulan/{id}").text
    assert (
        f"D05 Surat persetujuan instansi asal (wajib) Lampirkan dengan mutasi attach {id} --type D05 --file BERKAS ."
        " Dokumen ini harus menyebut jabatan tujuan (--post). Belum ada" in page
    )
    assert page.count("(wajib)") == 10


def test_a_filed_document_is_shown_with_number_date_post_and_validity(fresh: Office, person: str, posts: str) -> None:
    id = between(fresh, person, posts)
    told = {"number": "700/8/ITDA", "dated": date(2026, 5, 20), "post": posts, "valid_until": date(2026, 11, 20)}
    document = file(fresh, id, "D10", **told)
    page = Browser(fresh).read(f"/usulan/{id}").text
    assert f"Nomor 700/8/ITDA , tanggal 20 Mei 2026 · jabatan {posts} · berlaku sampai 20 Nov 2026" in page
    assert f"Minta pemeriksaannya: mutasi document verify {document} , bukan oleh yang melampirkan. Belum" in page
    judge(fresh, document, "verified")
    page = Browser(fresh).read(f"/usulan/{id}").text
    assert "Sudah diperiksa oleh Surya Darmawan" in page


def test_a_refused_document_says_why_and_an_old_one_says_since_when(fresh: Office, person: str, posts: str) -> None:
    id = between(fresh, person, posts)
    judge(fresh, file(fresh, id, "D05", number="1", dated=date(2026, 5, 1), post=posts), "refused", "Tidak berstempel")
    judge(fresh, file(fresh, id, "D10", number="2", dated=date(2025, 1, 10)), "verified")
    page = Browser(fresh).read(f"/usulan/{id}").text
    assert "Alasan penolakan: Tidak berstempel Lampirkan penggantinya" in page
    assert "Tidak berlaku lagi sejak 10 Juli 2025. Lampirkan yang baru" in page


def test_a_document_that_nobody_asked_for_stands_after_the_required_ones(
    fresh: Office, person: str, posts: str
) -> None:
    id = between(fresh, person, posts)
    file(fresh, id, "D13", number="3", dated=date(2026, 5, 4))
    found = papers(world.dossier(fresh, id), fresh.today)
    assert [one.type.code for one in found] == [*(f"D{n:02}" for n in range(1, 11)), "D13"]
    assert (found[-1].required, found[-1].worth) == (False, Worth.unverified)


def test_a_proposal_without_documents_says_so(fresh: Office, proposal: int) -> None:
    assert "Tidak ada dokumen yang wajib, dan belum ada yang dilampirkan." in (
        Browser(fresh).read(f"/usulan/{proposal}").text
    )


# Initials


def test_the_chain_shows_who_has_initialled_and_who_is_next(fresh: Office, person: str, posts: str) -> None:
    governed.set_value(fresh, "endorsement", "assess", "hr_officer,hr_head", Kind.KABKOTA_SATU_PROV)
    proposal = between(fresh, person, posts)
    world.carry(fresh, proposal, "evaluation")
    browser = Browser(fresh, world.CHAIR)
    page = browser.read(f"/usulan/{proposal}").text
    assert f"Giliran paraf berikutnya: mutasi endorse {proposal} assess Kepala Unit Kepegawaian Menunggu paraf" in page
    assert "Menunggu paraf: Pejabat Pengelola Kepegawaian" in page
    assert "Pejabat Pengelola Kepegawaian (paraf)" in browser.read(f"/?cari={proposal}").text
    with fresh.database.transaction() as connection:
        who = (world.OFFICER, fresh.clock.now(), fresh.today)
        endorsements.endorse(connection, proposal, "assess", "Sudah diteliti", *who)
    page = browser.read(f"/usulan/{proposal}").text
    assert "Pejabat Pengelola Kepegawaian Diparaf Joko Prasetyo, 2 Jun 2026: Sudah diteliti" in page
    assert "Menunggu paraf: Kepala Unit Kepegawaian" in page
    assert f"#{proposal} " in Browser(fresh, world.HEAD).read(f"/?tahap=saya&cari={proposal}").text
    assert f"#{proposal} " not in browser.read(f"/?tahap=saya&cari={proposal}").text


# Objections


def test_an_objection_is_shown_with_its_due_day_and_its_answer(fresh: Office, proposal: int) -> None:
    world.carry(fresh, proposal, "implementation")
    browser = Browser(fresh)
    until = "Pegawai dapat mengajukannya sampai 22 Jun 2026 dengan mutasi object"
    assert until in browser.read(f"/usulan/{proposal}").text
    told = (proposal, "Unit kerja baru terlalu jauh", None, None, world.OFFICER, fresh.clock.now(), fresh.today)
    with fresh.database.transaction() as connection:
        objection = objections.object_to(connection, *told)["id"]
    page = browser.read(f"/usulan/{proposal}").text
    assert "Menunggu jawaban" in page
    assert "Unit kerja baru terlalu jauh Diterima 2 Jun 2026, paling lambat dijawab 1 Jul 2026." in page
    fresh.clock.forward(days=31)
    assert "Belum dijawab, terlambat 2 hari kerja" in browser.read(f"/usulan/{proposal}").text
    answer = (objection, "dismissed", "Jarak sudah dipertimbangkan", None, world.MAYOR, fresh.clock.now(), fresh.today)
    with fresh.database.transaction() as connection:
        objections.answer(connection, *answer)
    page = browser.read(f"/usulan/{proposal}").text
    assert "Ditolak Keberatan" in page
    assert "Jarak sudah dipertimbangkan Dijawab 3 Jul 2026, terlambat 2 hari kerja." in page


def test_whoever_only_looks_is_told_the_same_last_day_as_whoever_acts(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        governed.set_holiday(office, date(2026, 6, 3), "Libur bersama")
        proposal = world.propose(office)
        world.carry(office, proposal, "implementation")
        for account in ("", world.HEAD):
            page = Browser(office, account).read(f"/usulan/{proposal}").text
            assert "pegawai dapat mengajukannya sampai 23 Juni 2026" in page
            assert "Pegawai dapat mengajukannya sampai 23 Jun 2026" in page


def test_whoever_only_looks_is_told_nothing_about_himself(fresh: Office, proposal: int) -> None:
    world.carry(fresh, proposal, "evaluation")
    page = Browser(fresh).read(f"/usulan/{proposal}").text
    assert "R-KON-03" in page
    for rule in ("R-KON-01", "R-KON-02", "R-WEN-01", "R-WEN-04"):
        assert f"{rule} ·" not in page


# The file


def test_the_file_shows_route_need_staff_gap_and_floor(fresh: Office, proposal: int) -> None:
    page = Browser(fresh).read(f"/usulan/{proposal}").text
    assert "Jalur Jenis Mutasi dalam satu instansi Pengusul Unit kepegawaian Pertimbangan Tim Penilai Kinerja" in page
    assert "Kebutuhan 400 orang" in page
    assert "Kekurangan 400 orang" in page or "Kekurangan 39" in page
    assert "Unit asal Pegawai" in page
    assert "Minimum 4 orang" in page


def test_the_talent_box_stands_beside_the_appraisals_before_and_after_the_evaluation(
    fresh: Office, proposal: int
) -> None:
    world.carry(fresh, proposal, "evaluation")
    before = Browser(fresh, world.CHAIR).read(f"/usulan/{proposal}").text
    world.step(fresh, proposal, "assess")
    after = Browser(fresh).read(f"/usulan/{proposal}").text
    assert before.count("(pegawai ini)") == after.count("(pegawai ini)") == 1
    assert "Kotak talenta" in after


def test_a_freeze_that_concerns_the_post_is_shown_until_it_has_passed(fresh: Office, proposal: int) -> None:
    day = fresh.today
    governed.set_freeze(fresh, "Pilkada", day, day + timedelta(days=9), PostKind.PELAKSANA)
    governed.set_freeze(fresh, "Pengisian JPT", day, day + timedelta(days=9), PostKind.JPT)
    page = Browser(fresh).read(f"/usulan/{proposal}").text
    assert "Pilkada : mutasi dibekukan 2 Jun 2026 – 11 Jun 2026 (UU 10/2016 Pasal 71 ayat (2))" in page
    assert "Pengisian JPT : mutasi dibekukan" not in page
    fresh.clock.forward(days=10)
    assert "mutasi dibekukan" not in Browser(fresh).read(f"/usulan/{proposal}").text


# Deadlines


def test_a_row_says_until_when_and_how_late_and_late_ones_are_a_filter(fresh: Office, proposal: int) -> None:
    browser = Browser(fresh)
    world.step(fresh, proposal, "submit")
    assert "16 Jun 2026" in browser.read(f"/?cari={proposal}").text
    assert "Jatuh tempo 16 Jun 2026" in browser.read(f"/usulan/{proposal}").text
    assert f"#{proposal} " not in browser.read(f"/?tahap=terlambat&cari={proposal}").text
    fresh.clock.forward(days=16)
    late = browser.read(f"/?tahap=terlambat&cari={proposal}").text
    assert f"#{proposal} " in late
    assert "Terlambat 2 hari kerja" in late
    assert "Terlambat 2 hari kerja (jatuh tempo 16 Jun 2026)" in browser.read(f"/usulan/{proposal}").text


def test_who_holds_an_office_by_mandate_finds_what_waits_for_it(fresh: Office, proposal: int) -> None:
    world.carry(fresh, proposal, "approval")
    assert f"#{proposal} " in Browser(fresh, world.MAYOR).read(f"/?tahap=saya&cari={proposal}").text
    governed.mandate(fresh, world.HEAD, timedelta(0), timedelta(hours=1))
    assert f"#{proposal} " in Browser(fresh, world.HEAD).read(f"/?tahap=saya&cari={proposal}").text
    assert f"#{proposal} " not in Browser(fresh, world.MAYOR).read(f"/?tahap=saya&cari={proposal}").text
