"""What a step does to seats, beside the state: give, hold, release, cancel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from workflow.data import Annul, Approve, Told
from workflow.dossier import Dossier
from workflow.effect_date import in_effect
from workflow.errors import InvalidField
from workflow.ports import Ledger


def foresee(ledger: Ledger, verb: str, dossier: Dossier, told: Told, today: date) -> None:
    """Make sure that a person whose move is annulled after it took effect has a seat to return to.

    Raises:
        InvalidField: the post is unknown to the plan of seats, or full.
    """
    post = return_post(dossier, told, today)
    if post is not None and ledger.free_seats(post, today) < 1:
        raise InvalidField(
            field="returns_to",
            problem=f"jabatan {post} tidak memiliki tempat lagi. Sebutkan jabatan lain.",
            problem_en=f"the post {post} has no place left. Name another post.",
        )


def seats_for_all(verb: str, dossiers: Sequence[Dossier]) -> None:
    """Make sure that a collective decree gives no more seats of a post than are free.

    Raises:
        InvalidField: it would, and which post it is.
    """
    wanted = Counter(dossier.target.post.code for dossier in dossiers) if verb == "approve" else Counter()
    for dossier in dossiers:
        post, free = dossier.target.post, dossier.free_seats
        if wanted[post.code] > max(free, 1):
            raise InvalidField(
                field="usulan",
                problem=f"jabatan {post.code} hanya memiliki {free} tempat untuk {wanted[post.code]} usulan. Kurangi usulannya.",
                problem_en=f"the post {post.code} has room for {free}, but {wanted[post.code]} proposals ask for it. Leave some out.",
            )


def return_post(dossier: Dossier, told: Told, today: date) -> str | None:
    """The post to which an annulled person returns: the named one, or the one left; None before the move's day."""
    if not isinstance(told, Annul) or not in_effect(dossier, today):
        return None
    approved = dossier.last("approve")
    return told.returns_to or (approved.origin_post if approved else None)


def apply(ledger: Ledger, verb: str, dossier: Dossier, told: Told, number: str, day: date) -> None:
    """Write what the verb does to seats; most verbs do nothing to them."""
    effect = EFFECTS.get(verb)
    if effect is not None:
        effect(ledger, dossier, told, number, day)


def _give(ledger: Ledger, dossier: Dossier, told: Told, number: str, day: date) -> None:
    assert isinstance(told, Approve)
    ledger.give_seat(dossier.proposal.id, dossier.person.nip, dossier.target.post.code, told.tmt, number)


def _hold(ledger: Ledger, dossier: Dossier, told: Told, number: str, day: date) -> None:
    ledger.hold_seat(dossier.proposal.id, day)


def _release(ledger: Ledger, dossier: Dossier, told: Told, number: str, day: date) -> None:
    ledger.release_seat(dossier.proposal.id, day)


def _cancel(ledger: Ledger, dossier: Dossier, told: Told, number: str, day: date) -> None:
    post = return_post(dossier, told, day)
    ledger.cancel_seat(dossier.proposal.id, number)
    if post is not None:
        ledger.give_seat(dossier.proposal.id, dossier.person.nip, post, day, number)


EFFECTS: dict[str, Callable[[Ledger, Dossier, Told, str, date], None]] = {
    "approve": _give,
    "suspend": _hold,
    "resume": _release,
    "annul": _cancel,
}
"""Verb → what it does to seats."""
