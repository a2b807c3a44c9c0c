"""The agency's own law, for everyone to read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.web.governance import COMING, OVER, RUNNING, SECTIONS, standing
from app.wiring import Office
from storage.changes import ACTS
from tests import world
from tests.pages import governed
from tests.pages.browser import Browser
from workflow.authority import Kind
from workflow.personnel import PostKind


@pytest.mark.parametrize("path", [path for path, _ in SECTIONS])
def test_every_page_of_the_law_is_there_and_marks_itself(office: Office, path: str) -> None:
    page = Browser(office).read(path)
    current = [told["href"] for tag, told in page.tags if tag == "a" and told.get("aria-current") == "page"]
    assert current == list(dict.fromkeys(["/pengaturan", path]))[-2:] or current == ["/pengaturan", "/pengaturan"]
    assert "Perubahan" in page.text


@pytest.mark.parametrize("path", [path for path, _ in SECTIONS])
def test_no_page_of_the_law_has_a_form_that_changes_something(office: Office, path: str) -> None:
    forms = [form for form in Browser(office, world.ADMIN).read(path).forms if form["action"] != "/akun"]
    assert all(form["method"] == "get" for form in forms)


def test_a_real_database_shows_its_law_too(real_office: Office) -> None:
    assert "Bawaan" in Browser(real_office).read("/pengaturan").text


def test_a_parameter_is_shown_with_its_law_what_ships_and_what_counts(office: Office) -> None:
    browser = Browser(office)
    assert "R-ELG-01: bulan R-ELG-01 months 24 24 PP 11/2017 Pasal 190 ayat (3)" in browser.read("/pengaturan").text
    governed.set_value(office, "R-ELG-01", "months", "36")
    page = browser.read("/pengaturan").text
    assert "R-ELG-01: bulan R-ELG-01 months 36 36: 2 Jun 2026 – seterusnya 24 PP 11/2017" in page


def test_a_route_is_shown_with_its_documents_deadlines_and_chain(office: Office) -> None:
    governed.set_value(office, "endorsement", "advise", "hr_officer,hr_head", Kind.ANTAR_PROV)
    governed.set_value(office, "route", "decider", "Menteri Negara", Kind.ANTAR_PROV)
    page = Browser(office).read("/pengaturan/jalur").text
    assert "Antarprovinsi Pengusul PPK provinsi penerima Persetujuan PPK provinsi asal" in page
    assert "Penetap Menteri Negara" in page
    assert "D01, D02, D03, D04, D05, D06, D07, D08, D09, D10" in page
    assert "Paraf Catat pertimbangan teknis: Pejabat Pengelola Kepegawaian, Kepala Unit Kepegawaian" in page
    assert "Usulan jenis ini ditolak sampai ketentuannya diketahui." in page


def test_mandates_stand_under_now_soon_and_before(office: Office) -> None:
    browser = Browser(office)
    assert "Belum ada mandat" in browser.read("/pengaturan/mandat").text
    governed.mandate(office, world.HEAD, timedelta(days=-9), timedelta(days=2), verbs=["approve"])
    governed.mandate(office, world.CHAIR, timedelta(days=30), None)
    page = browser.read("/pengaturan/mandat").text
    now, soon = page.index("Berlaku Mandat: Berlaku"), page.index("Akan berlaku Mandat: Akan berlaku")
    assert now < page.index("Plh. Terbatas langkah: Setujui mutasi") < soon < page.index("sampai diakhiri")
    assert "800.1.11.1/5/SETDA 13 Mei 2026" in page
    office.clock.forward(days=3)
    assert "Sudah berakhir Mandat: Sudah berakhir" in browser.read("/pengaturan/mandat").text


def test_the_calendar_shows_the_days_of_a_year(office: Office) -> None:
    governed.set_holiday(office, date(2026, 12, 24), "Cuti bersama Natal")
    page = Browser(office).read("/pengaturan/kalender?tahun=2026").text
    assert "Kamis, 24 Des 2026 Cuti bersama Natal Cuti bersama" in page
    assert "Belum ada hari libur 1999" in Browser(office).read("/pengaturan/kalender?tahun=1999").text


@pytest.mark.parametrize("year", ["", "x", "0", "99999", "-1", "²"])
def test_a_year_that_is_none_shows_this_one(office: Office, year: str) -> None:
    assert "Kalender 2026" in Browser(office).read(f"/pengaturan/kalender?tahun={year}").text


def test_a_freeze_is_shown_with_what_lifts_it(office: Office) -> None:
    governed.set_freeze(office, "Pilkada 2026", date(2026, 6, 1), date(2026, 12, 31), PostKind.JPT)
    page = Browser(office).read("/pengaturan/pembekuan").text
    assert "Pilkada 2026 1 Jun 2026 – 31 Des 2026 Berlaku jpt D12 Persetujuan tertulis pejabat berwenang" in page


def test_legal_bases_and_required_documents_are_shown_in_force(office: Office) -> None:
    governed.set_basis(office, "Peraturan Wali Kota Nomor 9 Tahun 2026 tentang Mutasi", 1)
    governed.require(office, "L01", "Surat izin pasangan")
    assert (
        "1 Peraturan Wali Kota Nomor 9 Tahun 2026 tentang Mutasi Berlaku"
        in Browser(office).read("/pengaturan/dasar-hukum").text
    )
    page = Browser(office).read("/pengaturan/dokumen").text
    assert "Surat izin pasangan L01 Semua jenis" in page
    assert "Surat persetujuan instansi asal D05 Mutasi antarinstansi" in page


def test_a_change_tells_who_why_old_and_new(office: Office) -> None:
    governed.set_value(office, "R-ELG-02", "months", "72")
    page = Browser(office).read("/pengaturan/perubahan").text
    assert "Parameter ditetapkan: R-ELG-02 months Berlaku Diminta admin (tanpa orang kedua)" in page
    assert "Keputusan rapat pimpinan Semula nilai 60" in page
    assert "Menjadi" in page


def test_every_kind_of_change_has_words() -> None:
    from app.web.agency_words import ACTS as WORDS

    assert set(ACTS) <= set(WORDS)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7 * 7 }}", '"><img src=x onerror=alert(1)>'])
def test_what_administrators_type_is_text(office: Office, text: str) -> None:
    governed.set_basis(office, text, 1)
    for path in ("/pengaturan/dasar-hukum", "/pengaturan/perubahan"):
        page = Browser(office).read(path)
        assert text in page.text
        assert not any(tag == "script" or name.startswith("on") for tag, told in page.tags for name in (tag, *told))


DAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("starts", "ends", "stands"),
    [
        (DAY, DAY, RUNNING),
        (DAY, None, RUNNING),
        (DAY + timedelta(days=1), None, COMING),
        (DAY - timedelta(days=9), DAY - timedelta(days=1), OVER),
    ],
)
def test_a_period_stands_by_its_days(starts: date, ends: date | None, stands: str) -> None:
    assert standing(starts, ends, DAY) == stands
