"""Rules of the documents: the set of the route is complete and verified, and all name the same post."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.dossier import Dossier
from workflow.filed import Filed, Worth, required_set, type_of
from workflow.papers import CONSENT, DOCUMENT_TYPES
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import shown

LACKS: dict[Worth, tuple[str, str]] = {
    Worth.missing: ("belum ada", "missing"),
    Worth.unverified: ("belum diperiksa", "not verified"),
    Worth.refused: ("ditolak", "refused"),
    Worth.expired: ("tidak berlaku lagi atau tidak bertanggal", "no longer valid or undated"),
}
"""What a document lacks, in (Indonesian, English)."""


@rule("R-DOK-01", Severity.block, "Peraturan BKN 5/2019 Pasal 3")
def documents_are_complete(question: Question) -> Answer:
    """Every document of the route and of the agency's own list is filed, verified and valid today."""
    asked = list(required_set(question.dossier, question.today))
    values = {"documents": [_document(filed) for filed in asked]}
    lacking = [filed for filed in asked if filed.worth is not Worth.verified]
    if lacking:
        return Answer(
            False,
            f"Dokumen belum lengkap – {_lacking(lacking, 0)}. Lampirkan dengan `mutasi attach` dan mintakan pemeriksaannya (`mutasi document verify`).",
            f"The documents are not complete – {_lacking(lacking, 1)}. File them with `mutasi attach` and have them verified (`mutasi document verify`).",
            values,
        )
    if not asked:
        return Answer(True, "Tidak ada dokumen yang diwajibkan.", "No documents are required.", values)
    return Answer(
        True,
        f"Semua dokumen wajib ({len(asked)}) lengkap dan sudah diperiksa.",
        f"All required documents ({len(asked)}) are filed and verified.",
        values,
    )


def _document(filed: Filed) -> dict[str, object]:
    told: dict[str, object] = {"type": filed.type.code, "worth": filed.worth}
    if filed.document:
        facts = filed.document
        told |= {"document": facts.id, "number": facts.number, "date": facts.date, "valid_until": facts.valid_until}
    return told


def _lacking(filed: list[Filed], language: int) -> str:
    groups = ((words[language], [one for one in filed if one.worth is worth]) for worth, words in LACKS.items())
    return "; ".join(
        f"{words}: {', '.join(_named(one, language) for one in group)}" for words, group in groups if group
    )


def _named(filed: Filed, language: int) -> str:
    name = (filed.type.id, filed.type.en)[language]
    reason = filed.document.verdict_reason if filed.document and filed.worth is Worth.refused else None
    return f"{filed.type.code} {name} ({shown(reason)})" if reason else f"{filed.type.code} {name}"


@rule("R-DOK-02", Severity.block, "PP 11/2017 Pasal 192 dan 193; Peraturan BKN 5/2019 Pasal 3")
def the_same_post_is_named(question: Question) -> Answer:
    """Proposal, consent, advice and every document that must name a post name the same one."""
    post = question.dossier.target.post.code
    named = list(_posts_named(question.dossier))
    values = {"post": post, "named": [{"source": source, "post": code} for source, _, code in named]}
    for source, source_en, code in named:
        if code is None:
            return Answer(
                False,
                f"{source} tidak menyebut jabatan, padahal usulan ini untuk {post}. Tolak dokumen itu, lalu lampirkan surat yang menyebut jabatannya.",
                f"{source_en} names no post, but the proposal is for {post}. Refuse that document, then file a letter that names the post.",
                values,
            )
        if code != post:
            return Answer(
                False,
                f"{source} menyebut jabatan {shown(code)}, sedangkan usulan ini untuk {post}. Minta surat perbaikan, lalu tolak yang lama.",
                f"{source_en} names the post {shown(code)}, but the proposal is for {post}. Ask for a corrected letter, then refuse the old one.",
                values,
            )
    return Answer(True, f"Semua dokumen menyebut jabatan {post}.", f"All documents name the post {post}.", values)


Named = tuple[str, str, str | None]
"""What names a post, in Indonesian and English, and the code that it names."""


def _posts_named(dossier: Dossier) -> Iterator[Named]:
    for document in dossier.documents:
        type = type_of(document, dossier)
        must = dossier.between_agencies or document.post is not None
        if type.names_post and must and document.verdict != "refused":
            number = f" {shown(document.number)}" if document.number else ""
            yield f"{type.id} ({type.code}{number})", f"{type.en} ({type.code}{number})", document.post
    for verb, id, en in (
        ("consent", DOCUMENT_TYPES[CONSENT].id, DOCUMENT_TYPES[CONSENT].en),
        ("advise", "Pertimbangan teknis", "The technical consideration"),
    ):
        step = dossier.last(verb)
        if step is not None and "post" in step.data:
            yield f"{id} ({step.number})", f"{en} ({step.number})", str(step.data["post"])
