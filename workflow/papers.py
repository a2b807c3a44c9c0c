"""The documents of a proposal: their codes, who signs them, and which a route requires.

Peraturan BKN 5/2019 Pasal 3 asks for D01 to D10 in a transfer between agencies. An agency adds documents of its
own as requirements, which are part of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.authority import Kind


@dataclass(frozen=True)
class DocumentType:
    """A kind of document.

    Attributes:
        names_post: whether it must name the post that the person is to take.
        valid_months: how long it counts from its date; None for ever, or as long as the document itself says.
    """

    code: str
    id: str
    en: str
    names_post: bool = False
    valid_months: int | None = None


@dataclass(frozen=True)
class RequirementFacts:
    """A document that the agency itself asks for; `kinds` is empty for every kind of transfer."""

    code: str
    name: str
    kinds: tuple[str, ...]
    names_post: bool
    valid_months: int | None
    since: date
    until: date | None

    def asked(self, kind: Kind, day: date) -> bool:
        """Whether a proposal of this kind needs it on a day."""
        in_force = self.since <= day and (self.until is None or day <= self.until)
        return in_force and (not self.kinds or kind.value in self.kinds)


CONSENT, ADVICE, LIFTING, SURVEY, BOND, CLEARANCE, OBJECTION = "D05", "D11", "D12", "D13", "D14", "D10", "D15"
"""The codes that rules look for."""

APPLICATION, REQUEST = "D03", "D04"
"""What the employee and the receiving agency ask for, which decrees heed."""

DOCUMENT_TYPES: dict[str, DocumentType] = {
    one.code: one
    for one in (
        DocumentType("D01", "Bukti status PNS (SK PNS)", "Proof of PNS status"),
        DocumentType("D02", "Analisis jabatan dan analisis beban kerja", "Post and workload analysis", names_post=True),
        DocumentType(APPLICATION, "Surat permohonan pegawai", "The employee's application", names_post=True),
        DocumentType(REQUEST, "Surat usulan instansi penerima", "Proposal of the receiving agency", names_post=True),
        DocumentType(CONSENT, "Surat persetujuan instansi asal", "Consent of the origin agency", names_post=True),
        DocumentType("D06", "Surat pernyataan tidak sedang menjalani hukuman disiplin", "Statement: no discipline"),
        DocumentType("D07", "Salinan keputusan pangkat atau jabatan terakhir", "Copy of the last rank or post decree"),
        DocumentType("D08", "Penilaian kinerja dua tahun terakhir", "Appraisals of the last two years"),
        DocumentType("D09", "Surat pernyataan tidak sedang tugas belajar", "Statement: not on study assignment"),
        DocumentType(CLEARANCE, "Surat bebas temuan", "Clearance letter of the inspectorate", valid_months=6),
        DocumentType(ADVICE, "Pertimbangan teknis atau rekomendasi I-MUT", "Technical consideration or I-MUT letter"),
        DocumentType(LIFTING, "Persetujuan tertulis pejabat berwenang", "Written official consent", valid_months=12),
        DocumentType(SURVEY, "Catatan survei atau wawancara unit", "Survey or interview notes of a unit"),
        DocumentType(BOND, "Keputusan tugas belajar atau ikatan dinas", "Study assignment or service bond"),
        DocumentType(OBJECTION, "Surat keberatan pegawai", "The employee's objection"),
    )
}
"""Code → document."""

BETWEEN_AGENCIES = tuple(f"D{n:02}" for n in range(1, 11))
"""What every transfer between agencies requires (Peraturan BKN 5/2019 Pasal 3)."""


def required(kind: Kind, own: Iterable[RequirementFacts], day: date) -> tuple[DocumentType, ...]:
    """The documents that a proposal of a kind must have on a day: of the law, then the agency's own."""
    by_law = [DOCUMENT_TYPES[code] for code in BETWEEN_AGENCIES] if kind.between_agencies else []
    asked = [one for one in own if one.asked(kind, day)]
    return (*by_law, *(document_type(one.code, asked) for one in asked))


def document_type(code: str, own: Iterable[RequirementFacts]) -> DocumentType:
    """The kind of document behind a code: of the law or of the agency.

    Raises:
        KeyError: no document has this code.
    """
    if code in DOCUMENT_TYPES:
        return DOCUMENT_TYPES[code]
    for one in own:
        if one.code == code:
            return DocumentType(code, one.name, one.name, one.names_post, one.valid_months)
    raise KeyError(code)
