"""The yearly report: the periodic evaluation of the transfer programme, counted from what is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import agency
from storage.reporting.courses import outcomes, stages, stays
from storage.reporting.findings import Progress, findings, ranked
from storage.reporting.moves import moves, summary
from storage.reporting.numbers import numbers
from storage.reporting.period import period
from storage.reporting.remedies import objections
from storage.reporting.units import total, units
from storage.watch import watch

Report = dict[str, Any]


def report(
    connection: sa.Connection, year: int, now: datetime, real: datetime, progress: Progress | None = None
) -> Report:
    """The report of a year, from 1 January to 31 December, or to today while the year lasts.

    * `year`, `from`, `to`, `agency` (its name);
    * `moves`: `{total, within (one unit), kinds: {kind: n}, unknown_origin}`, of moves in effect and not annulled;
    * `units`: every unit `{unit, name, need, in, out, before, after}`, both `{holders, short, over}` in people;
      the need is as measured now, `before` is the first day, `after` the last;
    * `total`: the same figures of the whole agency;
    * `decrees`: `{issued: {form: n}, void: [{number, verb, reason}]}` of the year's numbers;
    * `proposals`: by kind `{kind, carried, new, states: {state: n}}`, as they stand at the end of the period;
    * `adverse`: `{proposal, verb, decree, date, unit, post, finding, step, owner, due}`, from corrections and reviews;
    * `objections`: `{id, proposal, decree, received, outcome, answered, due, days, late}`, in working days;
    * `stages`: by state `{state, count, median, longest, proposal}`, working days of the stays that ended;
    * `rules`: `{unmet, waived}`, each a list of `{rule, severity, count}`, the most frequent first;
    * `steps`, `erased`: steps taken, and how many of them have no payload any more.

    Args:
        now: the calendar's instant.
        real: the real instant, for leases.

    Raises:
        InvalidField: the year has not begun.
    """
    facts, seen = agency.agency(connection), watch(connection, now)
    span = period(year, seen.today, facts.zone)
    moved, stayed = moves(connection, span), list(stays(connection, span))
    by_unit, found = units(connection, span, moved), findings(connection, span, progress)
    return {
        **{"year": year, "from": span.first, "to": span.last, "agency": facts.name},
        "moves": summary(moved),
        **{"units": by_unit, "total": total(by_unit)},
        "decrees": numbers(connection, year, real),
        "proposals": outcomes(stayed, span),
        "adverse": found.adverse,
        "objections": objections(connection, span, seen),
        "stages": stages(stayed, span, seen.calendar),
        "rules": {"unmet": ranked(found.unmet), "waived": ranked(found.waived)},
        **{"steps": found.steps, "erased": found.erased},
    }
