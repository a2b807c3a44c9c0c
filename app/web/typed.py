"""What was typed into a verb's form, as the data that the verb is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.web.fields import Field

MOST_ROWS = 50
MORE_ROWS = 3

Typed = dict[str, str]
"""Path of a field, `team.0.name`, → what was typed there."""

_NOTHING = object()


def read(fields: tuple[Field, ...], form: Mapping[str, str]) -> tuple[dict[str, Any], Typed]:
    """The data for the verb, and what was typed with rows that were left empty moved out of the way."""
    typed: Typed = {}
    data = _group(fields, "", "", form, typed)
    return data, typed


def _group(
    fields: tuple[Field, ...], source: str, target: str, form: Mapping[str, str], typed: Typed
) -> dict[str, Any]:
    found = ((field.name, _value(field, source + field.name, target + field.name, form, typed)) for field in fields)
    return {name: value for name, value in found if value is not _NOTHING}


def _value(field: Field, source: str, target: str, form: Mapping[str, str], typed: Typed) -> Any:
    if field.kind == "group":
        parts = _group(field.parts, f"{source}.", f"{target}.", form, typed)
        if parts or not field.nullable:
            return parts
        return None if field.required else _NOTHING
    if field.kind == "rows":
        rows = [
            _group(field.parts, f"{source}.{row}.", f"{target}.{place}.", form, typed)
            for place, row in enumerate(_filled(field, source, form))
        ]
        return rows if rows or field.required else _NOTHING
    text = _text(form, source)
    if text.strip():
        typed[target] = text
    return _leaf(field, text.strip())


def _leaf(field: Field, text: str) -> Any:
    if not text:
        return _NOTHING
    if field.kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if field.kind == "choice" and {value for value, _ in field.options} == {"true", "false"}:
        return {"true": True, "false": False}.get(text, text)
    return text


def _filled(field: Field, source: str, form: Mapping[str, str]) -> Iterator[int]:
    """The rows into which something was typed; a choice alone is nothing."""
    for row in range(MOST_ROWS):
        if any(_text(form, path).strip() for path in _typed_paths(field.parts, f"{source}.{row}.")):
            yield row


def _typed_paths(parts: tuple[Field, ...], prefix: str) -> Iterator[str]:
    for part in parts:
        if part.kind == "group":
            yield from _typed_paths(part.parts, f"{prefix}{part.name}.")
        elif part.kind != "choice":
            yield prefix + part.name


def _text(form: Mapping[str, str], path: str) -> str:
    """What was typed, with the line ends of browsers made plain."""
    value = form.get(path, "")
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else ""


def rows_shown(field: Field, path: str, typed: Typed, more: str) -> int:
    """How many rows to show: those that are filled, those shown at first, and more when asked for."""
    places = {int(key[len(path) + 1 :].partition(".")[0]) for key in typed if key.startswith(f"{path}.")}
    filled = max(places, default=-1) + 1
    return min(max(filled, field.rows) + (MORE_ROWS if more == path else 0), MOST_ROWS)
