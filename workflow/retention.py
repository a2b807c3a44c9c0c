"""Retention: how long what decisions were taken on is kept once their proposal has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workflow.authority import Kind
from workflow.parameters import Parameter, ParameterFacts
from workflow.planning.calendar import add_months

LAW = "UU 27/2022; jadwal retensi arsip instansi"

YEARS = Parameter(
    "retention",
    "years",
    10,
    (
        "tahun dasar keputusan disimpan sejak usulannya berakhir",
        "years for which what was decided on is kept after the proposal ended",
    ),
    lowest=1,
    highest=100,
)


def kept_until(ended: date, told: Iterable[ParameterFacts], kind: Kind, today: date) -> date:
    """The last day on which the case of a proposal that ended is kept, by the retention in force today."""
    years = YEARS.value(told, kind, today)
    assert isinstance(years, int)
    return add_months(ended, 12 * years)
