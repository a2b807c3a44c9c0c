"""The hearing: a step's data, read by form, then held against the calendar and the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from workflow.complaints import sentences
from workflow.data import FORMS, Nothing, Told
from workflow.dossier import Dossier
from workflow.errors import InvalidData, NoteRequired
from workflow.plausible import implausible
from workflow.process import VERBS


def read(verb: str, data: Mapping[str, Any], note: str | None, dossier: Dossier, today: date) -> Told:
    """The data of a step, checked by form and against the dossier and the step's day.

    Raises:
        NoteRequired: the verb's note is its reason, and is missing.
        InvalidData: one sentence for each field that is missing, wrong or unknown.
    """
    if VERBS[verb].note_required and not (note or "").strip():
        raise NoteRequired(verb=verb)
    try:
        told = FORMS.get(verb, Nothing).model_validate(data)
    except ValidationError as problem:
        raise InvalidData(sentences(problem)) from None
    wrong = list(implausible(told, dossier, today))
    if wrong:
        raise InvalidData(wrong)
    return told
