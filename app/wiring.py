"""The wiring: which real thing stands behind each protocol. Read it from top to bottom."""

from __future__ import annotations

import contextlib
import gc
import getpass
import threading
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from types import TracebackType

import sqlalchemy as sa

from app.clock import SystemClock
from app.settings import Settings, load
from documents import catalogue
from documents.press import Press
from storage import accounts, agency
from storage.database import Database, migrate
from storage.ledger import Ledger, Store
from storage.tables import Installation, table
from workflow.desk import Desk, local_day
from workflow.errors import MutasiError, NotYourAccount, RehearsalOnly


def _warm(press: Press) -> None:
    with contextlib.suppress(MutasiError):
        press.warm()


_installation = table(Installation)


class Office:
    """Everything that a command or a page needs, made when it is first asked for."""

    def __init__(self, settings: Settings | None = None, presses: int = 1) -> None:
        self.settings = settings or load()
        self.database = Database(self.settings.database_url)
        self.presses = presses

    def open(self) -> Office:
        """Make sure that the database is there, is ours, and agrees with MUTASI_NOW.

        Raises:
            CannotWork: the database cannot be used.
            RehearsalOnly: MUTASI_NOW is set, and this is no rehearsal database.
        """
        self.database.check()
        if self.settings.now and not self.rehearsal:
            raise RehearsalOnly(what="MUTASI_NOW")
        return self

    @cached_property
    def rehearsal(self) -> bool:
        with self.database.reading() as connection:
            return Ledger(connection).rehearsal()

    @cached_property
    def clock(self) -> SystemClock:
        with self.database.reading() as connection:
            zone = agency.agency(connection).zone
        return SystemClock(self.settings.now, zone, self.settings.language)

    @cached_property
    def press(self) -> Press:
        press = Press(size=self.presses)
        # The children start while the step is being judged and booked.
        threading.Thread(target=_warm, args=(press,), daemon=True).start()
        return press

    @cached_property
    def desk(self) -> Desk:
        # What is loaded by now stays until the end; the collector need not look at it again.
        gc.freeze()
        return Desk(
            store=Store(self.database),
            press=self.press,
            clock=self.clock,
            forms=catalogue,
            lease=timedelta(seconds=self.settings.lease_seconds),
            verify_url=f"{self.settings.base_url}/verifikasi/",
        )

    @property
    def today(self) -> date:
        """The office-local day."""
        with self.database.reading() as connection:
            return local_day(self.clock.now(), agency.agency(connection))

    @cached_property
    def os_user(self) -> str:
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "?"

    def may_act_as(self, account: str) -> None:
        """Outside a rehearsal an account acts only for the operating-system user that it is bound to.

        Raises:
            UnknownAccount: there is no such account.
            NotYourAccount: it is bound to someone else, or to nobody.
        """
        with self.database.reading() as connection:
            bound = accounts.os_user(connection, account)
        if not self.rehearsal and bound != self.os_user:
            raise NotYourAccount(os_user=self.os_user, account=account)

    def create(self, *, rehearsal: bool) -> bool:
        """Create or upgrade the database; True when it is new.

        Raises:
            RehearsalOnly: a rehearsal was asked for, and the database is a real one already.
        """
        found: list[bool] = []

        def write_once(connection: sa.Connection) -> None:
            Ledger(connection).keep_process()
            found.extend(connection.execute(sa.select(_installation.c.rehearsal)).scalars())
            if not (found or [rehearsal])[0]:
                self._refuse_rehearsal(rehearsal)
            if not found:
                row = {"id": 1, "rehearsal": rehearsal, "created_at": datetime.now(UTC)}
                connection.execute(_installation.insert().values(**row))

        migrate(self.settings.database_url, write_once)
        return not found

    def _refuse_rehearsal(self, asked: bool) -> None:
        """A real database is never turned into a rehearsal, and its calendar is never moved."""
        if asked:
            raise RehearsalOnly(what="`init --rehearsal`")
        if self.settings.now:
            raise RehearsalOnly(what="MUTASI_NOW")

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "press" in self.__dict__:
            self.press.close()
        self.database.dispose()
