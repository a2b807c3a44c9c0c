"""The documents of a proposal as its page shows them: the required ones first, what each is worth, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.dossier import DocumentFacts, Dossier
from workflow.filed import Filed, Worth, last_day, required_set, type_of, worth
from workflow.papers import DocumentType
from workflow.text import spoken

STATES = {
    Worth.verified: "Sudah diperiksa",
    Worth.unverified: "Belum diperiksa",
    Worth.refused: "Ditolak",
    Worth.expired: "Tidak berlaku lagi",
    Worth.missing: "Belum ada",
}
"""What a document is worth, in words."""

LOOKS = {
    Worth.verified: "good",
    Worth.unverified: "warn",
    Worth.refused: "bad",
    Worth.expired: "bad",
    Worth.missing: "bad",
}
"""What a document is worth → how its mark looks."""


@dataclass(frozen=True)
class Paper:
    """A document that is filed, or that is required and missing.

    Attributes:
        required: whether the route or the agency asks for it.
        until: the last day on which it counts, or None for ever.
        to_do: what is to be done about it, or an empty text.
    """

    type: DocumentType
    document: DocumentFacts | None
    worth: Worth
    required: bool
    until: date | None
    to_do: str

    @property
    def state(self) -> str:
        return STATES[self.worth]

    @property
    def look(self) -> str:
        return LOOKS[self.worth]


def papers(dossier: Dossier, day: date) -> list[Paper]:
    """Every document that is required, as it stands, then every other one that was filed."""
    required = [_paper(dossier, filed, True) for filed in required_set(dossier, day)]
    shown = {one.document.id for one in required if one.document}
    return [*required, *_others(dossier, day, shown)]


def _others(dossier: Dossier, day: date, shown: set[int]) -> Iterator[Paper]:
    for document in dossier.documents:
        if document.id not in shown:
            type = type_of(document, dossier)
            yield _paper(dossier, Filed(type, document, worth(document, type, day)), False)


def _paper(dossier: Dossier, filed: Filed, required: bool) -> Paper:
    document = filed.document
    end = last_day(document, filed.type) if document else None
    until = None if end == date.min else end
    return Paper(filed.type, document, filed.worth, required, until, _to_do(dossier, filed, required))


def _to_do(dossier: Dossier, filed: Filed, required: bool) -> str:
    document = filed.document
    attach = f"`mutasi attach {dossier.proposal.id} --type {filed.type.code} --file BERKAS`"
    if document is None:
        post = " Dokumen ini harus menyebut jabatan tujuan (--post)." if filed.type.names_post else ""
        return f"Lampirkan dengan {attach}.{post}"
    if filed.worth is Worth.unverified:
        return f"Minta pemeriksaannya: `mutasi document verify {document.id}`, bukan oleh yang melampirkan."
    if filed.worth is Worth.refused:
        again = f" Lampirkan penggantinya dengan {attach}." if required else ""
        return f"Alasan penolakan: {document.verdict_reason or '–'}{again}"
    if filed.worth is Worth.expired and required:
        ended = last_day(document, filed.type)
        since = f" sejak {spoken(ended)}" if ended and ended != date.min else ", karena tidak bertanggal"
        return f"Tidak berlaku lagi{since}. Lampirkan yang baru dengan {attach}."
    return ""
