"""A form that came back: what was typed, and what was wrong with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.web.fields import Field, form_of
from app.web.refusals import sentence
from app.web.typed import Typed, rows_shown
from workflow.errors import InvalidData, InvalidField, KeyBusy, MutasiError, NoteRequired, StepRefused


@dataclass(frozen=True)
class Problem:
    """What is wrong, at the path of a field, or nowhere in particular."""

    path: str
    label: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A form as it is shown: empty at first, or as it came back.

    Attributes:
        key: makes a repeated click the same request.
        more: the list that more rows were asked for.
        preview: whether only the preview of the decree was asked for.
    """

    verb: str = ""
    typed: Typed = field(default_factory=dict)
    note: str = ""
    key: str = ""
    more: str = ""
    problems: tuple[Problem, ...] = ()
    preview: bool = False

    def at(self, path: str) -> list[str]:
        """What is wrong at a path."""
        return [problem.text for problem in self.problems if problem.path == path]

    def rows(self, one: Field, path: str) -> int:
        return rows_shown(one, path, self.typed, self.more)

    def preset(self, one: Field, row: int, part: str) -> str:
        """What is chosen beforehand in a row of a form that was not sent yet."""
        if self.typed or row >= len(one.preset):
            return ""
        return one.preset[row].get(part, "")


def new_key() -> str:
    return secrets.token_urlsafe(16)


def fresh(verb: str, **typed: str) -> Draft:
    """A form that nobody has filled in yet."""
    return Draft(verb, dict(typed), key=new_key())


def returned(draft: Draft, problem: MutasiError) -> Draft:
    """The form as it goes back; the key stays only while its request is still being worked on."""
    key = draft.key if isinstance(problem, KeyBusy) else new_key()
    return replace(draft, key=key, more="", problems=tuple(_problems(draft.verb, problem)))


def _problems(verb: str, problem: MutasiError) -> Iterator[Problem]:
    if isinstance(problem, InvalidData):
        for one in problem.problems:
            yield _field_problem(verb, one)
    elif isinstance(problem, InvalidField):
        yield _field_problem(verb, problem)
    elif isinstance(problem, NoteRequired):
        yield Problem("note", "Alasan", sentence(problem))
    elif isinstance(problem, StepRefused):
        for text, _ in problem.reasons:
            yield Problem("", "", text)
    else:
        yield Problem("", "", sentence(problem))


def _field_problem(verb: str, problem: InvalidField) -> Problem:
    path, text = str(problem.words["field"]), str(problem.words["problem"])
    text = text[:1].upper() + text[1:]
    if path == "note":
        return Problem(path, "Catatan", text)
    path, label = nearest(form_of(verb), path)
    return Problem(path, label, text)


def nearest(fields: tuple[Field, ...], path: str) -> tuple[str, str]:
    """The path of the nearest field that a form shows, with its label; nowhere when there is none."""
    labels: list[str] = []
    shown: list[str] = []
    for part in path.split("."):
        if part.isdigit() and shown and fields:
            labels.append(str(int(part) + 1))
            shown.append(part)
            continue
        found = next((one for one in fields if one.name == part), None)
        if found is None:
            break
        labels.append(found.label)
        shown.append(part)
        fields = found.parts
    return ".".join(shown), " – ".join(labels)
