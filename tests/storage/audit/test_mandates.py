"""A capacity that the mandates do not bear out, and a team that is not the one that was named, are named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import mandates
from storage.changes import By
from storage.database import migrate
from storage.tables import Row
from tests import world
from tests.storage.audit.tampering import after, found, unguarded
from workflow.canonical import canonical, commitment

STARTS = "2026-06-01T00:00:00Z"
ENDS = "2026-12-31T17:00:00Z"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def signed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A move that the mayor approved by mandate 1; the tests look at it, and leave it as it was."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('mandates') / 'mutasi.db'}"
        migrate(url)
    else:
        server = request.getfixturevalue("postgresql")
        url = server.database(request.getfixturevalue("postgresql_template")).render_as_string(hide_password=False)
    with world.build(url, rehearsal=False) as office:
        give(office)
        world.carry(office, world.propose(office), "implementation")
        yield office


def give(office: Office) -> None:
    told: dict[str, Any] = {
        **{"office": "authority", "holder": world.MAYOR, "capacity": "definitif", "number": "821/7/2026"},
        **{"dated": "2026-05-30", "starts": STARTS, "ends": ENDS, "given_by": None},
        **{"title": None, "through": None, "verbs": [], "kinds": [], "post_kinds": []},
    }
    with office.database.transaction() as connection:
        mandates.add(connection, told, "Pelantikan.", By(world.ADMIN, office.clock.now(), office.today, "penguji"))


def test_a_history_that_was_signed_by_mandate_is_sound(signed: Office) -> None:
    assert (world.audit(signed).problems, world.audit(signed).notes) == ([], [])
    assert after(signed) == []


AT = "(SELECT at FROM transition WHERE id = 5)"

WRONG = {
    "DELETE FROM mandate": "mandate 1 does not exist.",
    f"UPDATE mandate SET account = '{world.HEAD}'": f"mandate 1 is not one of the account {world.MAYOR}.",
    "UPDATE mandate SET office = 'bkn'": "mandate 1 does not give that capacity.",
    "UPDATE mandate SET capacity = 'plt'": "mandate 1 does not give that capacity.",
    "UPDATE mandate SET starts = '2026-06-02 02:00:01'": "mandate 1 was not in force at that time.",
    "UPDATE mandate SET ends = '2026-06-02 01:59:59'": "mandate 1 was not in force at that time.",
    f"UPDATE mandate SET ends = {AT}": "mandate 1 was not in force at that time.",
    "UPDATE mandate SET number = '821/8/2026'": "the letter it names is not that of mandate 1.",
    "UPDATE mandate SET dated = '2026-05-29'": "the letter it names is not that of mandate 1.",
}


@pytest.mark.parametrize("change", WRONG)
def test_a_mandate_that_does_not_bear_out_the_capacity_names_the_entry(signed: Office, change: str) -> None:
    assert after(signed, change) == [f"Entry 5 (proposal 1): {WRONG[change]}"]


def test_a_mandate_that_still_covers_the_entry_is_no_problem(signed: Office) -> None:
    assert (
        after(signed, "UPDATE mandate SET starts = '2026-06-02 02:00:00.000000', ends = '2026-06-02 02:00:01.000000'")
        == []
    )


CAPACITIES = {
    "authority (plt)": [
        "its decree was signed as definitif, not in the recorded capacity.",
        "the capacity plt without a mandate.",
    ],
    "authority (definitif)": ["its decree was signed as definitif, not in the recorded capacity."],
    "authority (definitif, mandate 7)": [
        "its decree was signed as definitif, not in the recorded capacity.",
        "mandate 7 does not exist.",
    ],
    "bkn (definitif, mandate 1)": ["mandate 1 does not give that capacity."],
    "authority": ["its capacity cannot be read."],
}


@pytest.mark.parametrize("capacity", CAPACITIES)
def test_a_capacity_in_which_nobody_signed_names_the_entry(signed: Office, capacity: str) -> None:
    problems = after(signed, "UPDATE transition SET capacity = :capacity WHERE id = 5", capacity=capacity)
    said = ["its columns (capacity) are not what it was decided on.", *CAPACITIES[capacity]]
    leaf = "Leaf 5 (entry 5): its entry's columns (capacity) are not what the leaf says."
    assert problems == [leaf, *(f"Entry 5 (proposal 1): {one}" for one in said)]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"capacity": "plh"}, "its decree was signed as plh, not in the recorded capacity."),
        ({"mandate": None}, "its decree was signed as definitif, not in the recorded capacity."),
        (
            {"mandate": {"id": 1, "number": "1/2026", "date": "2026-05-30"}},
            "the letter it names is not that of mandate 1.",
        ),
    ],
)
def test_a_signature_block_that_contradicts_the_capacity_names_the_entry(
    signed: Office, told: dict[str, Any], said: str
) -> None:
    problems = after(signed, *forged(signed, 5, lambda order: order["signatory"].update(told)))
    assert f"Entry 5 (proposal 1): {said}" in problems


def forged(office: Office, entry: int, change: Any) -> list[str]:
    """The statements that replace a payload together with its commitment."""
    with office.database.reading() as connection:
        query = sa.text("SELECT salt, content FROM payload WHERE transition = :id")
        salt, content = connection.execute(query, {"id": entry}).one()
    order = json.loads(bytes(content))
    change(order)
    new = canonical(order)
    written = f"x'{new.hex()}'" if office.database.sqlite else f"decode('{new.hex()}', 'hex')"
    return [
        f"UPDATE payload SET content = {written} WHERE transition = {entry}",
        f"UPDATE transition SET commitment = '{commitment(bytes(salt), new)}' WHERE id = {entry}",
    ]


def test_in_a_rehearsal_whose_calendar_stands_still_the_end_may_have_the_instant_of_the_decree(
    database_url: str,
) -> None:
    with world.build(database_url) as office:
        give(office)
        world.carry(office, world.propose(office), "implementation")
        assert after(office, f"UPDATE mandate SET ends = {AT}") == []
        assert after(office, "UPDATE mandate SET ends = '2026-06-02 01:59:59'") == [
            "Entry 5 (proposal 1): mandate 1 was not in force at that time."
        ]


# Duties


def proposed_by_mayor(order: dict[str, Any]) -> None:
    order["cases"][0]["dossier"]["proposal"]["proposed_by"] = {"account": world.MAYOR, "nip": None}


def prepared_by(verb: str, **step: Any) -> Any:
    def change(order: dict[str, Any]) -> None:
        steps = order["cases"][0]["dossier"]["steps"]
        next(one for one in steps if one["verb"] == verb).update(step)

    return change


def mayor_is(nip: str) -> Any:
    return lambda order: order["signatory"].update(nip=nip)


IN_TEAM = {"team": [{"name": world.MAYOR, "capacity": "asn"}]}
OWN = "whoever signed it took part in preparing what was decided."
STAKE = "whoever signed it is the person to be transferred or the spouse."


@pytest.mark.parametrize(
    ("entry", "change", "said"),
    [
        (5, proposed_by_mayor, OWN),
        (5, prepared_by("submit", actor=world.MAYOR), OWN),
        (5, prepared_by("assess", actor=world.MAYOR), OWN),
        (5, prepared_by("assess", data=IN_TEAM), OWN),
        (5, mayor_is(world.SARI), STAKE),
        (5, mayor_is(world.BUDI), STAKE),
        (3, mayor_is("198203042006042001"), "whoever signed it has proposed the case."),
    ],
)
def test_an_entry_whose_signer_was_not_free_to_sign_is_named(
    signed: Office, entry: int, change: Any, said: str
) -> None:
    assert f"Entry {entry} (proposal 1): {said}" in after(signed, *forged(signed, entry, change))


# Teams

TEAMS = {
    "DELETE FROM team_member WHERE nip = '198203042006042001'": "Entry 3 (proposal 1): its team is not the one that was kept.",
    "UPDATE team_member SET nip = '199003152015032001' WHERE nip = '198203042006042001'": (
        "Entry 3 (proposal 1): its team is not the one that was kept."
    ),
    "INSERT INTO team_member (proposal, version, nip) VALUES (1, 3, '199003152015032001')": (
        "Entry 3 (proposal 1): its team is not the one that was kept."
    ),
    "INSERT INTO team_member (proposal, version, nip) VALUES (1, 4, '199003152015032001')": (
        "Proposal 1: the team at version 4 comes from no assessment."
    ),
}


@pytest.mark.parametrize("change", TEAMS)
def test_a_team_that_is_not_the_one_that_was_named_is_named(signed: Office, change: str) -> None:
    assert after(signed, change) == [TEAMS[change]]


def test_once_the_payload_was_erased_a_team_is_taken_as_it_was_kept(signed: Office) -> None:
    erased = "DELETE FROM payload WHERE transition = 3"
    assert after(signed, erased, next(iter(TEAMS))) == after(signed, erased)


NONSENSE: list[Any] = [
    *("bukan yang seharusnya\x07", b"\xff\xfe\x00", sa.text("CAST(x'fffe' AS TEXT)"), 1.5, float("inf")),
    *(2**63 - 1, -(2**63), -1, "9" * 5000, "99999-99-99"),
]


@pytest.mark.parametrize("signed", ["sqlite"], indirect=True)
def test_nonsense_in_mandates_and_teams_never_ends_the_audit(signed: Office) -> None:
    for name in ("mandate", "team_member"):
        for column in Row.metadata.tables[name].columns:
            for value in NONSENSE:
                with unguarded(signed) as connection:
                    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
                    try:
                        connection.execute(sa.table(name, sa.column(column.name)).update().values({column.name: value}))
                    except sa.exc.DBAPIError:
                        continue  # the engine itself refuses it: a key, a NOT NULL
                    finally:
                        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
                    assert found(signed, connection) or f"{name}.{column.name}" in UNTOLD, (column, value)


UNTOLD = {f"mandate.{name}" for name in ("given_by", "title", "through", "verbs", "kinds", "post_kinds")} | {
    "mandate.ends"
}
"""What nothing else stored says anything of; an end may lie anywhere after the last decree."""
