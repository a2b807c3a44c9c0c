"""Values read as an Indonesian decree writes them."""

from __future__ import annotations

import re

import pytest

from documents import words
from tests.workflow.people import SARI, TODAY, dossier, waiver
from workflow.personnel import RANKS
from workflow.rules import RULES, Rule, Severity
from workflow.rules.frame import Answer, Question


def test_dates_are_spelled_out() -> None:
    assert words.date("2026-11-21") == "21 November 2026"
    assert words.weekday_date("2026-11-21") == "Sabtu, 21 November 2026"
    assert words.date(None) == ""


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0 (nol)"), (3, "3 (tiga)"), (21, "21 (dua puluh satu)"), (1250, "1.250 (seribu dua ratus lima puluh)")],
)
def test_whole_numbers_are_followed_by_their_words(number: int, written: str) -> None:
    assert words.count(number) == written


def test_decimals_have_indonesian_signs() -> None:
    assert words.figure("12500.0750") == "12.500,075"
    assert words.load("0.6") == "0,6000"


def test_every_rank_has_its_name() -> None:
    assert tuple(words.RANKS) == RANKS
    assert words.rank("III/c") == "Penata (III/c)"
    assert words.rank("IX") == "Golongan IX"
    assert words.rank(None) == ""


def test_an_identity_number_is_grouped() -> None:
    assert words.nip("198503022010012003") == "19850302 201001 2 003"


def test_lists_end_with_dan() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a", "b"]) == "a dan b"
    assert words.listed(["a", "b", "c"]) == "a, b, dan c"


def test_the_closing_consideration_points_back() -> None:
    assert [words.letters(number) for number in (1, 2, 4)] == [
        "huruf a",
        "huruf a dan huruf b",
        "huruf a sampai dengan huruf d",
    ]


def test_centred_lines_are_about_equally_long() -> None:
    title = "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"
    lines = words.balanced(title, 44)
    assert " ".join(lines) == title
    assert max(map(len, lines)) - min(map(len, lines)) < 15
    assert words.balanced("WALI KOTA", 44) == ["WALI KOTA"]


@pytest.mark.parametrize(
    ("sentences", "paper"),
    [
        ("Jabatan masih lowong.", "Jabatan masih lowong"),
        ("Keberatan belum dijawab. Jawab dengan `mutasi answer 3`.", "Keberatan belum dijawab"),
        (
            "Tidak direkomendasikan. Tulis alasannya (--note). Periksa kembali.",
            "Tidak direkomendasikan. Periksa kembali",
        ),
    ],
)
def test_a_finding_on_paper_names_no_command(sentences: str, paper: str) -> None:
    assert words.found(sentences) == paper


def test_dictums_have_names_beyond_the_tenth() -> None:
    names = [words.ordinal(number) for number in (1, 4, 10, 11, 12, 21)]
    assert names == ["KESATU", "KEEMPAT", "KESEPULUH", "KESEBELAS", "KEDUA BELAS", "KEDUA PULUH SATU"]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("PP 11/2017 Pasal 190 ayat (3)", "Pasal 190 ayat (3) Peraturan Pemerintah Nomor 11 Tahun 2017"),
        ("UU 20/2023 (sistem merit); tata kelola", "Undang-Undang Nomor 20 Tahun 2023 (sistem merit); tata kelola"),
        ("SE Kepala BKN 3/SE/VIII/2019", "Surat Edaran Kepala Badan Kepegawaian Negara Nomor 3/SE/VIII/2019"),
        ("Ketentuan internal: kuorum", "Ketentuan internal: kuorum"),
    ],
)
def test_a_sentence_names_a_law_in_full(table: str, sentence: str) -> None:
    assert words.law(table) == sentence


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_no_law_of_a_rule_stays_abbreviated(rule: Rule) -> None:
    assert not re.search(r"\b(?:PP|UU|SE (?:Kepala )?BKN|Perka|PermenPANRB|BKN)\b", words.law(rule.law))


def test_who_set_a_rule_aside_is_told_by_the_document_and_not_by_its_number() -> None:
    def unmet(question: Question) -> Answer:
        return Answer(False, "Masa jabatan 22 bulan.", "22 months.")

    rule = Rule("R-ELG-01", Severity.block, "PP 11/2017", unmet, waivers=RULES["R-ELG-01"].waivers)
    found = rule.find(Question(dossier(waivers=(waiver("R-ELG-01"),)), SARI, "assess", TODAY))
    assert "dokumen 12" in found.id
    assert words.found(found.id) == "Masa jabatan 22 bulan"


@pytest.mark.parametrize(
    ("found", "paper"),
    [
        (
            "handover: berita acara belum tercatat. Susulkan berita acaranya.",
            "Berita acara belum tercatat. Susulkan berita acaranya",
        ),
        ("Surat bebas temuan (D10) belum ada.", "Surat bebas temuan belum ada"),
        (
            "Tidak ada tempat; terakhir diberikan kepada Wira melalui usulan 9 dengan keputusan 4/SK. Pilih jabatan lain.",
            "Tidak ada tempat. Pilih jabatan lain",
        ),
    ],
)
def test_what_is_for_a_screen_stays_there(found: str, paper: str) -> None:
    assert words.found(found) == paper
