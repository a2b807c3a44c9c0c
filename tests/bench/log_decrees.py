"""A history of any number of entries with their decrees: one rejected proposal of the small world, over and over."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.wiring import Office
from storage import merkle, tables
from storage.log_tables import LogLeaf, LogNode, LogTree
from storage.tables import table
from tests import world
from workflow.canonical import canonical, commitment, encode, sha256

DECREE, PAYLOAD = 30_000, 11_000
"""Bytes of a decree, and about how many of what it was decided on, as in the sample city."""

AT_ONCE = 200
"""Proposals that are written together."""

Rows = dict[type[tables.Row], list[dict[str, Any]]]
COPIED = (tables.Proposal, tables.Booking, tables.Claim, tables.TeamMember, tables.Decree, tables.Transition)
WRITTEN = (*COPIED, tables.Payload, LogLeaf, LogNode)


class Growing:
    """The rows of a history while it grows from that of one proposal."""

    def __init__(self, office: Office) -> None:
        self.first: Rows = {row: world.rows(office, row) for row in (*COPIED, tables.Payload)}
        self.first[tables.Transition].sort(key=lambda row: row["id"])
        self.steps = len(self.first[tables.Transition])
        self.orders = {row["transition"]: _padded(json.loads(row["content"])) for row in self.first[tables.Payload]}
        [tree] = world.rows(office, LogTree)
        self.size, packed = tree["size"], tree["frontier"]
        self.frontier = [packed[at : at + merkle.LENGTH] for at in range(0, len(packed), merkle.LENGTH)]
        self.chance = random.Random(1)

    def copies(self, proposals: int) -> Iterator[Rows]:
        """The rows of one more proposal, and of another, and so on."""
        for number in range(1, proposals):
            yield self._copy(number)

    def _copy(self, number: int) -> Rows:
        made: Rows = {row: [] for row in WRITTEN}
        [proposal] = self.first[tables.Proposal]
        mine, shift = proposal["id"] + number, number * self.steps
        made[tables.Proposal].append({**proposal, "id": mine})
        for row in self.first[tables.Claim]:
            made[tables.Claim].append({**row, "booking": row["booking"] + shift, "proposal": mine})
        for row in self.first[tables.TeamMember]:
            made[tables.TeamMember].append({**row, "proposal": mine})
        for row in zip(*(self.first[kind] for kind in (tables.Booking, tables.Transition)), strict=True):
            self._copy_step(made, mine, shift, *row)
        return made

    def _copy_step(self, made: Rows, mine: int, shift: int, booked: dict[str, Any], entry: dict[str, Any]) -> None:
        id, n = entry["id"] + shift, booked["n"] + shift
        number, code = _number(booked["number"], booked["n"], n), f"{booked['code']}-{id}"
        content = self.chance.randbytes(DECREE)
        order = self._order(self.orders[entry["id"]], mine, shift, n)
        order |= {"n": n, "number": number, "code": code}
        dossier = order["cases"][0]["dossier"]
        facts = sha256(encode({name: part for name, part in dossier.items() if name != "occupancy"}))
        order["entry"] |= {"decree_sha256": sha256(content), "dossier": facts}
        payload, salt = canonical(order), self.chance.randbytes(32)
        row = {**entry, "id": id, "proposal": mine, "number": number, "decree_sha256": sha256(content)}
        row |= {"dossier": facts, "commitment": commitment(salt, payload)}
        made[tables.Booking].append(
            {**booked, "id": booked["id"] + shift, "n": n, "number": number, "code": code, "token": f"{id:032x}"}
        )
        issued = {"booking": booked["id"] + shift, "number": number, "issued_at": row["at"]}
        made[tables.Decree].append({**issued, "sha256": sha256(content), "content": content})
        made[tables.Transition].append(row)
        made[tables.Payload].append({"transition": id, "salt": salt, "content": payload})
        self._add_leaf(made, row)

    def _order(self, order: dict[str, Any], mine: int, shift: int, n: int) -> dict[str, Any]:
        """A copy of what a step was decided on, about another proposal."""
        [case] = order["cases"]
        dossier = {**case["dossier"], "proposal": {**case["dossier"]["proposal"], "id": mine}}
        return {**order, "cases": [{**case, "proposal": mine, "dossier": dossier}], "entry": {**order["entry"]}}

    def _add_leaf(self, made: Rows, row: dict[str, Any]) -> None:
        told = {name: value for name, value in row.items() if name != "id" and value is not None}
        content = canonical({**told, "v": 1, "type": "transition", "ref": row["id"]})
        made[LogLeaf].append({"index": self.size, "kind": "transition", "ref": row["id"], "content": content})
        for level, index, root in merkle.append(self.frontier, self.size, merkle.leaf_hash(content))[1:]:
            made[LogNode].append({"level": level, "index": index, "hash": root})
        self.size += 1


def _padded(order: dict[str, Any]) -> dict[str, Any]:
    """An order as long as those of a real dossier, whose person has had a career."""
    dossier = order["cases"][0]["dossier"]
    earlier = {"decree": "SK/1088/2020", "post": "Analis Kebijakan", "since": "2020-10-01", "unit": None, "until": None}
    dossier["career"] = [earlier] * ((PAYLOAD - len(encode(order))) // len(encode(earlier)))
    return order


def _number(printed: str, old: int, new: int) -> str:
    return printed.replace(f"/{old}/", f"/{new}/", 1)


def write(url: str, entries: int) -> int:
    """Write so many entries or a few more into a new database, with everything that belongs to them; returns how many."""
    world.migrate(url)
    office = world.build(url)
    proposal = world.propose(office)
    world.carry(office, proposal, "socialization")
    world.step(office, proposal, "reject", account=world.HEAD)
    growing = Growing(office)
    copies = growing.copies(-(-entries // growing.steps))
    with office.database.transaction() as connection:
        while some := list(islice(copies, AT_ONCE)):
            for row in WRITTEN:
                connection.execute(table(row).insert(), [one for made in some for one in made[row]])
        _set_heads(connection, growing)
    office.database.dispose()
    return growing.size


def _set_heads(connection: sa.Connection, growing: Growing) -> None:
    entries, series = growing.size, {row["series"] for row in growing.first[tables.Booking]}
    assert len(series) == 1
    connection.execute(table(tables.LogHead).update().values(size=entries))
    connection.execute(table(tables.Counter).update().values(last=entries))
    connection.execute(table(LogTree).update().values(size=entries, frontier=b"".join(growing.frontier)))
