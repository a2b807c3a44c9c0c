"""Where a person sits on a day: by the newest assignment in effect, else by the workbook."""

from __future__ import annotations

# A move that was decided and not cancelled. It is in effect from its day on, unless a suspension holds
# it; the workbook's row overrides assignments that are older than it.
EFFECTIVE = (
    "{move}.cancelled_by IS NULL AND NOT {move}.held AND {move}.starts <= :day AND {move}.starts >= {person}.post_since"
)
"""Condition on the row of an assignment, and that of its person."""

IN_EFFECT = f"""
    SELECT a.post FROM assignment a
    WHERE a.nip = {{person}}.nip AND {EFFECTIVE.format(move="a", person="{person}")} {{but}}
    ORDER BY a.starts DESC, a.id DESC LIMIT 1
"""
"""SELECT of the post given by an assignment, for the row of a person and with a further condition."""
