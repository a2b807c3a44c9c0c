"""Rules of the approval: what the decision rests on."""

from __future__ import annotations

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
