"""The revisions of a PDF: each is appended to the one before it, and ends like a file."""

from __future__ import annotations

import re
from itertools import islice

REVISION_END = re.compile(rb"startxref\s+\d+\s+%%EOF\r?\n?")

ENDS = 64
"""Places at which an earlier revision of an untrusted file may end; more are not looked at."""

_ANY_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")


def first_revision(content: bytes) -> bytes:
    """One of our own files as it was before its seal: the bytes up to the first end of a revision."""
    end = REVISION_END.search(content)
    return content[: end.end()] if end else content


def possible_ends(content: bytes) -> list[int]:
    """The lengths at which an earlier revision of any file may have ended, the shortest first."""
    ends = {end for found in islice(_ANY_END.finditer(content), ENDS) for end in (found.start() + 5, found.end())}
    return sorted(ends - {len(content)})
