"""Rules of the evaluation: the person may move, and fits the post."""

from __future__ import annotations

from datetime import date

from workflow.authority import Role
from workflow.personnel import EDUCATION, GOOD_PREDICATES, RANKS, Employment
from workflow.planning.calendar import add_months, months_between
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-ELG-01", Severity.block, "PP 11/2017 Pasal 190 ayat (3)", waivers=(Role.authority,), months=24)
def tenure_is_long_enough(question: Question, months: int) -> Answer:
    """The person has been in the present post for at least `months`."""
    held, values = _tenure(question, months)
    since = question.dossier.origin.since
    if held >= months:
        return Answer(
            True,
            f"Pegawai menduduki jabatannya sejak {spoken(since)}, yaitu {held} bulan.",
            f"The person has held the post since {spoken(since, 'en')}, that is {held} months.",
            values,
        )
    return Answer(
        False,
        f"Pegawai baru {held} bulan menduduki jabatannya (sejak {spoken(since)}); syaratnya {months} bulan. Tunggu, atau mintakan pengecualian.",
        f"The person has held the post for {held} months only (since {spoken(since, 'en')}); {months} are required. Wait, or ask for a waiver.",
        values,
    )


@rule("R-ELG-02", Severity.info, "PP 11/2017 Pasal 190 ayat (3)", months=60)
def tenure_is_not_too_long(question: Question, months: int) -> Answer:
    """The person has been in the present post for no more than `months`."""
    held, values = _tenure(question, months)
    if question.today <= add_months(question.dossier.origin.since, months):
        return Answer(
            True,
            f"Masa jabatan {held} bulan belum melampaui {months} bulan.",
            f"The tenure of {held} months is within {months} months.",
            values,
        )
    return Answer(
        False,
        f"Pegawai sudah {held} bulan pada jabatannya, melampaui {months} bulan; rotasi sudah waktunya.",
        f"The person has held the post for {held} months, more than {months}; a rotation is due.",
        values,
    )


def _tenure(question: Question, months: int) -> tuple[int, dict[str, object]]:
    since = question.dossier.origin.since
    held = months_between(since, question.today)
    return held, {"since": since, "months": held, "limit_months": months}


@rule("R-ELG-03", Severity.block, "Peraturan BKN 5/2019 Pasal 3; PermenPANRB 6/2022", years=2)
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


def appraised_years(today: date, years: int, found: set[int]) -> list[int]:
    """The years whose appraisal counts on `today`, newest first."""
    newest = today.year - 1
    if newest not in found and today <= date(today.year, 3, 31):
        newest -= 1
    return [newest - back for back in range(years)]


@rule("R-ELG-04", Severity.block, "PP 94/2021; Peraturan BKN 5/2019 Pasal 3")
def no_running_discipline(question: Question) -> Answer:
    """No disciplinary sanction is running today."""
    running = [
        sanction
        for sanction in question.dossier.discipline
        if sanction.start <= question.today and (sanction.end is None or sanction.end >= question.today)
    ]
    values = {"running": [{"level": s.level, "start": s.start, "end": s.end} for s in running]}
    if not running:
        return Answer(
            True, "Tidak ada hukuman disiplin yang sedang dijalani.", "No disciplinary sanction is running.", values
        )
    one = running[0]
    until, until_en = (
        (f"sampai {spoken(one.end)}", f"until {spoken(one.end, 'en')}")
        if one.end
        else ("tanpa batas waktu", "without an end")
    )
    return Answer(
        False,
        f"Pegawai sedang menjalani hukuman disiplin {one.level} sejak {spoken(one.start)} {until}. Tunggu sampai selesai.",
        f"A sanction of level {one.level} runs since {spoken(one.start, 'en')} {until_en}. Wait until it has ended.",
        values,
    )


@rule("R-ELG-07", Severity.block, "PP 13/2002; ketentuan jenjang pangkat jabatan", one_lower=1)
def rank_fits_the_post(question: Question, one_lower: int) -> Answer:
    """The rank lies in the post's range; one rank lower is allowed where `one_lower` is 1."""
    person, post = question.dossier.person, question.dossier.target.post
    values = {"rank": person.rank, "min": post.rank_min, "max": post.rank_max, "one_lower": one_lower}
    if person.employment == Employment.PPPK or (post.rank_min is None and post.rank_max is None):
        return Answer(
            True,
            "Jabatan tujuan tidak mensyaratkan pangkat bagi pegawai ini.",
            "The post asks no rank of this person.",
            values,
        )
    rank = RANKS.index(person.rank)
    lowest = RANKS.index(post.rank_min) - one_lower if post.rank_min else 0
    highest = RANKS.index(post.rank_max) if post.rank_max else len(RANKS)
    asked = f"{post.rank_min or 'I/a'} – {post.rank_max or 'IV/e'}"
    lower, lower_en = (", boleh satu tingkat di bawahnya", ", or one below") if one_lower else ("", "")
    if lowest <= rank <= highest:
        return Answer(
            True,
            f"Golongan {person.rank} sesuai dengan {asked}{lower}.",
            f"The rank {person.rank} fits {asked}{lower_en}.",
            values,
        )
    return Answer(
        False,
        f"Golongan {person.rank} di luar rentang jabatan tujuan ({asked}{lower}). Pilih jabatan lain.",
        f"The rank {person.rank} is outside the post's range ({asked}{lower_en}). Choose another post.",
        values,
    )


@rule("R-ELG-08", Severity.block, "PermenPANRB 1/2020; standar kompetensi jabatan")
def education_reaches_the_post(question: Question) -> Answer:
    """The education level is at least what the post requires; D-IV equals S-1."""
    has, asks = question.dossier.person.education, question.dossier.target.post.education_min
    values = {"education": has, "min": asks}
    if asks is None:
        return Answer(
            True,
            "Jabatan tujuan tidak mensyaratkan jenjang pendidikan.",
            "The post asks for no level of education.",
            values,
        )
    if EDUCATION[has] >= EDUCATION[asks]:
        return Answer(True, f"Pendidikan {has} memenuhi syarat {asks}.", f"The education {has} reaches {asks}.", values)
    return Answer(
        False,
        f"Pendidikan {has} di bawah syarat jabatan tujuan ({asks}). Pilih jabatan lain.",
        f"The education {has} is below what the post asks ({asks}). Choose another post.",
        values,
    )


@rule("R-ELG-12", Severity.warn, "PermenPANRB 1/2020; standar kompetensi jabatan")
def education_field_fits(question: Question) -> Answer:
    """The field of education is among those that the post names."""
    has, asks = question.dossier.person.education_field, question.dossier.target.post.education_fields
    values = {"field": has, "fields": list(asks)}
    if not asks:
        return Answer(
            True,
            "Jabatan tujuan tidak mensyaratkan bidang pendidikan.",
            "The post asks for no field of education.",
            values,
        )
    wanted = "; ".join(asks)
    if has and has.casefold() in {field.casefold() for field in asks}:
        return Answer(True, f"Bidang pendidikan {has} sesuai.", f"The field of education {has} fits.", values)
    return Answer(
        False,
        f"Bidang pendidikan {has or 'belum tercatat'} tidak termasuk {wanted}. Pertimbangkan kesesuaiannya.",
        f"The field of education {has or 'is not recorded and'} is not among {wanted}. Weigh the fit.",
        values,
    )
