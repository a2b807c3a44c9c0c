"""The annex of a collective decree, and the copies of a decree: what they say, and what they leave out."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest

from documents import annex, render
from documents.catalogue import sample
from tests.documents.orders import order, text
from workflow.copies import CopyKind, copy_order, excerpts

NAMES = ("dr. Sekar Ayu Larasati, Sp.A.", "I Gusti Ngurah Agung Oka Suryadharma Wirabuana, S.Sos., M.Si.", "Siti")
SECRETARY = {
    **{"account": "sekda", "title": "Sekretaris Daerah", "on_behalf_of": "Wali Kota Telaga Sari"},
    **{"name": "Drs. I Wayan Suardana, M.Si.", "nip": "196803121994031002", "rank": "IV/d"},
}


def people(count: int, **more: Any) -> dict[str, Any]:
    """The order of a collective decree about so many people."""
    told = json.loads(sample("approve"))
    (case,) = told["cases"]
    told["cases"] = [json.loads(json.dumps(case)) for _ in range(count)]
    for n, one in enumerate(told["cases"]):
        one["proposal"] = 100 + n
        one["dossier"]["person"]["full_name"] = NAMES[n % len(NAMES)]
        one["dossier"]["waivers"] = [] if n else one["dossier"]["waivers"]
    return {**told, **more}


def encoded(told: dict[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def collective() -> bytes:
    return render.draw(encoded(people(30)))


@pytest.fixture(scope="module")
def excerpt() -> str:
    """The words of the petikan for the second of three."""
    return text(render.draw(list(excerpts(people(3, authenticator=SECRETARY)))[1]))


def boxes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in file.pages]


def page_texts(pdf: bytes) -> list[str]:
    import pypdf

    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


# The annex


def test_the_annex_lies_on_wide_pages_and_repeats_its_head_on_each(collective: bytes) -> None:
    upright, *wide = dict.fromkeys(boxes(collective))
    assert (upright, wide) == ((215, 330), [(330, 215)])
    pages = [page for page, box in zip(page_texts(collective), boxes(collective), strict=True) if box == (330, 215)]
    assert len(pages) >= 3
    head = ("No.", "Nama", "NIP", "Jabatan lama", "Unit kerja lama", "Jabatan baru", "Unit kerja baru", "Kelas", "TMT")
    for page in pages:
        assert all(word in page for word in (*head, "Keterangan"))
    assert "LAMPIRAN KEPUTUSAN WALI KOTA TELAGA SARI NOMOR 800.1.3.3/12/SK/2026 TANGGAL 21 NOVEMBER 2026" in pages[0]
    assert "LAMPIRAN" not in pages[1]
    assert "Drs. Bagas Prawira Tirtayasa, M.Si." in pages[-1]


def test_the_annex_of_a4_is_wide_too() -> None:
    told = people(2)
    told["agency"]["paper"] = "A4"
    assert list(dict.fromkeys(boxes(render.draw(encoded(told))))) == [(210, 297), (297, 210)]


def test_every_row_is_whole_and_on_one_page(collective: bytes) -> None:
    words = text(collective)
    assert all(f" {n}. {NAMES[(n - 1) % 3].split()[0]}" in words for n in range(1, 31))
    assert "tercantum pada nomor urut 1 sampai dengan nomor urut 30 dalam Lampiran yang merupakan" in words


def test_what_was_set_aside_for_one_person_stands_in_that_row_alone(collective: bytes) -> None:
    assert text(collective).count("Dikecualikan: ") == 1


def test_beyond_its_rows_the_annex_goes_on_in_parts_whose_numbers_run_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex, "ROWS", 2)
    words = text(render.draw(encoded(people(3))))
    assert "dalam Lampiran I sampai dengan Lampiran II yang merupakan" in words
    first, second = words.split("LAMPIRAN I KEPUTUSAN")[1].split("LAMPIRAN II KEPUTUSAN")
    assert "2. I Gusti" in first
    assert "3. Siti" in second
    assert all(part.count("Ditetapkan di Telaga Sari") == 1 for part in (first, second))


def test_parts_of_an_annex_hold_five_hundred_rows() -> None:
    assert annex.parts(["one"]) == ()
    assert [(part.numeral, part.first, len(part.cases)) for part in annex.parts(range(500))] == [("", 1, 500)]
    assert [(part.numeral, part.first, len(part.cases)) for part in annex.parts(range(501))] == [
        ("I", 1, 500),
        ("II", 501, 1),
    ]


# Petikan


def test_a_petikan_quotes_the_place_in_the_annex_and_one_person_alone(excerpt: str) -> None:
    assert "P E T I K A N" in excerpt or "PETIKAN" in excerpt
    assert "Menimbang : dst.; Mengingat : dst.;" in excerpt
    assert "tercantum pada nomor urut 2 dari 3 nomor urut dalam Lampiran Keputusan ini:" in excerpt
    assert NAMES[1] in excerpt
    assert not any(name in excerpt for name in (NAMES[0], NAMES[2], "LAMPIRAN", "Undang-Undang Nomor 20"))
    assert "NOMOR 800.1.3.3/12/SK/2026" in excerpt
    assert "MUTASI PEGAWAI NEGERI SIPIL DI LINGKUNGAN" in excerpt


def test_a_petikan_is_signed_by_nobody_and_authenticated_by_the_official(excerpt: str) -> None:
    assert "WALI KOTA TELAGA SARI, ttd. Drs. Bagas Prawira Tirtayasa, M.Si." in excerpt
    assert "Petikan sesuai dengan aslinya a.n. WALI KOTA TELAGA SARI Sekretaris Daerah, Drs. I Wayan" in excerpt
    assert "Pembina Utama Madya (IV/d) NIP 19680312 199403 1 002" in excerpt
    assert "Keaslian Petikan ini" in excerpt


def test_without_a_designated_official_the_block_is_left_to_the_pen() -> None:
    words = text(render.draw(next(excerpts(people(2, authenticator=None)))))
    assert "Petikan sesuai dengan aslinya KEPALA BADAN KEPEGAWAIAN" in words
    assert "..............." in words


def test_a_petikan_says_of_all_people_what_the_decree_says() -> None:
    told = people(2)
    told["cases"][1]["dossier"]["person"]["employment"] = "PPPK"
    subject = "MUTASI APARATUR SIPIL NEGARA DI LINGKUNGAN"
    assert subject in text(render.draw(encoded(told)))
    assert all(subject in text(render.draw(one)) for one in excerpts(told))


def test_a_decree_about_one_person_is_quoted_without_a_place_in_an_annex() -> None:
    told = json.loads(sample("approve"))
    assert list(excerpts(told)) == []
    words = text(render.draw(copy_order(told, CopyKind.petikan)))
    assert "Menimbang : dst.;" in words
    assert "nomor urut" not in words


# Salinan and pertinggal


@pytest.mark.parametrize("verb", ["approve", "establish_need", "reject"])
def test_a_salinan_is_the_whole_decree_with_the_authenticating_block(verb: str) -> None:
    told = json.loads(sample(verb)) | {"authenticator": SECRETARY}
    whole, words = text(render.draw(sample(verb))), text(render.draw(copy_order(told, CopyKind.salinan)))
    assert "Salinan sesuai dengan aslinya a.n. WALI KOTA TELAGA SARI" in words
    assert "ttd." in words
    assert "ttd." not in whole
    assert whole.split("Mengingat :")[1].split("KESATU")[0] == words.split("Mengingat :")[1].split("KESATU")[0]


def test_the_archives_copy_has_a_signature_of_its_own_and_no_mark() -> None:
    words = text(render.draw(copy_order(json.loads(sample("approve")), CopyKind.pertinggal)))
    assert "Paraf hierarki" in words
    assert not any(mark in words for mark in ("ttd.", "sesuai dengan aslinya", "PERTINGGAL"))


def test_a_copy_names_itself_in_its_title() -> None:
    with pikepdf.open(io.BytesIO(render.draw(next(excerpts(people(2)))))) as file:
        assert str(file.docinfo["/Title"]).startswith("Petikan Keputusan Wali Kota Telaga Sari Nomor 800.1.3.3/12")


def test_an_order_of_an_unknown_copy_is_not_drawn() -> None:
    with pytest.raises(render.DrawingFailed):
        render.draw(order("approve", lambda told: told.update(copy={"kind": "fotokopi", "serial": None, "of": None})))
