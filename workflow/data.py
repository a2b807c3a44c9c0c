"""What a verb must be told: the same names for the command line, the API and the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from workflow.canonical import plain
from workflow.complaints import Unclean
from workflow.days import iso_date
from workflow.errors import InvalidField
from workflow.text import LONG, SHORT, clean


def _text(limit: int, *, one_line: bool = False) -> Callable[[object], object]:
    def check(value: object) -> object:
        try:
            return clean("", value, limit, one_line=one_line) if isinstance(value, str) else value
        except InvalidField as problem:
            raise Unclean(problem) from None

    return check


Day = Annotated[date, BeforeValidator(iso_date)]
Name = Annotated[str, Field(min_length=1, strict=True), BeforeValidator(_text(SHORT, one_line=True))]
Text = Annotated[str, Field(min_length=1, strict=True), BeforeValidator(_text(LONG))]


class Told(BaseModel):
    """Data of a verb. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Letter(Told):
    number: Name
    date: Day


class Member(Told):
    """A named member of the team; who is not said to be absent is present."""

    name: Name
    nip: Annotated[str, Field(pattern=r"^[0-9]{18}$")] | None = None
    capacity: Literal["official", "asn", "expert"]
    present: Annotated[bool, Field(strict=True)] = True


class Interest(Told):
    name: Name
    relation: Name
    nip: Annotated[str, Field(pattern=r"^[0-9]{18}$")] | None = None


class Measure(Told):
    name: Name
    before: Name
    after: Name


class Review(Told):
    date: Day
    person: Text
    unit: Text
    origin_unit: Text | None = None
    adverse: Annotated[bool, Field(strict=True)]
    measure: Measure | None = None
    step: Text | None = None
    owner: Name | None = None
    due: Day | None = None


class Nothing(Told):
    """A verb that needs no data."""


class Assess(Told):
    team: Annotated[list[Member], Field(max_length=50)]
    recommendation: Literal["recommend", "not_recommend"]
    considerations: Text
    interest: Annotated[list[Interest], Field(max_length=50)] | None = None

    @model_validator(mode="after")
    def _whole_team(self) -> Assess:
        if {member.capacity for member in self.team} != {"official", "asn", "expert"}:
            raise ValueError("team_incomplete")
        return self


class Socialize(Told):
    date: Day
    method: Name
    participants: Annotated[list[Name], Field(min_length=1, max_length=500)]
    reasons: Text
    invited: Day | None = None
    response: Literal["accepts", "accepts_with_note", "objects", "silent"]
    response_note: Text | None = None
    answer: Text | None = None


class OthersLetter(Told):
    letter: Letter
    post: Name


class Approve(Told):
    tmt: Day
    interest: Annotated[list[Interest], Field(max_length=50)] | None = None
    letter: Letter | None = None


class Implement(Told):
    spmt: Letter
    handover: Letter | None
    oath: Letter | None
    started: Day


class Correct(Told):
    finding: Text
    step: Text
    owner: Name
    due: Day


class Conclude(Told):
    reviews: Annotated[list[Review], Field(min_length=1, max_length=50)]
    conclusion: Text


class Annul(Told):
    returns_to: Name | None = None


FORMS: dict[str, type[Told]] = {
    "assess": Assess,
    "socialize": Socialize,
    "consent": OthersLetter,
    "advise": OthersLetter,
    "approve": Approve,
    "implement": Implement,
    "correct": Correct,
    "conclude": Conclude,
    "annul": Annul,
}
"""Verb → its data; verbs that are not here are told nothing but the note."""


def as_json(told: Told) -> dict[str, Any]:
    """The data as plain JSON values, as far as they were given."""
    content: dict[str, Any] = plain(told.model_dump(exclude_unset=True))
    return content


def fields_of(verb: str) -> dict[str, bool]:
    """Field → whether it is required, for help texts and pages."""
    return {name: info.is_required() for name, info in FORMS.get(verb, Nothing).model_fields.items()}
