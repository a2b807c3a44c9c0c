"""The drawing order: everything that a decree is drawn from, frozen when its number is booked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.authority import AgencyFacts, Signatory
from workflow.canonical import encode, plain
from workflow.data import as_json
from workflow.deadlines import due
from workflow.desk import Desk, Request
from workflow.dossier import Dossier
from workflow.effect_date import effect_after, in_effect
from workflow.effects import return_post
from workflow.judgement import Prepared
from workflow.objections import FILING_DAYS, OBJECTED, filing_due
from workflow.ports import Ledger
from workflow.process import PROCESS, VERBS
from workflow.rules import RULES
from workflow.shortfall import unmet
from workflow.wording import form_of

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of verification codes: none that is mistaken for another."""


@dataclass(frozen=True)
class Numbered:
    """A number with its place in the register, and the code that leads to it."""

    series: str
    year: int
    n: int
    number: str
    code: str


def frozen(
    ledger: Ledger,
    desk: Desk,
    request: Request,
    agency: AgencyFacts,
    signer: Signatory,
    numbered: Numbered,
    cases: Sequence[Prepared],
    today: date,
) -> bytes:
    """The canonical bytes of the order of a step."""
    told = {
        "v": 1,
        "process": PROCESS,
        "form": VERBS[request.verb].form,
        "rehearsal": ledger.rehearsal(),
        "series": numbered.series,
        "year": numbered.year,
        "n": numbered.n,
        "number": numbered.number,
        "date": today,
        "code": numbered.code,
        "verify_url": desk.verify_url + numbered.code,
        "agency": agency,
        "signatory": signer,
        "templates": desk.forms.templates_hash(),
        "bases": ledger.bases(today),
        "words": ledger.words(form_of(request.verb, len(cases))),
        "authenticator": ledger.authenticator(),
        "seal": desk.sealer.announce(request.account, desk.clock.now()) if desk.sealer else None,
        "checkpoint": ledger.checkpoint(desk.signer, desk.clock.now(), agency.zone),
        **remedy(ledger, request.verb, cases, today),
    }
    return encode({**plain(told), "cases": [case_in_order(ledger, request, case, today) for case in cases]})


def remedy(ledger: Ledger, verb: str, cases: Sequence[Prepared], today: date) -> dict[str, Any]:
    """Until when an objection may be filed, and the working days that gives; null for a decree that nobody can object to.

    Where the people of a collective decree have different limits, the longest holds for all.
    """
    if verb not in OBJECTED:
        return {"remedy_until": None, "remedy_days": None}
    days = max(_filing_days(case.dossier, today) for case in cases)
    return {"remedy_until": filing_due(today, ledger.working_days(), days), "remedy_days": days}


def _filing_days(dossier: Dossier, today: date) -> int:
    days = FILING_DAYS.value(dossier.parameters, dossier.kind, today)
    assert isinstance(days, int)
    return days


def case_in_order(ledger: Ledger, request: Request, case: Prepared, today: date) -> dict[str, Any]:
    """One proposal as the drawing order carries it, with what the decree says beyond the dossier.

    `effect` is the date of effect as suspensions have moved it, `in_effect` whether it has come, `stage_until` by when
    a resumed stage is to be left, `returns` where an annulled person returns to, `unmet` what stood against the case,
    `waived` the law of each rule that was set aside.
    """
    dossier = case.dossier
    return {
        "proposal": dossier.proposal.id,
        "version": dossier.proposal.version + 1,
        "from": case.edge.source.value,
        "to": case.edge.target.value,
        "data": as_json(case.told),
        "note": request.note,
        "findings": [finding.as_json() for finding in case.findings],
        "effect": plain(effect_after(request.verb, dossier, today)),
        "in_effect": in_effect(dossier, today),
        "stage_until": plain(_stage_until(ledger, case, today)),
        "returns": _returns(ledger, case, today),
        "unmet": [one.as_json() for one in unmet(ledger, request.account, request.verb, case, today)],
        "waived": {one.rule: RULES[one.rule].law for one in dossier.waivers if one.rule in RULES},
        "dossier": dossier.as_json,
    }


def _stage_until(ledger: Ledger, case: Prepared, today: date) -> date | None:
    """By when the stage is to be left whose time runs anew after a suspension."""
    if case.edge.verb != "resume":
        return None
    dossier = case.dossier
    return due(case.edge.target, today, dossier.kind, dossier.parameters, ledger.working_days(), None)


def _returns(ledger: Ledger, case: Prepared, today: date) -> dict[str, str] | None:
    code = return_post(case.dossier, case.told, today)
    return dict(zip(("post", "unit"), ledger.post_named(code), strict=True)) if code else None


def verification_code() -> str:
    """Twelve random letters in three groups: 60 bits."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))
