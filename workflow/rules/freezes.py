"""Rule of the freezes: no transfer while the law lets transfers rest, unless the competent official consents."""

from __future__ import annotations

from workflow.dossier import FreezeFacts
from workflow.filed import verified
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import shown, spoken


@rule("R-WEN-03", Severity.block, "UU 10/2016 Pasal 71 ayat (2)")
def no_freeze_stands_against_it(question: Question) -> Answer:
    """No freeze window covers today for the post that is left or given, or the document that lifts it is verified."""
    covering = [freeze for freeze in question.dossier.freezes if _covers(freeze, question)]
    values = {"freezes": [_told(freeze, question) for freeze in covering]}
    standing = [freeze for freeze in covering if verified(question.dossier, freeze.lifted_by, question.today) is None]
    if standing:
        one = standing[0]
        name, law, document = shown(one.name), shown(one.law), shown(one.lifted_by)
        return Answer(
            False,
            f"Mutasi dibekukan sampai {spoken(one.ends)}: {name} ({law}). Tunggu sampai masa itu lewat, atau lampirkan dokumen {document} yang mencabutnya dan mintakan pemeriksaannya.",
            f"Transfers rest until {spoken(one.ends, 'en')}: {name} ({law}). Wait until then, or file the document {document} that lifts the freeze and have it verified.",
            values,
        )
    if covering:
        return Answer(
            True,
            "Pembekuan mutasi dicabut bagi usulan ini oleh persetujuan tertulis.",
            "The freeze is lifted for this proposal by a written consent.",
            values,
        )
    return Answer(True, "Tidak ada pembekuan mutasi hari ini.", "No freeze of transfers covers today.", values)


def _covers(freeze: FreezeFacts, question: Question) -> bool:
    kinds = {question.dossier.origin.post.kind, question.dossier.target.post.kind}
    concerned = not freeze.post_kinds or bool(kinds.intersection(freeze.post_kinds))
    return concerned and freeze.starts <= question.today <= freeze.ends


def _told(freeze: FreezeFacts, question: Question) -> dict[str, object]:
    lifted = verified(question.dossier, freeze.lifted_by, question.today)
    lifting = {"number": lifted.number, "date": lifted.date} if lifted else {}
    return {"name": freeze.name, "start": freeze.starts, "end": freeze.ends, "type": freeze.lifted_by, **lifting}
