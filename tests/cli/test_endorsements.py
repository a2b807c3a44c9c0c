"""The commands about endorsements: endorse, the list, and what can says of a chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.governance import Parameter
from tests import world
from tests.cli.desk import Terminal, terminal


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line with proposal 1 waiting for two initials before it is submitted."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    world.propose(made.office)
    with made.office.database.transaction() as connection:
        chain = {"subject": "endorsement", "name": "submit", "value": "hr_officer,hr_head"}
        world.insert(connection, Parameter, **chain, since=made.office.today)
    yield made
    made.office.database.dispose()


def test_a_chain_is_initialled_and_then_the_step_is_taken(mutasi: Terminal) -> None:
    refused = mutasi("step", 1, "submit", "--as", world.ANALYST, code=1)
    assert refused["error"] == "EndorsementMissing"
    assert "`mutasi endorse 1 submit`" in refused["reasons"][0]
    first = mutasi("endorse", 1, "submit", "--as", world.OFFICER, "--note", "Lengkap.")
    assert (first["role"], first["next"], first["note"]) == ("hr_officer", "hr_head", "Lengkap.")
    assert mutasi("endorse", 1, "submit", "--as", world.HEAD)["next"] is None
    assert mutasi("step", 1, "submit", "--as", world.ANALYST)["to"] == "needs_analysis"


def test_can_names_the_office_whose_initials_are_missing(mutasi: Terminal) -> None:
    [submit] = mutasi("can", 1, "--as", world.ANALYST)
    assert not submit["allowed"]
    assert submit["reasons"] == [
        "Langkah submit menunggu paraf Pejabat Pengelola Kepegawaian. Bubuhkan dengan `mutasi endorse 1 submit`."
    ]
    mutasi("endorse", 1, "submit", "--as", world.OFFICER)
    mutasi("endorse", 1, "submit", "--as", world.HEAD)
    [submit] = mutasi("can", 1, "--as", world.ANALYST)
    assert submit["allowed"]


def test_what_was_done_and_whose_turn_it_is_are_said_in_words(mutasi: Terminal) -> None:
    said = mutasi.run("endorse", 1, "submit", "--as", world.OFFICER).out
    assert said == "Paraf dibubuhkan pada langkah submit usulan 1. Berikutnya: Kepala Unit Kepegawaian.\n"
    said = mutasi.run("endorse", 1, "submit", "--as", world.HEAD).out
    assert said == "Paraf dibubuhkan pada langkah submit usulan 1. Rantainya lengkap; tinggal tanda tangan.\n"


def test_the_list_shows_given_and_missing_initials(mutasi: Terminal) -> None:
    mutasi("endorse", 1, "submit", "--as", world.OFFICER)
    given, missing = mutasi("endorsement", "list", 1)
    assert (given["role"], given["status"], given["account"]) == ("hr_officer", "given", world.OFFICER)
    assert (missing["role"], missing["status"], missing["account"]) == ("hr_head", "next", None)
    printed = mutasi.run("endorsement", "list", 1).out.splitlines()
    assert printed[0].startswith("Langkah\tVersi\tJabatan")
    assert printed[1].split("\t")[2:5] == ["Pejabat Pengelola Kepegawaian", "sudah", world.OFFICER]
    assert printed[2].split("\t")[2:4] == ["Kepala Unit Kepegawaian", "berikutnya"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("endorse", 1, "submit", "--as", world.HEAD), "RoleMissing"),
        (("endorse", 1, "approve", "--as", world.OFFICER), "NoSuchStep"),
        (("endorse", 1, "x", "--as", world.OFFICER), "UnknownVerb"),
        (("endorse", 9, "submit", "--as", world.OFFICER), "UnknownProposal"),
        (("endorse", 1, "submit", "--as", world.OFFICER, "--note", "a\u202eb"), "InvalidField"),
        (("endorsement", "list", 9), "UnknownProposal"),
    ],
)
def test_what_is_refused_says_why(mutasi: Terminal, words: tuple[object, ...], error: str) -> None:
    assert mutasi(*words, code=1)["error"] == error


def test_a_chain_that_is_complete_takes_no_more_initials(mutasi: Terminal) -> None:
    for account in (world.OFFICER, world.HEAD):
        mutasi("endorse", 1, "submit", "--as", account)
    assert mutasi("endorse", 1, "submit", "--as", world.HEAD, code=1)["error"] == "NoEndorsement"


def test_without_a_chain_the_list_says_how_to_set_one(mutasi: Terminal) -> None:
    for account in (world.OFFICER, world.HEAD):
        mutasi("endorse", 1, "submit", "--as", account)
    mutasi("step", 1, "submit", "--as", world.ANALYST)
    other = world.propose(mutasi.office, world.COLLEAGUES[1])
    assert len(mutasi("endorsement", "list", 1)) == 2
    mutasi("discard", other, "--as", world.ANALYST)
    assert mutasi("endorsement", "list", other, code=1)["error"] == "UnknownProposal"
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM parameter")
    last = world.propose(mutasi.office, world.COLLEAGUES[2])
    assert "mutasi param set endorsement" in mutasi.run("endorsement", "list", last).out
