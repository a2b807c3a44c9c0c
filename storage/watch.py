"""Whom proposals wait for, until when, and how late: worked out for any number of rows from tables read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from storage import agency
from workflow import deadlines
from workflow.authority import Kind, Role
from workflow.parameters import ParameterFacts
from workflow.planning.calendar import local_day
from workflow.planning.working_days import WorkingDays
from workflow.states import State
from workflow.waiting import waits_for

# Plain text: the worklist starts without the classes of the tables.
_PARAMETERS = sa.text("SELECT subject, name, kind, value, since, until FROM parameter").columns(
    since=sa.Date, until=sa.Date
)
_HOLIDAYS = sa.text("SELECT day, name FROM holiday").columns(day=sa.Date)
_EFFECTS = sa.text(
    """
    SELECT a.proposal, a.starts FROM assignment a JOIN proposal p ON p.id = a.proposal
    WHERE p.state = 'monitoring' AND a.cancelled_by IS NULL
    """
).columns(starts=sa.Date)
_INITIALS = sa.text(
    "SELECT e.proposal, e.verb, e.role FROM endorsement e JOIN proposal p ON p.id = e.proposal AND p.version = e.version"
)


@dataclass(frozen=True)
class Watch:
    """What deadlines and waiting depend on, as of a day.

    Attributes:
        effects: monitored proposal → its date of effect.
        initials: proposal → (verb, office) of the initials that count for its version.
    """

    today: date
    zone: str
    parameters: tuple[ParameterFacts, ...]
    calendar: WorkingDays
    effects: Mapping[int, date]
    initials: Mapping[int, frozenset[tuple[str, str]]]
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def told(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """`waits_for` (offices), `endorses` (the verb they initial, or null), `due` and `late` (working days) of a row.

        The row has `id`, `state`, `kind` and `changed_at`.
        """
        state, kind = State(row["state"]), Kind(row["kind"])
        offices, verb = self._waiting(state, kind, self.initials.get(row["id"], frozenset()))
        due = self.due(state, kind, self.day(row["changed_at"]), self.effects.get(row["id"]))
        return {"waits_for": [role.value for role in offices], "endorses": verb, "due": due, "late": self.late(due)}

    def day(self, at: datetime) -> date:
        """The office-local day of a stored instant."""
        return local_day(aware(at), self.zone)

    def due(self, state: State, kind: Kind, entered: date, tmt: date | None) -> date | None:
        """The day by which a proposal should leave its state; `tmt` is its date of effect while it is monitored."""
        last = max(self.reviews(kind, tmt).values()) if tmt else None
        found: date | None = self._once(
            (state, kind, entered, last),
            lambda: deadlines.due(state, entered, kind, self.parameters, self.calendar, last),
        )
        return found

    def reviews(self, kind: Kind, tmt: date) -> dict[int, date]:
        """Interval in days → the day of that review of a move."""
        found: dict[int, date] = self._once(
            (kind, tmt), lambda: deadlines.reviews(tmt, kind, self.parameters, self.today)
        )
        return found

    def late(self, due: date | None) -> int:
        """Working days since a deadline, 0 until it has passed."""
        if due is None or due >= self.today:
            return 0
        found: int = self._once(due, lambda: deadlines.late(due, self.today, self.calendar))
        return found

    def _waiting(
        self, state: State, kind: Kind, given: frozenset[tuple[str, str]]
    ) -> tuple[tuple[Role, ...], str | None]:
        found: tuple[tuple[Role, ...], str | None] = self._once(
            (state, kind, given), lambda: waits_for(state, kind, given, self.parameters, self.today)
        )
        return found

    def _once(self, key: Hashable, find: Callable[[], Any]) -> Any:
        """Thousands of rows share few answers."""
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]


def watch(connection: sa.Connection, now: datetime) -> Watch:
    """What deadlines and waiting depend on at an instant, in a fixed number of questions."""
    zone = agency.agency(connection).zone
    initials: dict[int, set[tuple[str, str]]] = {}
    for row in connection.execute(_INITIALS):
        initials.setdefault(row.proposal, set()).add((row.verb, row.role))
    return Watch(
        today=local_day(now, zone),
        zone=zone,
        parameters=tuple(ParameterFacts(*row) for row in connection.execute(_PARAMETERS)),
        calendar=WorkingDays(dict(connection.execute(_HOLIDAYS).all())),
        effects={row.proposal: row.starts for row in connection.execute(_EFFECTS)},
        initials={proposal: frozenset(given) for proposal, given in initials.items()},
    )


def aware(at: datetime) -> datetime:
    """A stored instant with its zone, which one engine leaves out: it is UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
