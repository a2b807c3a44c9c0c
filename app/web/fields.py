"""The form of a verb, computed from what the verb must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.web.labels import CHOICES, LABELS, PRESET, ROWS
from workflow import data
from workflow.dossier import Dossier
from workflow.effect_date import in_effect

_LONG_TEXT = get_args(data.Text)[1]
_DAY = get_args(data.Day)[1]


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes:
        kind: date, line, text, choice, lines, group or rows.
        required: whether the verb refuses to go without it.
        nullable: whether nothing may be given as null.
        options: value and words of each choice.
        parts: the fields of a group, or of each of its rows.
        rows: how many rows are shown at first.
        preset: what is chosen beforehand in the first rows.
    """

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    nullable: bool
    options: tuple[tuple[str, str], ...] = ()
    parts: tuple[Field, ...] = ()
    rows: int = 0
    preset: tuple[dict[str, str], ...] = ()


@cache
def form_of(verb: str) -> tuple[Field, ...]:
    """The fields that a verb asks for; none for a verb that is told nothing but the note."""
    model = data.FORMS.get(verb)
    return _parts(model) if model else ()


def form_for(verb: str, dossier: Dossier, today: date) -> tuple[Field, ...]:
    """The fields that a verb asks for in this case: without those that only other cases may fill in."""
    hidden = set()
    if verb == "approve" and not dossier.between_agencies:
        hidden.add("letter")
    if verb == "annul" and not in_effect(dossier, today):
        hidden.add("returns_to")
    return tuple(field for field in form_of(verb) if field.name not in hidden)


def _parts(model: type[BaseModel]) -> tuple[Field, ...]:
    return tuple(_field(model.__name__, name, info) for name, info in model.model_fields.items())


def _field(model: str, name: str, info: FieldInfo) -> Field:
    key = f"{model}.{name}"
    bare, marks, nullable = _unwrapped(info.annotation, list(info.metadata))
    kind, parts = _kind(key, bare, marks)
    return Field(
        name=name,
        kind=kind,
        label=LABELS[key].label,
        hint=LABELS[key].hint,
        required=info.is_required(),
        nullable=nullable,
        options=tuple(CHOICES.get(key, {}).items()),
        parts=parts,
        rows=ROWS.get(key, 1) if kind == "rows" else 0,
        preset=PRESET.get(key, ()),
    )


def _unwrapped(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any], bool]:
    """The type itself, the marks that its Annotated layers carry, and whether None is a value of it."""
    nullable = False
    while get_origin(annotation) in (Annotated, Union, UnionType):
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks = [*marks, *more]
        else:
            nullable = True
            annotation = next(arm for arm in get_args(annotation) if arm is not NoneType)
    return annotation, marks, nullable


def _kind(key: str, bare: Any, marks: list[Any]) -> tuple[str, tuple[Field, ...]]:
    if _DAY in marks:
        return "date", ()
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "group", _parts(bare)
    if get_origin(bare) is list:
        item, _, _ = _unwrapped(get_args(bare)[0], [])
        return ("rows", _parts(item)) if issubclass(item, BaseModel) else ("lines", ())
    if get_origin(bare) is Literal or bare is bool:
        return "choice", ()
    return ("text" if _LONG_TEXT in marks else "line"), ()
