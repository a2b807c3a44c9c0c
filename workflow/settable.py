"""Everything that an agency may set: computed from the rules, the deadlines, the chains of endorsement, the routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from workflow import deadlines, endorsement, retention, routes
from workflow.authority import Kind
from workflow.errors import InvalidField
from workflow.parameters import Parameter, ParameterFacts, Value, written
from workflow.rules import RULES, Severity
from workflow.text import SHORT, clean, shown

DEADLINE_LAW = "Peraturan BKN 5/2019; Perka BKN 7/2017"
OWN_LAW = "Tata naskah dinas instansi"


@dataclass(frozen=True)
class Settable:
    """A value that may be set, and where it comes from.

    Attributes:
        kind: the only kind of transfer that it belongs to, or None.
        law: the legal basis of what ships.
    """

    parameter: Parameter
    law: str
    kind: Kind | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of transfer in which it counts."""
        return (self.kind,) if self.kind else tuple(routes.ROUTES)

    def shipped(self) -> dict[Kind, str]:
        """What ships, for each kind."""
        return {kind: written(self.parameter.shipped(kind)) for kind in self.kinds}

    def in_force(self, told: Iterable[ParameterFacts], day: date) -> dict[Kind, str]:
        """What counts on a day, for each kind: the agency's own value, or what ships."""
        own = tuple(told)
        return {kind: written(self.parameter.value(own, kind, day)) for kind in self.kinds}


def catalogue() -> Iterator[Settable]:
    """Each settable value once: of the rules, then deadlines, chains and routes."""
    yield from (*_rules(), *_deadlines(), *_chains(), *_routes(), *_retention())


def _rules() -> Iterator[Settable]:
    for rule in RULES.values():
        hard = (rule.hardness,) if len(rule.hardness.choices) > 1 else ()
        yield from (Settable(parameter, rule.law) for parameter in (*rule.parameters.values(), *hard))


def _deadlines() -> Iterator[Settable]:
    yield from (Settable(limit, DEADLINE_LAW) for limit in deadlines.LIMITS.values())


def _chains() -> Iterator[Settable]:
    yield from (Settable(chain, OWN_LAW) for chain in endorsement.CHAINS.values())


def _retention() -> Iterator[Settable]:
    yield Settable(retention.YEARS, retention.LAW)


def _routes() -> Iterator[Settable]:
    for kind, route in routes.ROUTES.items():
        yield from (Settable(routes.parameter(kind, part), route.law, kind) for part in routes.PARTS)


def find(subject: str, name: str, kind: Kind | None) -> Settable:
    """The settable value of a subject and name.

    Raises:
        InvalidField: nothing of this name can be set, or not without naming the kind of transfer.
    """
    of_subject = [one for one in catalogue() if one.parameter.subject == subject]
    if not of_subject:
        known = list(dict.fromkeys(one.parameter.subject for one in catalogue()))
        raise _unknown("SUBJEK", subject, known)
    of_name = [one for one in of_subject if one.parameter.name == name]
    if not of_name:
        raise _unknown("NAMA", name, list(dict.fromkeys(one.parameter.name for one in of_subject)))
    found = next((one for one in of_name if one.kind in (None, kind)), None)
    if found is None or (kind is not None and kind not in found.kinds):
        raise _unknown("--kind", kind or "", [known.value for one in of_name for known in one.kinds])
    return found


def _unknown(field: str, value: str, known: list[str]) -> InvalidField:
    allowed = ", ".join(dict.fromkeys(known))
    return InvalidField(
        field=field,
        problem=f"“{shown(value)}” tidak dapat diatur. Pilih salah satu: {allowed}.",
        problem_en=f"“{shown(value)}” cannot be set. Choose one of: {allowed}.",
    )


def checked(subject: str, name: str, kind: Kind | None, text: str) -> str:
    """A value as it is stored, after it was found that it may stand there.

    Raises:
        InvalidField: it cannot be set, is not of its type, or is softer than what ships.
    """
    settable = find(subject, name, kind)
    parameter = settable.parameter
    value = parameter.read(clean("NILAI", text, SHORT, one_line=True))
    _check_list(parameter, value)
    if name == "severity":
        _check_hardness(settable, kind, str(value))
    return written(value)


def _check_list(parameter: Parameter, value: Value) -> None:
    if value in ("", ()) and parameter.default != ():
        raise InvalidField(field="NILAI", problem="tidak boleh kosong.", problem_en="must not be empty.")
    if isinstance(value, tuple) and len(set(value)) < len(value):
        raise InvalidField(
            field="NILAI",
            problem=f"“{shown(written(value))}” menyebut satu hal dua kali. Sebutkan masing-masing sekali.",
            problem_en=f"“{shown(written(value))}” names one thing twice. Name each of them once.",
        )


def _check_hardness(settable: Settable, kind: Kind | None, value: str) -> None:
    shipped = settable.shipped()
    asked = (kind,) if kind else settable.kinds
    softer = [one for one in asked if Severity(value).weight < Severity(shipped[one]).weight]
    if softer:
        named = ", ".join(one.value for one in softer)
        raise InvalidField(
            field="NILAI",
            problem=f"“{value}” lebih lunak daripada bawaannya untuk {named}. Kekuatan ketentuan hanya dapat diperberat; sebutkan jenisnya dengan --kind.",
            problem_en=f"“{value}” is softer than what ships for {named}. A rule can only be made harder; name the kind with --kind.",
        )


def summary(values: Mapping[Kind, str]) -> str:
    """Values by kind in a few words: one for all, or first the one that most kinds have, then the others."""
    by_value: dict[str, list[str]] = {}
    for kind, value in values.items():
        by_value.setdefault(value or "–", []).append(kind.value)
    usual, *others = sorted(by_value, key=lambda value: -len(by_value[value]))
    return "; ".join([usual, *(f"{', '.join(by_value[value])}: {value}" for value in others)])
