"""What the steps of a period found, from their payloads: rules unmet or waived, and adverse findings with their remedy."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from storage.reporting.period import Period
from storage.tables import Payload, Transition, table

_t, _payload = table(Transition), table(Payload)

_IN_PERIOD = _t.c.at >= sa.bindparam("begins"), _t.c.at < sa.bindparam("ends")
STEPS = (
    sa.select(_t.c.proposal, _t.c.verb, _t.c.number, _payload.c.content)
    .outerjoin_from(_t, _payload, _payload.c.transition == _t.c.id)
    .where(*_IN_PERIOD)
    .order_by(_t.c.id)
)
COUNT = sa.select(sa.func.count()).select_from(_t).where(*_IN_PERIOD)

Progress = Callable[[int, int, str], None]


@dataclass
class Found:
    """What was found so far.

    Attributes:
        erased: steps whose payload was erased, of which nothing else is known.
        waived, unmet: (rule, severity) → findings.
    """

    steps: int = 0
    erased: int = 0
    waived: Counter[tuple[str, str]] = field(default_factory=Counter)
    unmet: Counter[tuple[str, str]] = field(default_factory=Counter)
    adverse: list[dict[str, Any]] = field(default_factory=list)

    def take(self, row: Any) -> None:
        """Look at one step."""
        self.steps += 1
        if row.content is None:
            self.erased += 1
            return
        order = json.loads(row.content)
        case = order["cases"][0]
        for finding in case["findings"]:
            if finding["outcome"] in ("unmet", "waived"):
                counted = self.unmet if finding["outcome"] == "unmet" else self.waived
                counted[finding["rule"], finding["severity"]] += 1
        target = case["dossier"]["target"]
        where = {"proposal": row.proposal, "verb": row.verb, "decree": row.number, "date": order["date"]}
        where |= {"unit": target["unit"]["name"], "post": target["post"]["name"]}
        self.adverse += [where | told for told in adverse(row.verb, case["data"])]


def adverse(verb: str, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The adverse findings in a step's data, each with what is to be done, by whom and until when."""
    if verb == "correct":
        yield {name: data[name] for name in ("finding", "step", "owner", "due")}
    elif verb == "conclude":
        for review in data["reviews"]:
            if review["adverse"]:
                remedy = {name: review.get(name) for name in ("step", "owner", "due")}
                yield {"finding": f"{review['person']} {review['unit']}"} | remedy


def findings(connection: sa.Connection, period: Period, progress: Progress | None) -> Found:
    """What all steps of a period found; their payloads are read one after the other."""
    asked = {"begins": period.begins, "ends": period.ends}
    total, found = connection.execute(COUNT, asked).scalar_one(), Found()
    for row in connection.execution_options(yield_per=200).execute(STEPS, asked):
        found.take(row)
        if progress is not None and found.steps % 200 == 0:
            progress(found.steps, total, "langkah")
    return found


def ranked(counted: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """Rules with their severity and how often, the most frequent first."""
    order = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [{"rule": rule, "severity": severity, "count": count} for (rule, severity), count in order]
