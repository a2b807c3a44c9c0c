"""What a decree says: for each form the facts that it prints, and what no paper may say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from documents import render
from documents.catalogue import FORMS
from tests.documents.orders import order
from workflow.objections import OBJECTED

Change = Callable[[dict[str, Any]], None]

FINDINGS = re.compile(r'<table class="grid findings">.*?</table>', re.S)


def said(verb: str, change: Change = lambda told: None, *, table: bool = True) -> str:
    """The words of a page, without laying it out."""
    page = render.html(json.loads(order(verb, change))).partition("<body")[2]
    body = (page if table else FINDINGS.sub("", page)).partition(">")[2]
    within = re.sub(r"</?(?:span|b)\b[^>]*>", "", body)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", within)).split())


def of_case(**parts: Any) -> Change:
    return lambda told: told["cases"][0].update(parts)


def of_dossier(part: str, **facts: Any) -> Change:
    return lambda told: told["cases"][0]["dossier"][part].update(facts)


SAID: dict[str, tuple[str, ...]] = {
    "submit": (
        "diusulkan pada tanggal 5 Januari 2026 untuk dimutasikan ke jabatan Dokter Ahli Muda pada UPTD Puskesmas Telaga",
        "telah diperiksa menurut ketentuan peraturan perundang-undangan dan memenuhi ketentuan yang dipersyaratkan.",
        "dilanjutkan ke tahap analisis kebutuhan.",
    ),
    "establish_need": (
        "analisis beban kerja per tanggal 1 Februari 2026, jabatan Dokter Ahli Muda pada UPTD Puskesmas Telaga"
        " membutuhkan 3 (tiga) orang, sedangkan pemangkunya per tanggal 21 November 2026 berjumlah 2 (dua) orang,"
        " sehingga terdapat kekurangan 1 (satu) orang",
        "TENTANG : PENETAPAN HASIL ANALISIS KEBUTUHAN UNTUK USULAN MUTASI",
    ),
    "assess": (
        "dalam rapat yang dihadiri oleh 3 (tiga) orang dari 4 (empat) orang anggota",
        "Nama dan NIP Unsur Kehadiran Tanda tangan 1. Dr. Ir. Gatot Surya Kencana",
    ),
    "socialize": (
        "telah disosialisasikan kepada yang bersangkutan pada tanggal 2 Maret 2026 melalui pertemuan tatap muka",
        "Yang bersangkutan menerima rencana mutasi dengan catatan. Mohon waktu serah terima pasien selama dua minggu.",
        "Jawaban atas tanggapan Serah terima dijadwalkan dua minggu sebelum tanggal mulai tugas.",
        "Daftar hadir No. Nama Tanda tangan 1. dr. Sekar Ayu Larasati, Sp.A. 2. Pimpinan UPTD",
        "Pegawai yang bersangkutan, dr. Sekar Ayu Larasati, Sp.A. NIP 19850302 201001 2 003",
    ),
    "consent": (
        "PPK kabupaten/kota asal telah memberikan persetujuan dengan Surat Nomor 800.1.3.1/210/BKPP tanggal 10 Maret 2026",
        "Pasal 192 Peraturan Pemerintah Nomor 11 Tahun 2017",
    ),
    "advise": (
        "Surat persetujuan instansi asal Nomor 800.1.3.1/210/BKPP tanggal 10 Maret 2026;",
        "Pertimbangan teknis Badan Kepegawaian Negara Nomor PT-1182/KR.III/2026 tanggal 27 Maret 2026;",
    ),
    "approve": (
        "sebagaimana hasil analisis kebutuhan yang ditetapkan dengan Keputusan Nomor 800.1.3.3/4/PENETAPAN/2026",
        "dan dengan Keputusan Nomor 800.1.3.3/5/PENETAPAN/2026 tanggal 11 April 2026 merekomendasikan mutasi",
        "dan yang bersangkutan menerima rencana mutasi dengan catatan, yang telah dijawab",
        "Memindahkan Pegawai Negeri Sipil dari jabatan lama ke jabatan baru:",
        "melaksanakan tugas pada jabatan baru terhitung mulai tanggal 1 Desember 2026",
        "biaya yang timbul karena Keputusan ini dibebankan pada anggaran Pemerintah Kota Telaga Sari.",
    ),
    "implement": (
        "mengambil sumpah jabatan pada tanggal 1 Desember 2026",
        "Naskah pelaksanaan mutasi sebagaimana dimaksud dalam Diktum KESATU tercantum dalam Lampiran I sampai dengan"
        " Lampiran III",
        "BERITA ACARA PENGAMBILAN SUMPAH JABATAN DAN PELANTIKAN Nomor BAP-31/BKPSDM/2026",
        "SURAT PERNYATAAN MELAKSANAKAN TUGAS Nomor 800.1.11.1/77/PKM-TLG",
        "BERITA ACARA SERAH TERIMA Nomor BAST-12/PKM-RWI/2026",
    ),
    "correct": (
        "dilaksanakan oleh Kepala Dinas Kesehatan paling lambat tanggal 31 Januari 2027",
        "mutasi tersebut dilaksanakan sejak tanggal 1 Desember 2026, sebagaimana ditetapkan dengan Keputusan Nomor",
    ),
    "conclude": (
        "evaluasi pasca-mutasi telah dilakukan pada tanggal 31 Desember 2026, 2 Maret 2027, dan 1 Juni 2027",
        "Terhitung mulai tanggal : 1 Desember 2026",
    ),
    "send_back": (
        "telah diperiksa pada tahap evaluasi dan perlu diperbaiki dengan alasan: Uraian beban kerja",
        "ketentuan yang belum terpenuhi sebagai berikut: Data lebih lama dari 24 bulan",
        "lalu lampirkan (Pasal 3 Peraturan Badan Kepegawaian Negara Nomor 5 Tahun 2019).",
        "tidak lagi menjadi dasar penetapan: Keputusan Nomor 800.1.3.3/4/PENETAPAN/2026 tanggal 11 Maret 2026.",
        "tempat pada jabatan yang dituju tidak dicadangkan baginya.",
    ),
    "reject": (
        "ketentuan yang belum terpenuhi sebagai berikut: Jabatan tujuan memerlukan 3 orang dan tidak memiliki tempat lagi"
        " (Peraturan Badan Kepegawaian Negara Nomor 5 Tahun 2019).",
        "dapat diusulkan kembali dengan usulan baru",
    ),
    "withdraw": (
        "ditarik oleh pengusul dengan alasan: Yang bersangkutan diterima pada program tugas belajar",
        "dinyatakan berakhir sejak tanggal Keputusan ini.",
        "Yang bersangkutan tetap melaksanakan tugas pada jabatan Dokter Ahli Pertama pada UPTD Puskesmas Rawa Indah",
    ),
    "suspend": (
        "Penangguhan berlaku sejak tanggal Keputusan ini dan berakhir dengan keputusan pencabutan penangguhan.",
        "dan yang bersangkutan tetap melaksanakan tugas pada jabatan Dokter Ahli Pertama",
    ),
    "resume": (
        "tentang penangguhan dinyatakan tidak berlaku sejak tanggal Keputusan ini.",
        "dihitung kembali sejak tanggal Keputusan ini sampai dengan tanggal 4 Januari 2027.",
    ),
    "annul": (
        "Membatalkan Keputusan Nomor 800.1.3.3/7/SK/2026 tanggal 11 Juni 2026 sepanjang mengenai mutasi",
        "menduduki jabatan Dokter Ahli Pertama pada UPTD Puskesmas Rawa Indah terhitung mulai tanggal 21 Desember 2026.",
        "sejak tanggal Keputusan ini diberikan menurut jabatan sebagaimana dimaksud dalam Diktum KEDUA",
        "Tempat pada jabatan yang dibatalkan terbuka kembali sejak tanggal Keputusan ini.",
    ),
}


@pytest.mark.parametrize("verb", FORMS)
def test_a_form_says_what_it_is_about(verb: str) -> None:
    page = said(verb)
    assert [one for one in SAID[verb] if one not in page] == []


OFF_PAPER = re.compile(
    r"R-[A-Z]{3}-\d|#\d|\bNone\b|`|--\w|\b[DL]\d\d\b|DOK-[A-Z]+|\b(?:walikota|petugas|sari|block|warn|met|handover)\b"
    r"|;;|,,| ;| ,|\.\.(?!\.)(?<!\.\.\.)|\bPP \d|\bUU \d|sistem:"
)
"""Rule ids, file numbers, commands, codes of documents and posts, accounts, English, doubled signs, abbreviated laws."""


def test_the_search_for_the_program_finds_it() -> None:
    planted = (
        "oleh walikota",
        "(R-ELG-01)",
        "#12",
        "dokumen D10",
        "sesuai PP 11",
        "jabatan DOK-MUDA-01",
        "a;; b",
        "a .. b",
    )
    assert [one for one in planted if not OFF_PAPER.search(one)] == []
    assert OFF_PAPER.search("NIP : ............ dan 1, 2; c.") is None


@pytest.mark.parametrize("verb", FORMS)
def test_outside_the_table_of_findings_no_paper_speaks_of_the_program(verb: str) -> None:
    assert OFF_PAPER.findall(said(verb, table=False)) == []


@pytest.mark.parametrize("verb", FORMS)
def test_a_decree_ends_its_considerations_and_repeats_its_title(verb: str) -> None:
    page = said(verb)
    title = re.search(r"perlu menetapkan (Keputusan .*?);", page)
    assert title is not None
    assert f"Menetapkan : {title.group(1).upper()}." in page


@pytest.mark.parametrize("verb", FORMS)
def test_nobody_gets_a_copy_of_the_own_decree(verb: str) -> None:
    copies = said(verb).partition("Tembusan: ")[2].partition(".")[0].split("; ")
    signed = json.loads(order(verb))["signatory"]["on_behalf_of"] or json.loads(order(verb))["signatory"]["title"]
    assert copies != [""]
    assert signed not in copies


# The remedy


@pytest.mark.parametrize("verb", FORMS)
def test_who_can_object_reads_until_when(verb: str) -> None:
    until = {"annul": "8 Januari 2027"}.get(verb, "10 Desember 2026")
    told = f"paling lambat tanggal {until}, yaitu 14 (empat belas) hari kerja setelah tanggal Keputusan ini"
    assert (told in said(verb)) == (verb in OBJECTED)


def test_the_agencys_own_remedy_is_printed() -> None:
    page = said("approve", lambda told: told.update(remedy_until="2027-01-05", remedy_days=30))
    assert "paling lambat tanggal 5 Januari 2027, yaitu 30 (tiga puluh) hari kerja" in page


# Approval


def test_between_agencies_the_receiving_authority_appoints() -> None:
    def change(told: dict[str, Any]) -> None:
        case = told["cases"][0]
        case["dossier"]["proposal"]["kind"] = "KABKOTA_SATU_PROV"
        case["data"]["letter"] = {"number": "188.44/210/KPTS", "date": "2026-11-10"}
        steps = json.loads(order("advise"))["cases"][0]["dossier"]["steps"]
        letter = json.loads(order("advise"))["cases"][0]["data"]
        case["dossier"]["steps"] = [*steps, steps[-1] | {"verb": "advise", "number": "9/X", "data": letter}]

    page = said("approve", change)
    assert "Mengangkat Pegawai Negeri Sipil yang dipindahkan dari instansi asal dengan Keputusan Nomor 188.44" in page
    assert (
        "PPK kabupaten/kota asal telah memberikan persetujuan dan Kepala Kantor Regional BKN telah memberikan" in page
    )
    assert "anggaran Pemerintah Kota Telaga Sari selaku instansi penerima." in page


def test_an_own_request_says_so_and_heeds_the_letter() -> None:
    def change(told: dict[str, Any]) -> None:
        dossier = told["cases"][0]["dossier"]
        dossier["proposal"]["own_request"] = True
        dossier["documents"].append(dossier["documents"][0] | {"type": "D03", "number": "SP-1", "date": "2026-01-04"})

    page = said("submit", change)
    assert "atas permintaan sendiri diusulkan pada tanggal 5 Januari 2026" in page
    assert "Surat permohonan pegawai Nomor SP-1 tanggal 4 Januari 2026;" in page


def test_what_stands_against_a_decision_is_printed_without_what_to_do() -> None:
    def change(told: dict[str, Any]) -> None:
        told["cases"][0]["findings"][0].update(outcome="unmet", severity="warn", sentence="Hanya 1 tempat. Cari lain.")

    page = said("approve", change)
    assert "telah diperiksa menurut ketentuan peraturan perundang-undangan, dengan catatan: Hanya 1 tempat (" in page
    assert "Cari lain" not in page


# A single name, no rank, no birth place


@pytest.mark.parametrize("verb", FORMS)
def test_an_employee_by_contract_with_one_name_loses_no_sentence(verb: str) -> None:
    facts = {"name": "Sugiyarto", "full_name": "Sugiyarto", "employment": "PPPK", "rank": None, "birth_place": None}
    page = said(verb, of_dossier("person", **facts), table=False)
    assert "PEGAWAI PEMERINTAH DENGAN PERJANJIAN KERJA ATAS NAMA SUGIYARTO" in page
    assert "Pangkat" not in page.replace("Pangkat, golongan ruang : ....", "").replace("pangkat", "")
    assert re.search(r"NI PPPK :? ?19850302", page)


# Suspension and what ends it


def approved(**parts: Any) -> Change:
    def change(told: dict[str, Any]) -> None:
        steps = json.loads(order("implement"))["cases"][0]["dossier"]["steps"]
        told["cases"][0]["dossier"]["steps"] = steps
        told["cases"][0].update(parts)

    return change


def test_a_suspended_move_that_waits_keeps_its_seat_and_may_begin_later() -> None:
    page = said("suspend", approved(effect="2026-12-01", in_effect=False))
    assert "pada UPTD Puskesmas Rawa Indah, sedangkan tempat pada jabatan yang baru tetap dicadangkan." in page
    assert "Apabila penangguhan dicabut setelah tanggal 1 Desember 2026, mutasi berlaku terhitung mulai tanggal" in page


def test_a_suspended_move_in_effect_leaves_the_person_in_the_new_post() -> None:
    page = said("suspend", approved(effect="2026-11-01", in_effect=True))
    assert (
        "dan yang bersangkutan tetap melaksanakan tugas pada jabatan Dokter Ahli Muda pada UPTD Puskesmas Tel" in page
    )
    assert "Apabila penangguhan dicabut" not in page


def test_a_resumed_move_says_from_when_it_holds() -> None:
    assert "berlaku terhitung mulai tanggal 1 Desember 2026." in said("resume", approved(effect="2026-12-01"))
    assert "jangka waktu tahap" not in said("resume", of_case(stage_until=None))


def test_an_annulled_move_that_never_began_leaves_the_person_in_place() -> None:
    page = said("annul", of_case(returns=None, in_effect=False))
    assert "Yang bersangkutan tetap menduduki jabatan Dokter Ahli Pertama pada UPTD Puskesmas Rawa Indah." in page
    assert "tetap diberikan menurut jabatan" in page


def test_a_silent_employee_signs_no_minutes() -> None:
    def change(told: dict[str, Any]) -> None:
        told["cases"][0]["data"].update(response="silent")

    assert "Pegawai yang bersangkutan," not in said("socialize", change)


def test_one_paper_of_duty_is_the_only_annex() -> None:
    def change(told: dict[str, Any]) -> None:
        told["cases"][0]["data"].update(oath=None, handover=None)

    page = said("implement", change)
    assert "tercantum dalam Lampiran yang merupakan bagian" in page
    assert "LAMPIRAN KEPUTUSAN" in page
    assert "SERAH TERIMA Nomor" not in page
