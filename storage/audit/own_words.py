"""An agency's own words: what is in force is what the recorded changes have made of it, and arms are what their hash says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Words
from storage.audit.stored import UNREADABLE, binary, columns, named, rows
from storage.copy_tables import Authenticator
from storage.governance import Change, ChangeDecision
from storage.log_tables import LogLeaf
from storage.own_tables import Artwork, Wording
from storage.tables import Agency, Series, table
from workflow.canonical import sha256
from workflow.text import shown

_c, _d, _l = table(Change), table(ChangeDecision), table(LogLeaf)
_a, _s, _w, _art, _who = table(Agency), table(Series), table(Wording), table(Artwork), table(Authenticator)

SHIPPED = {
    "SK": ("800.1.3.3/{n}/SK/{tahun}", "SK", None),
    "PENETAPAN": ("800.1.3.1/{n}/{unit}/{romawi_bulan}/{tahun}", "PENETAPAN", None),
}
"""Series → what a new database has for it: format, purpose and unit."""

UNSET = {"zone": "Asia/Jakarta", "address": "", "paper": "F4", "contact": "", "arms": None, "emblem": None}
"""What stands in the agency's row until a change sets it; its names until then are those of its units."""

ACTS = (
    *("agency set", "agency arms", "series set", "series add", "wording set", "wording reset"),
    "authenticator set",
)

_CHANGES = (
    sa.select(*columns(_c, "act", "new"))
    .join_from(_c, _d, _d.c.change == _c.c.id)
    .outerjoin(_l, (_l.c.kind == "change") & (_l.c.ref == _c.c.id))
    .where(_d.c.outcome == "done", _c.c.act.in_(ACTS))
    .order_by(_l.c.index, _c.c.id)
)


@dataclass
class Told:
    """What the changes have made, one after the other.

    Attributes:
        agency: column → what was set last.
        series: code → format, purpose, unit.
        wording: the form and words of each row.
        authenticator: account, title, on_behalf of the official who authenticates copies.
    """

    agency: dict[str, Any] = field(default_factory=dict)
    series: dict[str, tuple[Any, ...]] = field(default_factory=lambda: dict(SHIPPED))
    wording: list[tuple[Any, Any]] = field(default_factory=list)
    authenticator: list[tuple[Any, ...]] = field(default_factory=list)

    def take(self, act: str, new: Any) -> None:
        """Do again what a change did."""
        if act.startswith("agency "):
            self.agency.update({name: value for name, value in new.items() if value})
        elif act == "authenticator set":
            self.authenticator = [(new["account"], new["title"], new["on_behalf"])]
        elif act == "series set":
            self.series[new["code"]] = (new["format"], *self.series[new["code"]][1:])
        elif act == "series add":
            self.series[new["code"]] = (new["format"], new["purpose"], new["unit"])
        else:
            self.wording.append((new["form"], new.get("words")))


def check_own_words(connection: sa.Connection, report: AuditReport) -> None:
    """Check letterhead, authenticator, series and texts against the changes that set them, and every file of arms against its hash."""
    told = Told()
    for row in rows(connection, _CHANGES):
        try:
            told.take(row.act, json.loads(row.new))
        except UNREADABLE:
            continue  # the leaf of the change tells that it was altered
    for check in (_agency, _authenticator, _series, _wording):
        report.problems.extend(check(connection, told))
    report.problems.extend(_artwork(connection, told))


def _agency(connection: sa.Connection, told: Told) -> Iterator[Words]:
    *_, kept = [None, *rows(connection, sa.select(*columns(_a, *_a.c.keys())))]
    expected = (UNSET if kept else {}) | told.agency
    wrong = [name for name, value in expected.items() if getattr(kept, name, None) != value]
    if wrong:
        yield (
            f"Data instansi ({named(wrong)}) bukan yang terakhir ditetapkan dengan perubahan yang tercatat.",
            f"The agency's data ({named(wrong)}) are not what the recorded changes have set last.",
        )


def _authenticator(connection: sa.Connection, told: Told) -> Iterator[Words]:
    kept = rows(connection, sa.select(*columns(_who, "account", "title", "on_behalf")))
    if [(row.account, row.title, bool(row.on_behalf)) for row in kept] != told.authenticator:
        yield (
            "Pejabat yang mengesahkan salinan bukan yang ditunjuk dengan perubahan yang tercatat.",
            "The official who authenticates copies is not whom the recorded changes have designated.",
        )


def _series(connection: sa.Connection, told: Told) -> Iterator[Words]:
    query = sa.select(*columns(_s, "code", "format", "purpose", "unit"))
    kept = {row.code: (row.format, row.purpose, row.unit) for row in rows(connection, query)}
    for code in sorted({*kept, *told.series}, key=str):
        if kept.get(code) != told.series.get(code):
            yield (
                f"Seri {shown(code)}: bentuk atau pemiliknya bukan yang ditetapkan dengan perubahan yang tercatat.",
                f"Series {shown(code)}: its format or its owner is not what the recorded changes have set.",
            )


def _wording(connection: sa.Connection, told: Told) -> Iterator[Words]:
    query = sa.select(*columns(_w, "form", "words")).order_by(_w.c.id)
    kept = [(row.form, _read(row.words)) for row in rows(connection, query)]
    if kept != told.wording:
        forms = sorted({str(form) for form, _ in [*kept, *told.wording]})
        wrong = [form for form in forms if _of(kept, form) != _of(told.wording, form)] or forms
        yield (
            f"Kata-kata instansi ({named(wrong)}) bukan yang ditetapkan dengan perubahan yang tercatat.",
            f"The agency's own words ({named(wrong)}) are not what the recorded changes have set.",
        )


def _of(rows: list[tuple[Any, Any]], form: str) -> list[Any]:
    return [words for name, words in rows if str(name) == form]


def _read(text: Any) -> Any:
    try:
        return None if text is None else json.loads(text)
    except UNREADABLE:
        return text, "is no JSON"


def _artwork(connection: sa.Connection, told: Told) -> Iterator[Words]:
    kept = set()
    for row in rows(connection, sa.select(*columns(_art, "sha256", "content"))):
        kept.add(row.sha256)
        content = binary(row.content)
        if content is None or sha256(content) != row.sha256:
            yield (
                f"Lambang {shown(row.sha256, 16)}: isinya bukan yang dikatakan sidiknya.",
                f"Arms {shown(row.sha256, 16)}: they are not what their hash says.",
            )
    for place in ("arms", "emblem"):
        if told.agency.get(place) and told.agency[place] not in kept:
            yield (
                f"Lambang {shown(told.agency[place], 16)} yang dipakai pada kop hilang.",
                f"The arms {shown(told.agency[place], 16)} of the letterhead are missing.",
            )
