"""The one door: what a step changes, and what it refuses before a number is taken."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflow.office_in_memory import APPROVE, LEASE, NOON, PDF, READY, REAL_NOON, World
from tests.workflow.people import MELATI_NIP, PRANATA
from tests.workflow.test_data import VALID
from workflow.authority import Role
from workflow.canonical import canonical, sha256
from workflow.desk import Request
from workflow.errors import (
    DossierChanged,
    InvalidField,
    MutasiError,
    NewerVersion,
    NoSuchStep,
    RoleMissing,
    Stepped,
    UnknownProposal,
    UnknownVerb,
)
from workflow.order import CODE_LETTERS, verification_code
from workflow.ports import NewEntry
from workflow.process import PROCESS
from workflow.states import State
from workflow.step import take

# A step that succeeds


def test_a_step_answers_with_what_changed_and_the_decree_that_says_so(world: World) -> None:
    assert take(world.desk, APPROVE) == [
        {
            "proposal": 7,
            "from": "approval",
            "to": "implementation",
            "verb": "approve",
            "version": 5,
            "decree": {"number": "approve-office/1/2026", "sha256": sha256(PDF)},
            "entry": 0,
        }
    ]


def test_state_decree_seat_and_history_change_together(world: World) -> None:
    take(world.desk, APPROVE)
    assert (world.case().state, world.case().proposal.version) == (State.implementation, 5)
    assert world.kept.decrees == {"approve-office/1/2026": PDF}
    assert world.kept.seats == [("give", 7, MELATI_NIP, PRANATA.code, date(2026, 7, 1), "approve-office/1/2026")]
    assert world.status() == ["issued"]
    assert world.kept.processes == 1


def test_history_keeps_codes_times_and_hashes_and_the_rest_in_a_payload(world: World) -> None:
    take(world.desk, APPROVE)
    [(entry, salt, payload)] = world.kept.entries
    assert entry == NewEntry(
        proposal=7,
        version=5,
        verb="approve",
        from_state=State.approval,
        to_state=State.implementation,
        actor="ratna",
        capacity="authority (definitif)",
        channel="cli",
        os_user="ratna.os",
        at=NOON,
        number="approve-office/1/2026",
        decree_sha256=sha256(PDF),
        process=PROCESS,
        dossier=READY.sha256,
    )
    assert len(salt) == 32
    assert payload == canonical(
        {
            **json.loads(world.press.orders[0]),
            "entry": {
                "at": "2026-06-15T05:00:00Z",
                "capacity": "authority (definitif)",
                "channel": "cli",
                "os_user": "ratna.os",
                "decree_sha256": sha256(PDF),
                "process": PROCESS,
                "dossier": READY.sha256,
            },
        }
    )


def test_the_drawing_order_freezes_everything_that_the_decree_may_say(world: World) -> None:
    take(world.desk, replace(APPROVE, note="  Layanan mendesak.  "))
    order = json.loads(world.press.orders[0])
    [case] = order.pop("cases")
    code = order.pop("code")
    assert re.fullmatch(rf"[{CODE_LETTERS}]{{4}}(-[{CODE_LETTERS}]{{4}}){{2}}", code)
    assert order.pop("verify_url") == f"https://mutasi.lembayung.example/v/{code}"
    assert order.pop("agency")["name"] == "Pemerintah Kota Lembayung"
    assert order.pop("signatory") == {
        "name": "ratna",
        "nip": None,
        "rank": None,
        "title": "Wali Kota Lembayung",
        "capacity": "definitif",
        "on_behalf_of": None,
        "kop": "office",
        "account": "ratna",
        "through": None,
        "mandate": None,
    }
    assert order == {
        "v": 1,
        "form": "approve",
        "rehearsal": True,
        "series": "approve-office",
        "year": 2026,
        "n": 1,
        "number": "approve-office/1/2026",
        "date": "2026-06-15",
        "process": PROCESS,
        "templates": "t" * 64,
        "checkpoint": None,
        "bases": ["UU 20/2023"],
        "words": None,
        "authenticator": None,
        "seal": None,
        "remedy_until": "2026-07-03",
        "remedy_days": 14,
    }
    assert [finding["rule"] for finding in case.pop("findings")] == [
        *("R-KEB-02", "R-EVA-01", "R-EVA-04", "R-DOK-01", "R-DOK-02", "R-WEN-02", "R-WEN-03", "R-WEN-04", "R-WKT-01"),
        *("R-KON-01", "R-WEN-01", "R-KON-02"),
    ]
    assert case.pop("dossier") == READY.as_json
    assert case == {
        "proposal": 7,
        "version": 5,
        "from": "approval",
        "to": "implementation",
        "data": VALID["approve"],
        "note": "Layanan mendesak.",
        "effect": None,
        "in_effect": False,
        "stage_until": None,
        "returns": None,
        "unmet": [],
        "waived": {},
    }


def test_the_decree_is_dated_by_the_day_of_the_office_and_the_lease_by_the_real_clock(world: World) -> None:
    world.clock.calendar = datetime(2026, 6, 14, 17, 30, tzinfo=UTC)
    take(world.desk, APPROVE)
    [booking] = world.kept.bookings.values()
    assert json.loads(booking.drawing)["date"] == "2026-06-15"
    assert (booking.booked_at, booking.lease_until) == (REAL_NOON, REAL_NOON + LEASE)


def test_proposals_are_locked_before_they_are_read_and_people_posts_and_the_office_only_to_enact(world: World) -> None:
    take(world.desk, APPROVE)
    assert world.kept.log == [("lock", (7,), None, ()), ("lock", (7,), [], (Role.authority,))]


def test_a_verification_code_is_long_random_and_without_letters_that_are_mistaken() -> None:
    codes = {verification_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("01IO")


# Refused before a number is taken


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (replace(APPROVE, verb="bless"), UnknownVerb),
        (replace(APPROVE, proposals=()), InvalidField),
        (replace(APPROVE, proposals=(8,)), UnknownProposal),
        (replace(APPROVE, proposals=(7, 8)), UnknownProposal),
        (replace(APPROVE, verb="assess", account="joko"), NoSuchStep),
        (replace(APPROVE, account="sari"), RoleMissing),
        (replace(APPROVE, note="a\x00b"), InvalidField),
        (replace(APPROVE, note="x" * 4001), InvalidField),
        (replace(APPROVE, note="a\u200bb"), InvalidField),
        (replace(APPROVE, version=3), NewerVersion),
        (replace(APPROVE, version=9), NewerVersion),
        (replace(APPROVE, dossier="0" * 64), DossierChanged),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_refused_at_the_door_takes_no_number(world: World, request_: Request, error: type[MutasiError]) -> None:
    with pytest.raises(error):
        take(world.desk, request_)
    assert world.kept.bookings == {}
    assert world.press.orders == []
    assert world.nothing_happened()


def test_an_unknown_verb_is_answered_with_those_that_there_are(world: World) -> None:
    with pytest.raises(UnknownVerb) as caught:
        take(world.desk, replace(APPROVE, verb="bless"))
    assert "bless" in caught.value.sentence("id")
    assert "submit, establish_need, assess" in caught.value.sentence("en")


def test_a_step_on_no_proposal_at_all_is_asked_for_its_number(world: World) -> None:
    with pytest.raises(InvalidField) as caught:
        take(world.desk, replace(APPROVE, proposals=()))
    assert caught.value.sentence("id") == "usulan: belum disebut. Sebutkan nomornya."
    assert caught.value.sentence("en") == "usulan: is missing. Give its number."
    assert world.store.opened == 0


def test_a_proposal_that_is_named_twice_is_stepped_once(world: World) -> None:
    [answer] = take(world.desk, replace(APPROVE, proposals=(7, 7)))
    assert answer["version"] == 5
    assert [booking.claims for booking in world.kept.bookings.values()] == [((7, 4),)]
    assert len(json.loads(world.press.orders[0])["cases"]) == 1
    assert len(world.kept.entries) == len(world.kept.seats) == 1


def test_a_note_of_several_lines_is_kept_with_line_ends_of_one_kind(world: World) -> None:
    take(world.desk, replace(APPROVE, note="Setuju.\r\nSegera."))
    assert json.loads(world.press.orders[0])["cases"][0]["note"] == "Setuju.\nSegera."


def test_the_version_and_the_dossier_that_were_read_are_accepted_while_they_hold(world: World) -> None:
    read = replace(APPROVE, version=4, dossier=READY.sha256)
    assert take(world.desk, read)[0]["version"] == 5


def test_whoever_read_an_older_version_is_told_who_stepped_since(world: World) -> None:
    take(world.desk, APPROVE)
    with pytest.raises(Stepped) as caught:
        take(world.desk, Request("implement", "ratna", (7,), version=4))
    assert caught.value.sentence("en") == (
        "The proposal 7 has changed: ratna took the step approve at 2026-06-15 05:00 UTC (version 5). "
        "Look at it again before you decide."
    )


def test_whoever_read_an_older_dossier_is_told_what_changed_and_when(world: World) -> None:
    with pytest.raises(DossierChanged) as caught:
        take(world.desk, replace(APPROVE, dossier="0" * 64))
    assert "dokumen (2026-06-15 05:00 UTC); langkah (2026-06-14 05:00 UTC)" in caught.value.sentence("id")
    assert "a document (2026-06-15 05:00 UTC); a step" in caught.value.sentence("en")
