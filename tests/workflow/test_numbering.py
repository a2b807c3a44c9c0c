"""Formats of numbers: every number of the register comes out differently, or the format is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import InvalidField
from workflow.numbering import NO_NUMBER, Series, checked, could_clash

DAY = date(2026, 11, 22)
SK = Series("SK", "800.1.3.3/{n}/SK/{tahun}", "SK")
PENETAPAN = Series("PENETAPAN", "{kode}/{n}/{unit}/{romawi_bulan}/{tahun}", "PENETAPAN")


def of(format: str, unit: str | None = None) -> Series:
    return Series("LAIN", format, "SK", unit)


@pytest.mark.parametrize(
    ("series", "printed"),
    [
        (SK, "800.1.3.3/7/SK/2026"),
        (PENETAPAN, "800.1.3.1/7/BKPSDM/XI/2026"),
        (of("{n} TAHUN {tahun}"), "7 TAHUN 2026"),
        (of("{kode}/{n:03}/{unit}/{bulan}/{tahun}", "05.24"), "800.1.3.3/007/05.24/11/2026"),
    ],
)
def test_a_number_is_printed_as_its_series_says(series: Series, printed: str) -> None:
    assert series.printed(7, DAY, "BKPSDM") == printed


def test_a_draft_has_a_gap_where_the_number_will_be() -> None:
    assert of("{n:03}/{tahun}").printed(None, DAY, "X") == f"{NO_NUMBER}/2026"


@pytest.mark.parametrize("format", ["{n} TAHUN {tahun}", "{n:03}/BKD/{tahun}", " 800/{n}-{unit}/{tahun} "])
def test_a_format_that_counts_is_taken(format: str) -> None:
    assert checked(format) == format.strip()


@pytest.mark.parametrize(
    ("format", "says"),
    [
        ("", "must not be empty"),
        ("800/{n}", "once each"),
        ("800/{tahun}", "once each"),
        ("{n}/{n}/{tahun}", "once each"),
        ("{n}{tahun}", "must not touch"),
        ("1{n}/{tahun}", "must not touch"),
        ("{n}/{tahun}{bulan}", "must not touch"),
        ("{n:3}/{tahun}", "what is not known"),
        ("{n:09}/{tahun}", "what is not known"),
        ("{year}/{n}/{tahun}", "what is not known"),
        ("{n.__class__}/{tahun}", "what is not known"),
        ("{0}/{n}/{tahun}", "what is not known"),
        ("{n}/{tahun}}", "what is not known"),
        ("{n}/<b>/{tahun}", "what is not known"),
        ("{n}/{tahun}\n", None),
        ("{n}/\u202e/{tahun}", "control character"),
        ("NOMOR {n} TAHUN {tahun}", "NOMOR"),
        ("{n}/{tahun}" + "x" * 80, "the limit is 80"),
    ],
)
def test_a_format_that_could_print_a_number_twice_or_badly_is_refused(format: str, says: str | None) -> None:
    if says is None:
        assert checked(format) == format.strip()
        return
    with pytest.raises(InvalidField) as refusal:
        checked(format)
    assert says in refusal.value.sentence("en")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (SK, PENETAPAN, False),
        (of("{n}/{tahun}"), of("{n}/{tahun}"), True),
        (of("{n:03}/{tahun}"), of("{n}/{tahun}"), True),
        (of("{n}/1/{tahun}"), of("1/{n}/{tahun}"), True),
        (of("{n}/0/{tahun}"), of("1/{n}/{tahun}"), False),
        (of("{n}/{bulan}/{tahun}"), of("{bulan}/{n}/{tahun}"), True),
        (of("{n}/A/{tahun}"), of("{n}/{unit}/{tahun}"), False),
        (of("{n}/BKPSDM/{tahun}"), of("{n}/{unit}/{tahun}"), True),
        (of("{n}/XI/{tahun}"), of("{n}/{romawi_bulan}/{tahun}"), True),
        (of("{n}/XIII/{tahun}"), of("{n}/{romawi_bulan}/{tahun}"), False),
        (of("{n}/{unit}/{tahun}", "05.24"), of("{n}/05.{bulan}/{tahun}"), False),
        (of("{n}/{unit}/{tahun}", "05.11"), of("{n}/05.{bulan}/{tahun}"), True),
    ],
)
def test_two_series_clash_when_they_could_print_the_same(one: Series, other: Series, clash: bool) -> None:
    assert could_clash(one, other, "BKPSDM") is clash
    assert could_clash(other, one, "BKPSDM") is clash


PARTS = st.sampled_from(["A", "1", "12", "XI", "{bulan}", "{romawi_bulan}", "{kode}", "{unit}"])
FORMATS = st.builds(
    lambda before, after: "/".join([*before, "{n}", *after, "{tahun}"]),
    st.lists(PARTS, max_size=2),
    st.lists(PARTS, max_size=2),
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(FORMATS, FORMATS, st.integers(1, 99), st.integers(1, 99), DAYS, DAYS)
def test_whatever_is_printed_alike_was_foreseen(left: str, right: str, m: int, n: int, day: date, other: date) -> None:
    one, two = of(left), of(right, "12")
    if one.printed(m, day, "B") == two.printed(n, other, "B"):
        assert could_clash(one, two, "B")


@given(FORMATS, st.integers(1, 9999), DAYS)
def test_what_a_series_prints_it_can_read(format: str, n: int, day: date) -> None:
    printed = of(format).printed(n, day, "B")
    read = [found for reader in of(format).readers("B") if (found := reader.fullmatch(printed))]
    assert (str(n), str(day.year)) in {(found["n"], found["year"]) for found in read}
    assert printed.startswith(of(format).prefix("B"))
