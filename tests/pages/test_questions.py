"""The questions that pages ask, on either engine."""

from __future__ import annotations

from storage import pages
from tests import world
from workflow.states import State


def test_every_question_has_the_same_answer_on_either_engine(database_url: str) -> None:
    with world.build(database_url) as office:
        first, second = (world.propose(office, nip) for nip in world.COLLEAGUES[:2])
        world.carry(office, first, "monitoring")
        world.step(office, second, "submit")
        with office.database.reading() as connection:
            now = office.clock.real()
            found = pages.worklist(connection, tuple(State), "SARI", 25, 0)
            assert [(row["id"], row["origin"], row["post"]) for row in found.rows] == [
                (first, "Analis Kebijakan Kesehatan", "Analis Kebijakan Pendidikan")
            ]
            assert pages.worklist(connection, tuple(State), world.COLLEAGUES[1][:8], 25, 0).total == 1
            assert pages.worklist(connection, tuple(State), "9" * 30, 25, 0).total == 0
            assert pages.worklist(connection, (), "", 25, 0).rows == []
            assert pages.transitions(connection, world.HEAD, "", first, 25, 0).total == 2
            assert pages.transitions(connection, "", "submit", None, 1, 0).total == 2
            assert pages.actors(connection) == sorted(
                {world.ANALYST, world.HEAD, world.CHAIR, world.OFFICER, world.MAYOR}
            )
            assert pages.numbers(connection, now, "SK", 2026, "issued", 25, 0).total == 1
            assert pages.numbers(connection, now, "", None, "void", 25, 0).rows == []
            assert pages.years(connection) == [2026]
            assert pages.series(connection) == ["PENETAPAN", "SK"]
            issued = pages.numbers(connection, now, "", None, "", 25, 0).rows
            assert pages.by_code(connection, issued[0]["code"], now) == issued[0]
            assert pages.by_code(connection, "AAAA", now) is None
