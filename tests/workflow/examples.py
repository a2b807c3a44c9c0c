"""How many examples a property is tried with; no deadline, for the machine may be busy."""

from __future__ import annotations

from hypothesis import settings

EXAMPLES = settings(max_examples=80, deadline=None, database=None)
