"""BSrE's service may be slow, refuse, answer late, twice or with something else: a decree is signed once, or its number is void."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bsre
from app.seal_settings import SealSettings
from app.sealing import Sealing, open_sealing
from app.wiring import Office
from documents.seal import Seal
from documents.sealed import fault, seals
from storage.tables import Booking, Decree
from tests import world
from tests.documents.seal_services import AT, identity, serving, small_page
from tests.faults.bsre_service import FAILING, NIK, PASSPHRASE, PASSWORD, SIGNER, Service, set_up
from workflow.errors import SealFailed, SealUnusable


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return Service(tmp_path_factory.mktemp("layanan"))


@pytest.fixture
def office(sqlite_url: str, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A world whose analyst signs with BSrE, and whose others have the agency's seal."""
    page = small_page()
    monkeypatch.setattr(world, "drawn", lambda order: page)
    service.calls, service.signed, service.behave = 0, [], service.well
    with serving(service.answer, "application/pdf") as url, world.build(sqlite_url) as made:
        file, passphrase = set_up(tmp_path, service, url, world.ANALYST)
        made.__dict__["sealing"] = Sealing(Seal(identity(tmp_path / "kunci")), bsre.load(file), passphrase)
        made.clock.moved = AT
        yield made


def behave(service: Service, behaviour: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service answer in a way; it is waited for long, unless it is late by intent."""
    service.behave = getattr(service, behaviour)
    monkeypatch.setattr(bsre, "SECONDS", 0.2 if behaviour == "late" else 45)


def test_a_good_answer_is_kept_as_it_came(office: Office, service: Service) -> None:
    world.step(office, world.propose(office), "submit")
    (decree,) = world.rows(office, Decree)
    assert [decree["content"]] == service.signed
    (found,) = seals(decree["content"])
    assert (found.by, found.holds, found.locked) == (SIGNER, True, False)


def test_others_are_sealed_by_the_agency(office: Office, service: Service) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    world.step(office, proposal, "establish_need")
    assert [seals(one["content"])[0].by for one in world.rows(office, Decree)][1] != SIGNER
    assert service.calls == 1


@pytest.mark.parametrize("behaviour", FAILING)
def test_whatever_else_it_answers_voids_the_number(
    behaviour: str, office: Office, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    behave(service, behaviour, monkeypatch)
    proposal = world.propose(office)
    with pytest.raises(SealFailed) as failed:
        world.step(office, proposal, "submit")
    (booking,) = world.rows(office, Booking)
    assert (booking["status"], booking["reason"]) == ("void", failed.value.sentence("id"))
    assert world.rows(office, Decree) == []
    assert world.show(office, proposal)["state"] == "draft"
    assert service.calls == 1
    behave(service, "well", monkeypatch)
    world.step(office, proposal, "submit")
    assert service.calls == 2
    world.assert_sound(office)


def test_a_service_that_is_down_voids_the_number(office: Office, service: Service, tmp_path: Path) -> None:
    file, passphrase = set_up(tmp_path, service, "http://127.0.0.1:9", world.ANALYST)
    office.__dict__["sealing"] = Sealing(None, bsre.load(file), passphrase)
    with pytest.raises(SealFailed, match="does not answer properly"):
        world.step(office, world.propose(office), "submit")
    world.assert_sound(office)


def test_a_service_that_signs_twice_leaves_one_version(office: Office, service: Service) -> None:
    service.behave = service.twice
    world.step(office, world.propose(office), "submit")
    (decree,) = world.rows(office, Decree)
    assert len(service.signed) == 2
    assert decree["content"] == service.signed[1]
    assert service.calls == 1


def test_the_secrets_of_the_signer_are_written_nowhere(
    office: Office, service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.step(office, world.propose(office), "submit")
    (tmp_path / "sandi").write_text("salah-ketik\n")
    with pytest.raises(SealFailed) as failed:
        world.step(office, world.propose(office, world.COLLEAGUES[1]), "submit")
    assert "400" in failed.value.sentence()
    stored = Path(office.database.engine.url.database or "").read_bytes()
    told = [caplog.text.encode(), repr(office.sealing).encode(), failed.value.sentence().encode(), stored]
    for secret in (NIK, PASSPHRASE, PASSWORD, "salah-ketik"):
        assert not any(secret.encode() in text for text in told), secret


def test_without_the_passphrase_no_number_is_taken(office: Office, tmp_path: Path) -> None:
    office.__dict__["sealing"] = Sealing(None, bsre.load(tmp_path / "bsre.json"), None)
    with pytest.raises(SealUnusable, match="MUTASI_BSRE_PASSPHRASE_FILE"):
        world.step(office, world.propose(office), "submit")
    assert world.rows(office, Booking) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"url": "http://x", "certificate": "tidak-ada.pem"}'])
def test_a_setting_that_lacks_something_is_said(content: str, tmp_path: Path) -> None:
    (tmp_path / "bsre.json").write_text(content)
    with pytest.raises(SealUnusable):
        open_sealing(tmp_path, SealSettings(bsre=tmp_path / "bsre.json"))


def test_in_whatever_order_it_fails_each_number_has_one_signed_version_or_none(
    office: Office, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, issued = random.Random(7), 0
    proposal = world.propose(office)
    for _ in range(10 * world.ROUNDS):
        behaviour = dice.choice((*FAILING, "well", "well", "twice", "twice"))
        behave(service, behaviour, monkeypatch)
        verb = "submit" if world.show(office, proposal)["state"] == "draft" else "withdraw"
        if behaviour in FAILING:
            with pytest.raises(SealFailed):
                world.step(office, proposal, verb, note="Ditarik kembali.")
            continue
        world.step(office, proposal, verb, note="Ditarik kembali.")
        issued += 1
        if verb == "withdraw":
            proposal = world.propose(office)
    decrees = world.rows(office, Decree)
    assert len(decrees) == issued
    announced = bsre.Service.announced(office.sealing.service, office.sealing.passphrase_file)
    assert [fault(decree["content"], announced) for decree in decrees] == [None] * issued
    assert service.calls == len(world.rows(office, Booking))
    world.assert_sound(office)
