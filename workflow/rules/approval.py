"""Rules of the approval: what the decision rests on."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.dossier import PARTS, Dossier
from workflow.rules.frame import Answer, Question, Severity, rule


@rule("R-EVA-01", Severity.warn, "PP 11/2017 Pasal 191", note_when_unmet=True)
def team_recommended_it(question: Question) -> Answer:
    """The assessment team recommended the move."""
    assessed = question.dossier.last("assess")
    recommended = assessed is not None and assessed.data.get("recommendation") == "recommend"
    values = {"number": assessed.number if assessed else None, "date": assessed.date if assessed else None}
    if recommended:
        return Answer(
            True, "Tim Penilai Kinerja merekomendasikan mutasi ini.", "The assessment team recommends the move.", values
        )
    return Answer(
        False,
        "Tim Penilai Kinerja tidak merekomendasikan mutasi ini. Menyetujuinya memerlukan alasan tertulis (--note).",
        "The assessment team does not recommend the move. To approve it, give the reason in writing (--note).",
        values,
    )


@rule("R-EVA-04", Severity.info, "Kemutakhiran data; UU 20/2023 (sistem merit)")
def nothing_changed_since_the_assessment(question: Question) -> Answer:
    """The dossier is the one that the team assessed, but for what its own steps have written."""
    assessed = question.dossier.last("assess")
    changed = list(_changed_since(question.dossier))
    words = [PARTS[part] for part in changed]
    values = {"number": assessed.number if assessed else None, "changed": [id for id, _ in words]}
    if assessed is None or not assessed.parts:
        return Answer(
            False,
            "Berkas pada saat evaluasi tidak tercatat, sehingga perubahannya tidak dapat dibandingkan. Teliti berkasnya sebelum memutuskan.",
            "The dossier of the assessment is not on record, so nothing can be compared. Look through the dossier before you decide.",
            values,
        )
    if words:
        return Answer(
            False,
            f"Sejak evaluasi berubah: {', '.join(id for id, _ in words)}. Teliti perubahannya sebelum memutuskan.",
            f"Changed since the assessment: {', '.join(en for _, en in words)}. Look at the changes before you decide.",
            values,
        )
    return Answer(
        True, "Berkas tidak berubah sejak evaluasi.", "Nothing in the dossier has changed since the assessment.", values
    )


def _changed_since(dossier: Dossier) -> Iterator[str]:
    """The parts that differ from those of the assessment; a part that it did not know yet is not compared."""
    assessed = dossier.last("assess")
    for part, before in assessed.parts.items() if assessed else ():
        if part in PARTS and part not in ALWAYS_CHANGES and dossier.part_hash(part) != before:
            yield part


ALWAYS_CHANGES = frozenset({"proposal", "steps", "interests", "endorsements"})
"""Parts that the steps themselves and their initials write."""
