"""The wiring: which real thing stands behind each protocol. Read it from top to bottom."""

from __future__ import annotations

import contextlib
import gc
import getpass
import threading
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from app import restored
from app.clock import SystemClock
from app.keys import LogKey, claim, log_home, make_keys
from app.settings import Settings, load
from storage import accounts, agency, anchor, installation
from storage.database import Database, migrate
from workflow.errors import MutasiError, NotYourAccount, RehearsalOnly
from workflow.planning.calendar import local_day

if TYPE_CHECKING:
    import sqlalchemy as sa
    from cryptography.x509 import Certificate

    from app.sealing import Sealing
    from documents.press import Press
    from workflow.desk import Desk


def _warm(press: Press) -> None:
    with contextlib.suppress(MutasiError):
        press.warm()


class Office:
    """Everything that a command or a page needs, made when it is first asked for."""

    def __init__(self, settings: Settings | None = None, presses: int = 1) -> None:
        self.settings = settings or load()
        self.database = Database(self.settings.database_url)
        self.presses = presses

    def open(self) -> Office:
        """Make sure that the database is there, is ours, and agrees with MUTASI_NOW; one that was restored is read only.

        Raises:
            CannotWork: the database cannot be used.
            RehearsalOnly: MUTASI_NOW is set, and this is no rehearsal database.
        """
        self.database.check()
        if self.settings.now and not self.rehearsal:
            raise RehearsalOnly(what="MUTASI_NOW")
        self.database.refusal = restored.refusal(self.database, self.key)
        return self

    @cached_property
    def key(self) -> LogKey:
        return LogKey(log_home(self.settings.home, self._log_name))

    def _log_name(self) -> str:
        with self.database.reading() as connection:
            return anchor.name(connection)

    @cached_property
    def rehearsal(self) -> bool:
        with self.database.reading() as connection:
            return installation.rehearsal(connection)

    @cached_property
    def clock(self) -> SystemClock:
        with self.database.reading() as connection:
            zone = agency.agency(connection).zone
        return SystemClock(self.settings.now, zone, self.settings.language)

    def _arms(self, sha256: str) -> bytes | None:
        from storage import arms

        with self.database.reading() as connection:
            return arms.arms(connection, sha256)

    def hold_arms(self) -> None:
        """Hold the agency's own arms in this process, for papers that are drawn in it."""
        from documents import artwork

        with self.database.reading() as connection:
            own = agency.agency(connection).arms
        if own and (content := self._arms(own)):
            artwork.hold(content)

    @cached_property
    def press(self) -> Press:
        from documents.press import Press

        press = Press(size=self.presses, arms=self._arms)
        # The children start while the step is being judged and booked.
        threading.Thread(target=_warm, args=(press,), daemon=True).start()
        return press

    @cached_property
    def desk(self) -> Desk:
        """What stands behind the one door; loaded with the first step, for commands that only read are quick."""
        from documents import catalogue
        from storage.ledger import Store
        from workflow.desk import Desk

        # What is loaded by now stays until the end; the collector need not look at it again.
        gc.freeze()
        return Desk(
            store=Store(self.database),
            press=self.press,
            clock=self.clock,
            forms=catalogue,
            lease=timedelta(seconds=self.settings.lease_seconds),
            verify_url=f"{self.settings.base_url}/verifikasi/",
            signer=self.key if self.key.public.exists() else None,
            presses=self.presses,
            sealer=self.sealing,
        )

    @cached_property
    def sealing(self) -> Sealing | None:
        """The seals that are set up; a rehearsal whose log has a key makes itself a seal.

        Raises:
            SealUnusable: what is set up cannot be read.
        """
        from app.sealing import open_sealing

        if self.rehearsal and self.key.private.exists():
            self.make_seal()
        return open_sealing(self.key.folder, self.settings.seal)

    @property
    def authorities(self) -> list[Certificate]:
        """The certificates that our own seals go back to.

        Raises:
            SealUnusable: one of them cannot be read.
        """
        from app import seal_keys

        seal = self.sealing.seal_of_agency if self.sealing else None
        return seal_keys.authorities(self.key.folder, seal.identity if seal else None)

    def make_seal(self) -> bool:
        """Make the sealing key when it is absent, or its certificate when that ends soon; False when neither was due.

        Raises:
            SealUnusable: the key that is there cannot be read.
            DiskProblem: the folder of the keys cannot be written to.
        """
        from app import seal_keys

        with self.database.reading() as connection:
            name = agency.agency(connection).name
        return seal_keys.make(self.key.folder, name, self.clock.now(), rehearsal=self.rehearsal)

    @property
    def today(self) -> date:
        """The office-local day."""
        with self.database.reading() as connection:
            return local_day(self.clock.now(), agency.agency(connection).zone)

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
        """Create or upgrade the database, and make the log's key when it is absent; True when the database is new.

        Raises:
            RehearsalOnly: a rehearsal was asked for, and the database is a real one already.
            KeyMissing: only the public half of the log's key is there.
        """
        found: list[bool] = []

        def write_once(connection: sa.Connection) -> None:
            from storage.adoption import adopt
            from storage.history import keep_process
            from storage.holidays import seed

            keep_process(connection)
            seed(connection)
            adopt(connection)
            kind = installation.found(connection)
            if not (rehearsal if kind is None else kind):
                self._refuse_rehearsal(rehearsal)
            if kind is None:
                installation.write(connection, rehearsal=rehearsal, now=datetime.now(UTC))
            else:
                found.append(kind)

        migrate(self.settings.database_url, write_once)
        claim(self.settings.home, self._log_name())
        make_keys(self.key.home, self.settings.origin)
        self.database.refusal = restored.refusal(self.database, self.key)
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
