"""What `mutasi can` costs: all rules of a proposal, with the named questions that they ask the database, in ms."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from app.sample.story import MAYOR
from app.wiring import Office
from storage.database import migrate
from storage.ledger import Ledger
from tests import world
from tests.bench import agency
from tests.bench.figures import Figure, seconds
from tests.bench.world import open_office, to_approval
from tests.engines import PostgresServer, postgres_server
from workflow.dossier import Dossier
from workflow.judgement import examine
from workflow.planning.calendar import local_day

COUNT, ROUNDS = 40, 15
LARGE = 60_000


def measure() -> Iterator[Figure]:
    """Milliseconds on each engine, for the sample city and a large agency: `can`, and of it the rules alone."""
    with postgres_server() as server, tempfile.TemporaryDirectory() as name:
        for engine in ("sqlite", "postgresql"):
            home = Path(name) / engine
            home.mkdir()
            with open_office(home, address(server, engine, home / "kota.db")) as office:
                yield from figures(office, to_approval(office, COUNT), MAYOR, f"kota-{engine}", 5)
            url = address(server, engine, home / "besar.db")
            migrate(url)
            office, ids = agency.build(url, LARGE)
            with office:
                yield from figures(office, ids, world.MAYOR, f"besar-{engine}", 10)


def address(server: PostgresServer, engine: str, file: Path) -> str:
    """A new database of an engine."""
    return f"sqlite:///{file}" if engine == "sqlite" else server.database().render_as_string(hide_password=False)


def figures(office: Office, ids: list[int], account: str, name: str, goal: float) -> Iterator[Figure]:
    """The median of `can`, and of the rules once the dossier is there."""
    now = office.clock.now()
    if not office.database.sqlite:  # a server in use knows its tables; the one of the tests does not look by itself
        with office.database.transaction() as connection:
            connection.execute(sa.text("ANALYZE"))
    with office.database.reading() as connection:
        today = local_day(now, Ledger(connection).agency().zone)
        known = {id: Ledger(connection).dossier(id, today) for id in ids}
        whole, read = Ledger(connection), Known(connection, known)
        yield Figure(f"can-{name}", fastest(ids, lambda id: examine(whole, id, account, now)), goal)
        yield Figure(f"rules-{name}", fastest(ids, lambda id: examine(read, id, account, now)), goal)


class Known(Ledger):
    """A ledger that has read the dossiers beforehand."""

    def __init__(self, connection: object, known: dict[int, Dossier]) -> None:
        super().__init__(connection)  # type: ignore[arg-type]
        self.known = known

    def dossier(self, proposal: int, day: date) -> Dossier:
        return self.known[proposal]


def fastest(ids: list[int], act: Callable[[int], object]) -> float:
    """Milliseconds of the median proposal, each in the quietest of several rounds."""
    rounds = [[seconds(lambda id=id: act(id)) for id in ids] for _ in range(ROUNDS)]  # type: ignore[misc]
    return statistics.median(min(calls) for calls in zip(*rounds, strict=True)) * 1000
