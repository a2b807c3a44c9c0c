"""A checkpoint as it goes to a witness: with the proof that it continues the size which the witness knows."""

from __future__ import annotations

import sqlalchemy as sa

from storage import log
from storage.witness import written
from workflow.errors import InvalidField
from workflow.ports import Checkpoint


def continuation(connection: sa.Connection, since: int, made: Checkpoint) -> str:
    """The text of a checkpoint with its proof from an earlier size.

    Raises:
        InvalidField: the log was never so long.
        LogInconsistent: leaves are missing.
    """
    if since > made.size:
        raise InvalidField(
            field="--since",
            problem=f"log ini baru berukuran {made.size}, jadi tidak menyambung ukuran {since}. Tanyakan ukuran yang dikenal saksi; bila benar sebesar itu, salinan lama telah dipulihkan.",
            problem_en=f"this log has only {made.size} entries, so it cannot continue a size of {since}. Ask which size the witness knows; if it is that one, an older copy was restored.",
        )
    return written(since, log.consistency(connection, since, made.size), made.note)
