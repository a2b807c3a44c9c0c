"""Rules of performance: the appraisals of the last years."""

from __future__ import annotations

from workflow.personnel import GOOD_PREDICATES
from workflow.planning.appraisals import appraised_years
from workflow.rules.frame import Answer, Question, Severity, rule


@rule("R-ELG-03", Severity.block, "Peraturan BKN 5/2019 Pasal 3; PermenPANRB 6/2022", least=("years",), years=2)
def performance_is_good(question: Question, years: int) -> Answer:
    """The predicate of each of the last `years` is at least Baik.

    Until 31 March a missing appraisal of last year is replaced by that of the year before.
    """
    found = {appraisal.year: appraisal.predicate for appraisal in question.dossier.appraisals}
    asked = appraised_years(question.today, years, set(found))
    values = {str(year): found.get(year) for year in asked}
    missing = [str(year) for year in asked if year not in found]
    if missing:
        return Answer(
            False,
            f"Predikat kinerja tahun {', '.join(missing)} tidak ada. Lengkapi data SKP pegawai.",
            f"The appraisal of {', '.join(missing)} is missing. Complete the person's appraisals.",
            values,
        )
    weak = [f"{year} {found[year]}" for year in asked if found[year] not in GOOD_PREDICATES]
    if weak:
        return Answer(
            False,
            f"Predikat kinerja {'; '.join(weak)}, padahal syaratnya sekurangnya Baik. Usulan tidak dapat diteruskan.",
            f"The appraisal {'; '.join(weak)} is below Baik, which is required. The proposal cannot go on.",
            values,
        )
    good = "; ".join(f"{year} {found[year]}" for year in asked)
    return Answer(
        True, f"Predikat kinerja sekurangnya Baik: {good}.", f"The appraisals are at least Baik: {good}.", values
    )
