"""One decree for many people with a petikan for each, against the same pages drawn bare, one after the other.

    python -m tests.bench.collective 500

The whole act is measured, stored and on all cores: without a seal, and sealed. `make bench` takes fewer people.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.batch import take_together
from app.sample.story import MAYOR
from app.wiring import Office
from storage.orders import drawing
from tests.bench.figures import Figure, seconds
from tests.bench.steps import TMT, Bare
from tests.bench.world import open_office, to_approval
from workflow.copies import excerpts

PEOPLE, ROUNDS = 60, 3


def measure(office: Office, people: int = PEOPLE, rounds: int = ROUNDS) -> Iterator[Figure]:
    """collective-sealed, collective: the median of rounds, each with people of its own."""
    sealed = office.desk
    office.press.warm()
    for _ in take_together(office, "approve", MAYOR, to_approval(office, 2), TMT, "Disetujui."):
        pass  # what sealing needs is loaded now
    for name, desk in (("collective-sealed", sealed), ("collective", replace(sealed, sealer=None))):
        office.__dict__["desk"] = desk
        ids = to_approval(office, people * rounds)
        yield Figure(name, statistics.median(ratio(office, ids[at::rounds]) for at in range(rounds)), 0.6)


def ratio(office: Office, ids: list[int]) -> float:
    """One decree for these proposals, to its pages drawn bare."""
    told: list[str] = []

    def together() -> None:
        for _, answer in take_together(office, "approve", MAYOR, ids, TMT, "Disetujui."):
            assert isinstance(answer, dict), answer
            told.append(answer["decree"]["number"])

    took = seconds(together)
    with office.database.reading() as connection:
        order = json.loads(drawing(connection, told[0]))
    pages = [Bare(order), *(Bare(json.loads(one)) for one in excerpts(order))]
    pages[-1].warmed()
    return took / seconds(lambda: [page.warmed() for page in pages])


def main(people: int) -> None:
    """The figures for as many people as are asked for."""
    with tempfile.TemporaryDirectory() as name, open_office(Path(name), twins=True) as office:
        for figure in measure(office, people, 1):
            print(f"{figure.name} {people}: {figure.ratio:.3f}, at most {figure.goal}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
