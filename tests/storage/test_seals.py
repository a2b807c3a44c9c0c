"""Sealing is part of the draft: announced when the number is booked, done before anything is enacted, looked at by the audit."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.beside import beside
from app.sealing import Sealing
from app.wiring import Office
from documents.seal import Identity, Seal
from documents.sealed import seals
from storage.audit import AuditReport, verify
from storage.tables import Booking, Decree, Payload, Transition
from tests import world
from tests.documents.seal_services import AT, identity, small_page
from workflow import sealing
from workflow.errors import SealFailed

PAGE = small_page()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def office(database_url: str, own: Identity, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A world whose press draws a page that can be sealed, and that has a seal."""
    monkeypatch.setattr(world, "drawn", lambda order: PAGE)
    with world.build(database_url) as made:
        made.__dict__["sealing"] = Sealing(Seal(own))
        made.clock.moved = AT
        yield made


class Careless(Sealing):
    """Announces a seal, and does something else."""

    act: Callable[[bytes], bytes] = staticmethod(bytes)

    def seal(self, decree: bytes, announced: Mapping[str, str], at: datetime) -> bytes:
        return self.act(decree)


def careless(office: Office, own: Identity, act: Callable[[bytes], bytes]) -> None:
    """Let a desk seal with `act`."""
    sealer = Careless(Seal(own))
    object.__setattr__(sealer, "act", act)
    office.__dict__["desk"] = replace(office.desk, sealer=sealer)


def looked_at(office: Office) -> AuditReport:
    """What the audit says with its look at seals."""
    return verify(office.database, office.clock.real(), outside=beside(office.key))


def test_what_was_announced_is_in_the_order_and_on_the_file(office: Office, own: Identity) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    (decree,) = world.rows(office, Decree)
    (payload,) = world.rows(office, Payload)
    told = json.loads(payload["content"])["seal"]
    assert told == {"kind": "agency", "by": own.name, "level": "B-B", "certificate": own.fingerprint}
    (found,) = seals(decree["content"])
    assert (found.holds, found.certificate, found.at) == (True, own.fingerprint, AT)
    report = looked_at(office)
    assert report.problems == []
    assert report.counts["seals"] == 1


def test_every_excerpt_of_a_collective_decree_is_sealed(office: Office) -> None:
    both = [world.propose(office, nip, world.TARGET) for nip in world.COLLEAGUES[:2]]
    for proposal in both:
        world.carry(office, proposal, "approval")
    world.step_together(office, both)
    report = looked_at(office)
    assert report.problems == []
    assert report.counts["copies"] == 2
    assert report.counts["seals"] == report.counts["decrees"] + 2


def test_a_seal_that_fails_voids_the_number_with_its_reason(office: Office, own: Identity) -> None:
    def refuse(decree: bytes) -> bytes:
        raise SealFailed(problem="kuncinya hilang.", problem_en="its key is lost.")

    careless(office, own, refuse)
    proposal = world.propose(office)
    with pytest.raises(SealFailed):
        world.step(office, proposal, "submit")
    (booking,) = world.rows(office, Booking)
    assert (booking["status"], world.show(office, proposal)["state"]) == ("void", "draft")
    assert "tidak dapat disegel: kuncinya hilang." in booking["reason"]
    assert world.rows(office, Transition) == []
    world.assert_sound(office)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (bytes, "terdapat 0 segel"),
        (lambda decree: decree[:-20], "tidak dapat dibaca"),
        (lambda decree: b"", "tidak dapat dibaca"),
    ],
    ids=["none", "cut", "empty"],
)
def test_the_audit_names_a_decree_that_was_announced_sealed_and_is_not(
    act: Callable[[bytes], bytes], said: str, office: Office, own: Identity
) -> None:
    careless(office, own, act)
    world.step(office, world.propose(office), "submit")
    (problem,) = looked_at(office).problems
    assert problem[0].startswith("Segel keputusan ")
    assert said in problem[0]


def test_the_audit_names_a_decree_that_another_sealed(office: Office, own: Identity, tmp_path: Path) -> None:
    other = Seal(identity(tmp_path / "lain"))
    careless(office, own, lambda decree: other.seal(decree, AT))
    world.step(office, world.propose(office), "submit")
    (problem,) = looked_at(office).problems
    assert "sertifikat lain" in problem[0]
    assert "another certificate" in problem[1]


def test_an_erased_payload_tells_of_no_seal(office: Office) -> None:
    world.step(office, world.propose(office), "submit")
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM payload")
    assert looked_at(office).counts["seals"] == 0


class TestWhileAServiceWorks:
    """The wait for a seal, by the clock on the wall."""

    ORDER = b'{"seal":{"kind":"bsre"}}'

    def wait(self, office: Office, own: Identity, act: Callable[[bytes], bytes], beats: list[int]) -> bytes:
        careless(office, own, act)
        return sealing.sealed(office.desk, self.ORDER, PAGE, lambda: beats.append(1), 0.02)

    def test_the_lease_is_renewed(self, office: Office, own: Identity) -> None:
        gate, beats = threading.Event(), list[int]()

        def slow(decree: bytes) -> bytes:
            gate.wait(0.15)
            return b"jadi"

        assert self.wait(office, own, slow, beats) == b"jadi"
        assert 2 <= len(beats) <= 10

    def test_what_comes_after_its_time_is_not_listened_to(
        self, office: Office, own: Identity, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sealing, "SECONDS", 0.05)
        gate, late = threading.Event(), threading.Event()

        def late_answer(decree: bytes) -> bytes:
            gate.wait(5)
            late.set()
            return b"terlambat"

        with pytest.raises(SealFailed, match="longer than its limit"):
            self.wait(office, own, late_answer, [])
        gate.set()
        assert late.wait(5)

    def test_without_an_announcement_nothing_is_sealed(self, office: Office) -> None:
        assert sealing.sealed(office.desk, b'{"seal":null}', PAGE, lambda: None, 1) == PAGE
        bare = replace(office.desk, sealer=None)
        assert sealing.sealed(bare, self.ORDER, PAGE, lambda: None, 1) == PAGE
