"""Invented cases: a drawing order per form, for previews and tests. No person in sample.json exists."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workflow.objections import FILING_DAYS, OBJECTED, filing_due
from workflow.planning.working_days import WorkingDays

HISTORY = ("submit", "establish_need", "assess", "socialize", "consent", "advise", "approve", "implement")
"""The verbs in whose order the earlier decrees of a sample were issued."""

BETWEEN_AGENCIES = ("consent", "advise")

SIGNATORIES = {
    **dict.fromkeys(("submit", "socialize", "withdraw"), "analyst"),
    **dict.fromkeys(("approve", "suspend", "resume"), "mayor"),
    "assess": "chair",
    "annul": "acting_mayor",
    "implement": "acting_head",
    "correct": "below_head",
    "conclude": "for_head",
}
"""Verb → who signs its sample, in each capacity once; the head of the HR agency signs the others."""

DATES = {"implement": "2026-12-02", "correct": "2027-01-15", "conclude": "2027-06-04", "annul": "2026-12-21"}
"""Verb → the day of its decree, where that is not the day of the others."""

MOVED = ("implement", "correct", "conclude", "annul")
"""The verbs whose sample comes after the move took effect."""

LAST = {
    "send_back": "establish_need",
    "reject": "submit",
    "withdraw": "assess",
    "suspend": "socialize",
    "resume": "socialize",
    "annul": "approve",
    "correct": "implement",
    "conclude": "implement",
}
"""Verb off the straight road → the last decree before its sample."""


SEALED = {"kind": "agency", "by": "Pemerintah Kota Telaga Sari", "level": "B-B", "certificate": "0" * 64}
"""The seal that a sample announces."""

CHECKPOINT = {
    "origin": "mutasi/5a3e7c10",
    "size": 20817,
    "root": "0" * 64,
    "note": "mutasi/5a3e7c10\n20817\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— mutasi/5a3e7c10 invented\n",
}
"""An invented checkpoint; its signature is none."""


def order(verb: str, series: str, kop: str) -> bytes:
    """The canonical drawing order of a sample."""
    told = _told()
    code = "K7QM-2XWD-9RTB"
    body = {
        "v": 1,
        "form": verb,
        "rehearsal": True,
        "number": f"800.1.3.3/12/{series}/2026",
        "series": series,
        "n": 12,
        "year": 2026,
        "date": _day(verb),
        "code": code,
        "verify_url": f"http://127.0.0.1:8000/verifikasi/{code}",
        "agency": told["agency"],
        "signatory": told["signatories"][SIGNATORIES.get(verb, "hr_head")] | {"kop": kop},
        "process": "0" * 64,
        "templates": "0" * 64,
        "checkpoint": CHECKPOINT,
        "seal": SEALED,
        "bases": told["bases"],
        **_remedy(verb),
        "cases": [_case(verb)],
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _remedy(verb: str) -> dict[str, Any]:
    """The remedy as it is shipped, without holidays."""
    days = FILING_DAYS.default if verb in OBJECTED else None
    until = filing_due(date.fromisoformat(_day(verb)), WorkingDays(), days) if isinstance(days, int) else None
    return {"remedy_days": days, "remedy_until": until.isoformat() if until else None}


def _day(verb: str) -> str:
    return DATES.get(verb, "2026-11-21")


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path(__file__).with_name("sample.json").read_text("utf-8"))
    return told


def _case(verb: str) -> dict[str, Any]:
    told = _told()
    source, target = told["paths"][verb]
    kind = "KABKOTA_SATU_PROV" if verb in BETWEEN_AGENCIES else "INTERNAL"
    proposal = told["dossier"]["proposal"] | {"kind": kind}
    return {
        "proposal": 12,
        "version": 4,
        "from": source,
        "to": target,
        "data": told["data"].get(verb, {}),
        "note": told["notes"].get(verb),
        "findings": told["findings"].get(verb, []),
        **_outcome(verb),
        "dossier": told["dossier"] | {"proposal": proposal, "steps": _steps(verb), "objections": _objections(verb)},
    }


def _objections(verb: str) -> list[dict[str, Any]]:
    """The objection, as far as it has come when the decree is issued."""
    answers = {"suspend": {"outcome": None, "answered": None}, "resume": {"outcome": "dismissed"}, "annul": {}}
    return [_told()["objection"] | answers[verb]] if verb in answers else []


def _outcome(verb: str) -> dict[str, Any]:
    told = _told()
    return {
        "effect": told["data"]["approve"]["tmt"] if verb in MOVED else None,
        "in_effect": verb in MOVED,
        "stage_until": "2027-01-04" if verb == "resume" else None,
        "returns": told["returns"] if verb == "annul" else None,
        "unmet": told["unmet"].get(verb, []),
        "waived": told["waived"],
    }


def _steps(verb: str) -> list[dict[str, Any]]:
    """The decrees before this one."""
    count = HISTORY.index(LAST[verb]) + 1 if verb in LAST else HISTORY.index(verb)
    verbs = [name for name in HISTORY[:count] if name not in BETWEEN_AGENCIES or verb in BETWEEN_AGENCIES]
    aside = {"resume": ["suspend"], "conclude": ["correct"]}.get(verb, [])
    return [_step(index, name) for index, name in enumerate(verbs + aside)]


def _step(index: int, verb: str) -> dict[str, Any]:
    told = _told()
    source, target = told["paths"][verb]
    return {
        "verb": verb,
        "version": index + 1,
        "from": source,
        "to": target,
        "date": DATES.get(verb, f"2026-{index + 2:02}-11"),
        "number": f"800.1.3.3/{index + 3}/{'SK' if verb in ('approve', 'suspend') else 'PENETAPAN'}/2026",
        "actor": "kepala",
        "actor_nip": "197405121999032004",
        "data": told["data"].get(verb, {}),
        "note": told["notes"].get(verb),
    }
