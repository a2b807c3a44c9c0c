"""Approvers in a process of their own: `python -m tests.faults.approvers URL ACCOUNT…`.

Reads a proposal's number from each line of standard input, lets every account approve it at the same moment, and
answers with a line of what each was told.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from app.wiring import Office
from tests import world
from workflow.errors import Conflict


def approve_all(office: Office, proposal: int, accounts: list[str]) -> list[dict[str, Any]]:
    """What each account was told."""
    asked = [world.request(office, proposal, "approve", account=account) for account in accounts]
    return [told(result) for result in world.together(len(asked), lambda n: world.take(office.desk, asked[n]))]


def told(result: Any) -> dict[str, Any]:
    if isinstance(result, list):
        return {"won": result[0]["decree"]["number"], "sentence": ""}
    return {"won": None, "conflict": isinstance(result, Conflict), "sentence": f"{type(result).__name__}: {result}"}


def main() -> None:
    office = world.open_office(sys.argv[1], seconds=0.005)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(approve_all(office, int(line), sys.argv[2:])), flush=True)


if __name__ == "__main__":
    main()
