"""What a form says part by part on its sample, with the key of each clause that an agency may put otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup

from documents.attachment import contents
from documents.catalogue import FORMS, sample
from documents.contexts import context
from documents.own_sample import own_sample
from documents.render import machinery
from documents.wording import Words

TITLE = "Menetapkan"
"""Stands before the title among the dictums."""

_MARK = re.compile("⟦(.*?)⟧")


class Clause(NamedTuple):
    """A clause of a form.

    Attributes:
        part: `considerations`, `dictums` or `copies`.
        key: of a clause that may be put otherwise; OWN for one that the agency added, "" for one that is fixed.
    """

    part: str
    key: str
    text: str


OWN = "+"


@dataclass(frozen=True)
class _Marked(Words):
    """Own words whose clauses bear their keys."""

    @classmethod
    def of(cls, words: Words) -> _Marked:
        added = (
            tuple(f"⟦{OWN}⟧{text}" for text in part) for part in (words.considerations, words.dictums, words.copies)
        )
        return cls(words.clauses, *added)

    def own(self, key: str, clause: str) -> str:
        said = super().own(key, clause)
        return Markup(f"⟦{key}⟧") + said if said else said


def clauses(form: str, own: Mapping[str, Any] | None) -> list[Clause]:
    """Every clause of a form of `workflow.wording` as its sample says it, with the agency's own words in it."""
    order = json.loads(own_sample(form, {"agency": json.loads(sample("submit"))["agency"], "words": own}))
    d = context(order)
    page = (
        machinery()
        .environment.get_template(FORMS[order["form"]].template)
        .render(d=replace(d, wording=_Marked.of(d.wording)))
    )
    return list(_listed(contents(ElementTree.fromstring(page))))


def _listed(told: Mapping[str, Any]) -> Iterator[Clause]:
    for part in ("considerations", "dictums", "copies"):
        for one in told[part]:
            said = one if isinstance(one, str) else one.get("text", "")
            if part == "dictums" and one["name"] == TITLE:
                continue
            key = _MARK.match(said.removeprefix("bahwa "))
            yield Clause(part, key[1] if key else "", _MARK.sub("", said))
