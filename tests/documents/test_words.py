"""Values read as an Indonesian decree writes them."""

from __future__ import annotations

import pytest

from documents import words
from workflow.personnel import RANKS


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
