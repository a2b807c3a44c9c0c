"""Copies of decrees on the command line: who may make them, that they are kept, recorded, and given again as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.copy_tables import Copy
from storage.governance import Change
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.canonical import sha256

TMT = {"tmt": "2026-07-01"}


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("MUTASI_HOME", str(tmp_path / "home"))
    yield made
    made.office.database.dispose()


@pytest.fixture
def collective(mutasi: Terminal) -> tuple[str, list[int]]:
    """The number of a collective decree, and the proposals that it is about."""
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:2]]
    for id in ids:
        world.carry(mutasi.office, id, "approval")
    words = ("batch", "approve", "--as", world.MAYOR, "--data", mutasi.data(TMT), "--collective", "--state", "approval")
    said = mutasi(*words)
    assert [one["done"] for one in said] == [True, True]
    return said[0]["decree"]["number"], ids


def copy(mutasi: Terminal, number: str, kind: str, *more: object, code: int = 0, account: str = world.OFFICER) -> dict:
    file = mutasi.folder / "salinan.pdf"
    return mutasi("decree", "copy", number, "--kind", kind, "-o", file, "--as", account, *more, code=code)


def test_a_petikan_that_was_issued_is_given_as_it_is(mutasi: Terminal, collective: tuple[str, list[int]]) -> None:
    number, ids = collective
    said = copy(mutasi, number, "petikan", "--proposal", ids[1], account=world.AUDITOR)
    (kept,) = [row for row in world.rows(mutasi.office, Copy) if row["proposal"] == ids[1]]
    assert (said["sha256"], said["made"]) == (kept["sha256"], False)
    assert Path(said["file"]).read_bytes() == kept["content"]
    assert mutasi("history", ids[1])[-1]["decree"]["excerpt"] == {"sha256": kept["sha256"]}
    refused = copy(mutasi, number, "petikan", code=1)
    assert f"{ids[0]}, {ids[1]}" in refused["reasons"][0]
    assert "--proposal" in copy(mutasi, number, "petikan", "--proposal", 99, code=1)["reasons"][0]


@pytest.mark.parametrize("kind", ["salinan", "pertinggal"])
def test_a_copy_is_made_once_and_kept_with_who_made_it(
    mutasi: Terminal, collective: tuple[str, list[int]], kind: str
) -> None:
    number, _ = collective
    first, again = copy(mutasi, number, kind), copy(mutasi, number, kind, account=world.HEAD)
    assert (first["made"], again["made"]) == (True, False)
    assert first["sha256"] == again["sha256"] == sha256((mutasi.folder / "salinan.pdf").read_bytes())
    kept = world.rows(mutasi.office, Copy)[-1]
    change = world.rows(mutasi.office, Change)[-1]
    assert (kept["kind"], kept["proposal"], kept["change"]) == (kind, None, change["id"])
    assert (change["act"], change["subject"], change["asked_by"]) == ("decree copy", number, world.OFFICER)
    assert json.loads(change["new"])["sha256"] == first["sha256"]
    world.assert_sound(mutasi.office)


def test_a_decree_about_one_person_gets_its_petikan_when_it_is_asked_for(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "implementation")
    number = mutasi("history", id)[-1]["decree"]["number"]
    said = copy(mutasi, number, "petikan")
    assert (said["proposal"], said["made"]) == (id, True)
    world.assert_sound(mutasi.office)


def test_only_a_transfer_has_a_petikan(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "evaluation")
    number = mutasi("history", id)[-1]["decree"]["number"]
    assert "--kind" in copy(mutasi, number, "petikan", code=1)["reasons"][0]
    assert "--proposal" in copy(mutasi, number, "salinan", "--proposal", id, code=1)["reasons"][0]
    assert "--kind" in copy(mutasi, number, "fotokopi", code=1)["reasons"][0]
    assert copy(mutasi, "900/1/2026", "salinan", code=1)["error"] == "UnknownDecree"


def test_whoever_does_not_keep_decrees_makes_no_copies(mutasi: Terminal, collective: tuple[str, list[int]]) -> None:
    number, _ = collective
    assert copy(mutasi, number, "salinan", code=1, account=world.EMPLOYEE)["error"] == "RoleMissing"
    assert [row["kind"] for row in world.rows(mutasi.office, Copy)] == ["petikan", "petikan"]


def test_the_official_who_authenticates_stands_in_the_order_of_what_is_booked_from_then_on(mutasi: Terminal) -> None:
    assert mutasi("agency", "authenticator", "show") is None
    words = ("--account", world.UNIT_HEAD, "--title", "Sekretaris Daerah", "--on-behalf")
    said = mutasi("agency", "authenticator", "set", *words, "--as", world.ADMIN, "--reason", "Tata naskah dinas.")
    assert said["status"] == "done"
    shown = mutasi("agency", "authenticator", "show")
    assert (shown["name"], shown["title"]) == ("Hasan Basri, S.E.", "Sekretaris Daerah")
    assert shown["on_behalf_of"] == "Wali Kota Samudra Jaya"
    orders: list[dict] = []
    office = mutasi.office
    office.press.during = lambda order: orders.append(json.loads(order))
    world.step(office, world.propose(office), "submit")
    assert orders[0]["authenticator"] == shown


def test_a_second_administrator_agrees_to_who_authenticates(mutasi: Terminal) -> None:
    with mutasi.office.database.transaction() as connection:
        world.grant(connection, "admin.dua", world.Role.admin)
    words = ("--account", world.UNIT_HEAD, "--title", "Sekretaris Daerah", "--as", world.ADMIN, "--reason", "Baru.")
    asked = mutasi("agency", "authenticator", "set", *words)
    assert asked["status"] == "asked"
    assert mutasi("agency", "authenticator", "show") is None
    mutasi("change", "confirm", asked["change"], "--as", "admin.dua")
    assert mutasi("agency", "authenticator", "show")["account"] == world.UNIT_HEAD


def test_who_falls_out_is_told_and_the_others_are_done(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:3]]
    for id in ids:
        world.carry(mutasi.office, id, "approval")
    first = iter([True])

    def filed(order: bytes) -> None:
        if next(first, False):
            world.attach(mutasi.office, ids[1])

    monkeypatch.setattr("documents.press.Press", lambda **_: world.FakePress(during=filed))
    words = ("batch", "approve", "--as", world.MAYOR, "--data", mutasi.data(TMT), "--collective", "--state", "approval")
    said = mutasi(*words, code=1)
    assert [(one["proposal"], one["done"]) for one in said] == [(ids[0], True), (ids[1], False), (ids[2], True)]
    assert "dokumen" in said[1]["reasons"][0]
    statuses = [(row["n"], row["status"]) for row in mutasi("register", "--series", "SK")]
    assert statuses == [(1, "void"), (2, "issued")]


def test_all_who_stand_against_a_collective_decree_are_named_at_once(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:3]]
    world.carry(mutasi.office, ids[0], "approval")
    listed = mutasi.folder / "nomor.txt"
    listed.write_text("\n".join(map(str, ids)))
    words = ("batch", "approve", "--as", world.MAYOR, "--ids", listed, "--data", mutasi.data(TMT), "--collective")
    said = mutasi(*words, code=1)
    assert [reason.split(":")[0] for reason in said["reasons"][1:]] == [f"Usulan {id}" for id in ids[1:]]
    assert mutasi("register", "--series", "SK") == []


def test_a_copy_that_cannot_be_saved_is_not_made(mutasi: Terminal, collective: tuple[str, list[int]]) -> None:
    where = mutasi.folder / "tidak-ada" / "salinan.pdf"
    mutasi("decree", "copy", collective[0], "--kind", "salinan", "-o", where, "--as", world.OFFICER, code=5)
    assert [row["kind"] for row in world.rows(mutasi.office, Copy)] == ["petikan", "petikan"]
    assert world.rows(mutasi.office, Change) == []
