"""The ledger: what the one door sees of the store, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from storage import (
    accounts,
    agency,
    authenticators,
    checkpoints,
    copies,
    dossiers,
    history,
    holidays,
    installation,
    newest,
    register,
    seats,
    series,
    wording,
)
from storage.copies import Kept
from storage.database import Database
from storage.dossiers import possible_id
from storage.governance import Office
from storage.tables import Basis, Person, Post, Proposal, TeamMember, table
from workflow.authority import Actor, AgencyFacts, Role
from workflow.copies import CopyKind
from workflow.dossier import Dossier
from workflow.errors import MutasiError, UnknownProposal
from workflow.planning.working_days import WorkingDays
from workflow.ports import Booked, Checkpoint, Designated, LastEntry, NewBooking, NewEntry, Signer
from workflow.states import State

_proposal, _person, _post, _basis = table(Proposal), table(Person), table(Post), table(Basis)

PROPOSALS = (
    sa.select(_proposal.c.id, _proposal.c.nip, _proposal.c.post)
    .where(_proposal.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(_proposal.c.id)
    .with_for_update(key_share=True)
)
SHARED_OFFICES = (
    sa.select(table(Office).c.role)
    .where(table(Office).c.role.in_(sa.bindparam("roles", expanding=True)))
    .order_by(table(Office).c.role)
    .with_for_update(read=True)
)
BASES = (
    sa.select(_basis.c.title)
    .where(
        _basis.c.since <= sa.bindparam("day"),
        _basis.c.until.is_(None) | (_basis.c.until >= sa.bindparam("day")),
    )
    .order_by(_basis.c.position)
)


class Ledger:
    """One open transaction, with the questions and acts of `workflow.ports.Ledger`.

    Attributes:
        afterwards: what is to be done once it was committed.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.afterwards: list[Callable[[], None]] = []

    def agency(self) -> AgencyFacts:
        return agency.agency(self.connection)

    def rehearsal(self) -> bool:
        return installation.rehearsal(self.connection)

    def bases(self, day: date) -> list[str]:
        return list(self.connection.execute(BASES, {"day": day}).scalars())

    def actor(self, account: str) -> Actor:
        return accounts.actor(self.connection, account)

    def dossier(self, proposal: int, day: date) -> Dossier:
        return dossiers.dossier(self.connection, proposal, day)

    def newest_changes(self, proposal: int) -> Sequence[tuple[str, str, datetime]]:
        return newest.newest_changes(self.connection, proposal)

    def words(self, form: str) -> dict[str, Any] | None:
        return wording.words(self.connection, form)

    def working_days(self) -> WorkingDays:
        return self._calendar

    @cached_property
    def _calendar(self) -> WorkingDays:
        return holidays.working_days(self.connection)

    def lock(
        self, proposals: Sequence[int], *, posts: Sequence[str] | None = None, offices: Iterable[Role] = ()
    ) -> None:
        """Hold proposals, and with `posts` the people too, share offices, hold target posts; each in order of its key.

        SQLite's writers are alone from BEGIN IMMEDIATE on; there the rows are only looked for.
        """
        ids = sorted(map(possible_id, set(proposals)))
        rows = self.connection.execute(PROPOSALS, {"ids": ids}).all()
        for missing in sorted(set(ids) - {row.id for row in rows}):
            raise UnknownProposal(proposal=missing)
        if posts is not None and self.connection.dialect.name != "sqlite":
            self._hold(_person.c.nip, {row.nip for row in rows})
            self.connection.execute(SHARED_OFFICES, {"roles": sorted(offices)})
            self._hold(_post.c.code, {row.post for row in rows} | set(posts))

    def _hold(self, key: sa.ColumnElement[str], values: set[str]) -> None:
        self.connection.execute(
            sa.select(key).where(key.in_(sorted(values))).order_by(key).with_for_update(key_share=True)
        )

    def last_entry(self, proposal: int) -> LastEntry | None:
        return history.last_entry(self.connection, proposal)

    def booking_by_key(self, account: str, key: str) -> Booked | None:
        return register.by_key(self.connection, account, key)

    def live_booking(self, proposal: int, version: int) -> Booked | None:
        return register.live_booking(self.connection, proposal, version)

    def series_of(self, purpose: str, unit: str | None) -> str:
        return series.series_of(self.connection, purpose, unit)

    def next_number(self, series: str, day: date, agency: AgencyFacts) -> tuple[int, str]:
        return register.next_number(self.connection, series, day, agency)

    def insert_booking(self, booking: NewBooking) -> int:
        return register.insert(self.connection, booking)

    def renew(self, booking: int, token: str, until: datetime) -> None:
        register.renew(self.connection, booking, token, until)

    def turn_issued(self, booking: int, token: str) -> bool:
        return register.turn_issued(self.connection, booking, token)

    def void(self, booking: int, reason: str, token: str | None = None) -> bool:
        return register.void(self.connection, booking, reason, token)

    def void_reason(self, booking: int) -> str:
        return register.void_reason(self.connection, booking)

    def answer(self, booking: int) -> str | None:
        return register.answer(self.connection, booking)

    def remember_answer(self, booking: int, answer: str) -> None:
        register.remember_answer(self.connection, booking, answer)

    def keep_process(self) -> None:
        history.keep_process(self.connection)

    def insert_decree(self, booking: int, number: str, sha256: str, content: bytes, at: datetime) -> None:
        register.insert_decree(self.connection, booking, number, sha256, content, at)

    def insert_copy(self, number: str, proposal: int, sha256: str, content: bytes, at: datetime) -> None:
        copies.insert(self.connection, Kept(number, proposal, CopyKind.petikan, sha256, content, at))

    def authenticator(self) -> Designated | None:
        return authenticators.designated(self.connection)

    def move(self, proposal: int, source: State, target: State, version: int, at: datetime) -> None:
        history.move(self.connection, proposal, source, target, version, at)

    def append(self, entry: NewEntry, salt: bytes, payload: bytes) -> int:
        return history.append(self.connection, entry, salt, payload)

    def checkpoint(self, signer: Signer | None, now: datetime, zone: str) -> Checkpoint | None:
        if signer is None or not checkpoints.is_due(self.connection, now, zone):
            return checkpoints.latest(self.connection)
        made = checkpoints.make(self.connection, signer, now)
        self.afterwards.append(lambda: signer.keep(made.note))
        return made

    def keep_team(self, proposal: int, version: int, nips: Iterable[str]) -> None:
        rows = [{"proposal": proposal, "version": version, "nip": nip} for nip in sorted(set(nips))]
        if rows:
            self.connection.execute(table(TeamMember).insert(), rows)

    def free_seats(self, post: str, day: date) -> int:
        return seats.free_seats(self.connection, post, day)

    def post_named(self, post: str) -> tuple[str, str]:
        return seats.post_named(self.connection, post)

    def give_seat(self, proposal: int, nip: str, post: str, starts: date, decree: str) -> None:
        seats.give(self.connection, proposal, nip, post, starts, decree)

    def hold_seat(self, proposal: int, day: date) -> None:
        seats.hold(self.connection, proposal, day)

    def release_seat(self, proposal: int, day: date) -> None:
        seats.release(self.connection, proposal, day)

    def cancel_seat(self, proposal: int, decree: str) -> None:
        seats.cancel(self.connection, proposal, decree)


class OnlyReading(Ledger):
    """One view of the database for whoever previews a step: nothing is claimed or signed."""

    def next_number(self, series: str, day: date, agency: AgencyFacts) -> tuple[int, str]:
        return 0, register.gap(self.connection, series, day, agency)

    def void(self, booking: int, reason: str, token: str | None = None) -> bool:
        """A booking whose lease has ended stands in nobody's way; whoever books next voids it."""
        return False

    def checkpoint(self, signer: Signer | None, now: datetime, zone: str) -> Checkpoint | None:
        return checkpoints.latest(self.connection)


class Store:
    """The store as the one door knows it: transactions that yield a ledger."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        with self.database.transaction() as connection:
            ledger = Ledger(connection)
            yield ledger
        for act in ledger.afterwards:
            # What was committed stays; the doctor tells of an anchor that fell behind.
            with suppress(MutasiError):
                act()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        with self.database.reading() as connection:
            yield OnlyReading(connection)
