"""Rules of fitness: rank, education and competence as the target post asks for them."""

from __future__ import annotations

from workflow.personnel import EDUCATION, RANKS, Employment
from workflow.planning.fit import Fit, fits
from workflow.rules.frame import Answer, Question, Severity, rule


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
    asked = f"{post.rank_min or 'I/a'} – {post.rank_max or 'IV/e'}"
    if not {person.rank, post.rank_min or person.rank, post.rank_max or person.rank} <= set(RANKS):
        return Answer(
            False,
            f"Golongan {person.rank} dan rentang jabatan tujuan ({asked}) tidak setangga. Perbaiki datanya, atau pilih jabatan lain.",
            f"The rank {person.rank} and the post's range ({asked}) are of different ladders. Correct the data, or choose another post.",
            values,
        )
    rank = RANKS.index(person.rank)
    lowest = RANKS.index(post.rank_min) - one_lower if post.rank_min else 0
    highest = RANKS.index(post.rank_max) if post.rank_max else len(RANKS)
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


@rule("R-ELG-13", Severity.warn, "PP 11/2017 Pasal 190 ayat (4); standar kompetensi jabatan")
def competences_reach_the_post(question: Question) -> Answer:
    """Each competence of the person is at the level that the post asks for."""
    found = fits(question.dossier.target.post.competences, question.dossier.competences)
    values = {"competences": found}
    if not found:
        return Answer(
            True,
            "Jabatan tujuan tidak mensyaratkan tingkat kompetensi.",
            "The post asks for no level of competence.",
            values,
        )
    short = [one for one in found if not one.reached]
    if not short:
        return Answer(
            True,
            f"Semua kompetensi mencapai syarat jabatan tujuan: {', '.join(one.competence for one in found)}.",
            f"All competences reach what the post asks: {', '.join(one.competence for one in found)}.",
            values,
        )
    gaps, gaps_en = ("; ".join(_gap(one)[pick] for one in short) for pick in (0, 1))
    return Answer(
        False,
        f"Kompetensi di bawah syarat jabatan tujuan: {gaps}. Lengkapi penilaiannya, atau rencanakan pengembangannya.",
        f"Competences below what the post asks: {gaps_en}. Complete the assessment, or plan their development.",
        values,
    )


def _gap(one: Fit) -> tuple[str, str]:
    if one.has is None:
        return (
            f"{one.competence} belum dinilai (syarat {one.needed})",
            f"{one.competence} not assessed (asks {one.needed})",
        )
    return f"{one.competence} {one.has} dari {one.needed}", f"{one.competence} {one.has} of {one.needed}"
