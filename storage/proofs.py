"""The proof that is handed out with one decree: a file of its own that needs neither this program nor its database.

C2SP tlog-proof v1. The extra line carries the bytes of the leaf, which name the decree's SHA-256: whoever holds decree,
proof and the log's public key can check all three against each other.
"""

from __future__ import annotations

import base64
from typing import Any

import sqlalchemy as sa

from storage import issued
from storage.evidence import PROOF, proof
from workflow.errors import NotProvedYet


def of_decree(connection: sa.Connection, number: str) -> tuple[bytes, dict[str, Any]]:
    """The proof of a decree's first leaf, as a file, and `{index, entry, origin, size, sha256}`.

    Every leaf of a collective decree commits to the same bytes, so one of them proves it.

    Raises:
        UnknownDecree: nothing was issued under that number.
        NotProvedYet: no checkpoint covers it yet.
        DecreeAltered, LogInconsistent: the log does not say what is stored.
    """
    found = issued.place(connection, number)
    if found.covered is None:
        raise NotProvedYet(number=number)
    first = found.leaves[0]
    extra = base64.b64encode(first.content).decode()
    content = proof([PROOF, f"extra {extra}", f"index {first.index}"], first.proof, found.covered.note)
    said = {"index": first.index, "entry": first.entry, "sha256": found.sha256}
    return content, {**said, "origin": found.covered.origin, "size": found.covered.size}
