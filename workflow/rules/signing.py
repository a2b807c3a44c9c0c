"""Rules of the signature: the right office, within its mandate, not merely acting, after the advice of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.authority import ACTING, CAPACITY_LABELS, ROLE_LABELS, Held, Mandate, Role
from workflow.data import Approve
from workflow.dossier import Dossier
from workflow.filed import verified
from workflow.papers import ADVICE, DOCUMENT_TYPES, LIFTING
from workflow.process import VERBS
from workflow.routes import ROUTES, parameter
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.rules.words import cited
from workflow.text import shown


@rule("R-WEN-01", Severity.block, "UU 30/2014 Pasal 13 dan 14; PP 11/2017 Pasal 190 sampai 197")
def signer_has_the_authority(question: Question) -> Answer:
    """The office is the one that decides, its mandate covers the case, and the transfer decree of others is cited."""
    held, values = question.held, {**_mandate(question.held), **_decider(question)}
    if question.verb == "approve" and held is not None and held.role is not Role.authority:
        return _another_office(held.role, values)
    if held is not None and held.mandate is not None:
        passed = list(_limits_passed(held.mandate, question))
        if passed:
            return _beyond(held.mandate, passed, values)
    if _cites_no_decree(question):
        decider = values.get("decider", "pejabat yang berwenang")
        return Answer(
            False,
            f"letter: keputusan pemindahan dari {decider} belum disebut. Isi nomor dan tanggalnya.",
            f"letter: the transfer decree of {decider} is not cited. Give its number and date.",
            values,
        )
    return Answer(
        True, "Tidak ada batas kewenangan yang dilampaui.", "No limit of the signer's authority is passed.", values
    )


def _mandate(held: Held | None) -> dict[str, object]:
    mandate = held.mandate if held else None
    return {"mandate": mandate.number, "mandate_date": mandate.dated} if mandate else {}


def _decider(question: Question) -> dict[str, object]:
    """Whose decree transfers the person, and the decree that was cited."""
    kind, told = question.dossier.kind, question.told
    if question.verb != "approve" or kind not in ROUTES or not kind.between_agencies:
        return {}
    values: dict[str, object] = {"decider": question.value(parameter(kind, "decider"))}
    if isinstance(told, Approve) and told.letter:
        values |= {"number": told.letter.number, "date": told.letter.date}
    return values


def _cites_no_decree(question: Question) -> bool:
    told = question.told
    return isinstance(told, Approve) and question.dossier.between_agencies and told.letter is None


def _another_office(role: Role, values: dict[str, object]) -> Answer:
    (office, office_en), (own, own_en) = ROLE_LABELS[Role.authority], ROLE_LABELS[role]
    return Answer(
        False,
        f"Mutasi ditetapkan oleh {office}, sedangkan Anda bertindak sebagai {own}. Serahkan kepada pejabat itu.",
        f"A transfer is decided by the {office_en}, but you act as {own_en}. Leave it to that official.",
        values,
    )


Passed = tuple[str, str]
"""A limit of a mandate that a case passes, in (Indonesian, English)."""


def _limits_passed(mandate: Mandate, question: Question) -> Iterator[Passed]:
    dossier = question.dossier
    if mandate.verbs and question.verb not in mandate.verbs:
        known = [VERBS[verb] for verb in mandate.verbs if verb in VERBS]
        allowed, allowed_en = ", ".join(verb.id for verb in known), ", ".join(verb.en for verb in known)
        yield f"hanya mencakup langkah: {allowed}", f"covers only the steps: {allowed_en}"
    if mandate.kinds and dossier.proposal.kind not in mandate.kinds:
        allowed = ", ".join(mandate.kinds)
        yield f"hanya mencakup mutasi jenis {allowed}", f"covers only transfers of the kind {allowed}"
    outside = [kind for kind in _post_kinds(dossier) if kind not in mandate.post_kinds]
    if mandate.post_kinds and outside:
        allowed, beyond = ", ".join(mandate.post_kinds), ", ".join(outside)
        yield (
            f"hanya mencakup jabatan {allowed}, bukan {beyond}",
            f"covers only posts of the kind {allowed}, not {beyond}",
        )


def _post_kinds(dossier: Dossier) -> tuple[str, ...]:
    """The kinds of the posts that a decision touches: the one that is left, and the one that is given."""
    return tuple(dict.fromkeys((dossier.origin.post.kind, dossier.target.post.kind)))


def _beyond(mandate: Mandate, passed: list[Passed], values: dict[str, object]) -> Answer:
    (office, office_en), number = ROLE_LABELS[mandate.office], shown(mandate.number)
    limits, limits_en = "; ".join(id for id, _ in passed), "; ".join(en for _, en in passed)
    return Answer(
        False,
        f"Mandat {number} {limits}. Serahkan kepada {office} definitif atau pemegang mandat yang mencakupnya.",
        f"The mandate {number} {limits_en}. Leave it to the {office_en} in office, or to someone whose mandate covers it.",
        values,
    )


@rule("R-WEN-02", Severity.block, "Peraturan BKN 5/2019; SE Kepala BKN 7/2024", within=Severity.warn)
def advice_is_attached(question: Question) -> Answer:
    """The technical consideration or the I-MUT recommendation is there, with number and date."""
    found = _advice(question)
    if found is None:
        return Answer(
            False,
            f"Pertimbangan teknis BKN atau rekomendasi I-MUT yang bernomor dan bertanggal belum ada. Lampirkan sebagai dokumen {ADVICE} dan mintakan pemeriksaannya.",
            f"There is no technical consideration of BKN and no I-MUT recommendation with number and date. File it as document {ADVICE} and have it verified.",
            {"number": None, "date": None},
        )
    number, day = found
    return Answer(
        True,
        f"Pertimbangan teknis atau rekomendasi {cited(number, day)} tercatat.",
        f"The technical consideration or recommendation {cited(number, day, 'en')} is on record.",
        {"number": number, "date": day},
    )


def _advice(question: Question) -> tuple[str, date] | None:
    """Number and date of the advice: as the step of this round recorded it, else as the verified letter says."""
    step = question.dossier.last("advise")
    letter = step.data.get("letter") if step else None
    if letter:
        return str(letter["number"]), date.fromisoformat(str(letter["date"]))
    document = verified(question.dossier, ADVICE, question.today)
    if document is None or not document.number or document.date is None:
        return None
    return document.number, document.date


@rule("R-WEN-04", Severity.block, "UU 30/2014 Pasal 14 ayat (7); SE BKN 1/SE/I/2021")
def signer_is_not_merely_acting(question: Question) -> Answer:
    """The signer holds the office, or a verified written consent allows one who only acts for it."""
    held = question.held
    if held is None or held.capacity not in ACTING:
        values = {"capacity": held.capacity if held else None}
        return Answer(True, "Penanda tangan bukan Plt. atau Plh.", "The signer is not merely acting.", values)
    label, consent = CAPACITY_LABELS[held.capacity][0], verified(question.dossier, LIFTING, question.today)
    if consent is None:
        name, name_en = DOCUMENT_TYPES[LIFTING].id, DOCUMENT_TYPES[LIFTING].en
        return Answer(
            False,
            f"Penanda tangan hanya {label} dan tidak mengambil keputusan kepegawaian yang strategis. Serahkan kepada pejabat definitif, atau lampirkan {LIFTING} {name} dan mintakan pemeriksaannya.",
            f"The signer is only acting ({label}) and takes no strategic personnel decision. Leave it to the official in office, or file {LIFTING} {name_en} and have it verified.",
            {"capacity": held.capacity},
        )
    return Answer(
        True,
        f"Penanda tangan {label} bertindak dengan persetujuan tertulis ({LIFTING}).",
        f"The acting signer ({label}) has a written consent ({LIFTING}).",
        {"capacity": held.capacity, "number": consent.number, "date": consent.date},
    )
