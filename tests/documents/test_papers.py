"""Papers that are no decrees: the case file of a bundle and the printed register say what they were given."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
from pypdf import PdfReader

from documents import case_file, number_book
from documents.case_file import Speech
from storage.agency import default_agency

AGENCY = default_agency("Pemerintah Kota Samudra Jaya", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia")
AT = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
SPEECH = Speech({"INTERNAL": "Dalam satu instansi"}, str, lambda at: f"{at:%d-%m-%Y}")
FINDING = {
    "rule": "R-ELG-06",
    "severity": "warn",
    "outcome": "unmet",
    "sentence": "Belum <ada> & 衛.",
    "law": "PP 94/2021",
}
MET = {**FINDING, "rule": "R-ELG-01", "outcome": "met"}
ENTRY = {
    **{"index": 5, "leaf": 4, "at": AT, "verb": "assess", "number": "800/5/2026", "from": "evaluation"},
    **{"to": "socialization", "actor": "dewi", "capacity": "team_chair", "sha256": "ab" * 32, "erased": False},
    **{"note": '=HYPERLINK("x")\nbaris kedua 😀', "findings": [FINDING, MET]},
}
PROPOSAL = {
    **{"id": 7, "nip": "199003152015032001", "name": "Sari Wulandari, S.E.", "kind": "INTERNAL", "reason": None},
    **{"state": "socialization", "proposed_by": "rini", "proposed_at": AT, "origin": None, "entries": [ENTRY]},
    "target": {"post": "Arsiparis", "unit": "Dinas Pendidikan"},
}
CHANGE = {
    **{"index": 9, "act": "role add", "outcome": "refused", "asked_by": "a", "asked_at": "2026-06-02T02:00:00Z"},
    **{"decided_by": "b", "decided_at": "2026-06-03T02:00:00Z", "alone": False},
}
CASE: dict[str, Any] = {
    **{"title": "Usulan 7", "made_at": AT, "origin": "lembayung/log", "size": 1234, "root": "0f" * 32},
    **{
        "note": "lembayung/log\n1234\nabc=\n\n— lembayung/log xyz\n",
        "proposals": [PROPOSAL],
        "changes": [CHANGE],
        "more": 0,
    },
}
NUMBER = {
    **{"series": "SK", "year": 2026, "n": 1, "number": "1/SK/2026", "status": "issued", "proposals": [7, 8]},
    **{"verb": "approve", "reason": None, "revoked_by": "2/SK/2026", "revoked": []},
}


def text(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def case(**more: Any) -> bytes:
    return case_file.draw(CASE | more, AGENCY, SPEECH, rehearsal=False)


def test_a_case_file_says_what_each_entry_says() -> None:
    said = text(case())
    for words in (
        *(
            "Usulan 7: Sari Wulandari, S.E.",
            "19900315 201503 2 001",
            "entri 5, daun log 4",
            "Keputusan Nomor 800/5/2026",
        ),
        *("Evaluasi → Sosialisasi, oleh dewi sebagai team_chair", '=HYPERLINK("x") baris kedua ?', "abababab abababab"),
        *("R-ELG-06 peringatan tidak terpenuhi Belum <ada> & ?.", "Terpenuhi: R-ELG-01", "role add: ditolak"),
        *("lembayung/log", "1.234 entri log", "0f0f0f0f"),
    ):
        assert words in said, words
    assert "DEMO" not in said


def test_a_case_file_says_what_it_does_not_hold() -> None:
    entry = {**ENTRY, "erased": True, "note": None, "findings": []}
    said = text(case(proposals=[{**PROPOSAL, "entries": [entry]}], more=1500))
    assert "Isi pertimbangan langkah ini telah dihapus" in said
    assert "1.500 entri lain" in said
    assert "Tidak ada langkah usulan dalam bundel ini." in text(case(proposals=[]))


def test_the_same_facts_give_the_same_bytes_fit_for_an_archive() -> None:
    drawn = case()
    assert drawn == case()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"


def test_the_register_has_a_book_for_each_series_with_every_number_and_reason() -> None:
    void = {**NUMBER, "number": "2/SK/2026", "n": 2, "status": "void", "reason": "Batal <lagi>.", "revoked_by": None}
    other = {**NUMBER, "series": "PENETAPAN", "number": "800/1/2026", "verb": "assess", "revoked_by": None}
    some = {**NUMBER, "number": "3/SK/2026", "n": 3, "revoked_by": None}
    some |= {"revoked": [{"proposal": 8, "by": "4/SK/2026"}]}
    said = text(number_book.draw([NUMBER, void, some, other], AGENCY, "2 Juni 2026", rehearsal=True))
    for words in (
        *("Seri SK, tahun 2026 3 nomor, 2 terbit, 1 batal", "1/SK/2026 Keputusan Mutasi 7, 8 terbit, dicabut dengan"),
        "3/SK/2026 Keputusan Mutasi 7, 8 terbit, untuk usulan 8 dicabut dengan 4/SK/2026",
        *("batal: Batal <lagi>.", "Seri PENETAPAN, tahun 2026 1 nomor, 1 terbit", "DEMO", "Keadaan pada 2 Juni 2026"),
    ):
        assert words in said, words


def test_a_register_without_numbers_says_so() -> None:
    assert "Belum ada nomor." in text(number_book.draw([], AGENCY, "2 Juni 2026", rehearsal=False))
