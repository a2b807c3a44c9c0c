"""Rules of the person's own life: the wishes that are on record, and the spouse."""

from __future__ import annotations

from workflow.dossier import PreferenceFacts
from workflow.rules.frame import Answer, Question, Severity, rule


@rule("R-ELG-14", Severity.info, "Ketentuan sistem: keinginan pegawai ikut dipertimbangkan")
def post_is_wished_for(question: Question) -> Answer:
    """The target post is among the person's wishes, and at which place."""
    post, wishes = question.dossier.target.post, question.dossier.preferences
    wish = min((one for one in wishes if one.post == post.code), key=lambda one: one.order, default=None)
    values = {
        "order": wish.order if wish else None,
        "wishes": [{"order": one.order, "post": one.post, "post_name": one.post_name} for one in wishes],
    }
    if wish:
        return Answer(
            True,
            f"Jabatan tujuan adalah keinginan pegawai urutan ke-{wish.order}{_because(wish)}.",
            f"The post is the person's wish number {wish.order}{_because(wish)}.",
            values,
        )
    if not wishes:
        return Answer(
            False,
            "Pegawai belum menyatakan keinginan jabatan. Tanyakan pada sosialisasi.",
            "The person has stated no wish. Ask for it at the socialization.",
            values,
        )
    named = "; ".join(f"{one.order}. {one.post_name}" for one in wishes)
    return Answer(
        False,
        f"Jabatan tujuan tidak termasuk keinginan pegawai ({named}). Sampaikan alasannya pada sosialisasi.",
        f"The post is not among the person's wishes ({named}). Give the reasons at the socialization.",
        values,
    )


def _because(wish: PreferenceFacts) -> str:
    return f" ({wish.reason.rstrip('. ')})" if wish.reason else ""


@rule("R-KON-03", Severity.warn, "Kebijakan instansi; tidak ada larangan nasional")
def spouse_is_elsewhere(question: Question) -> Answer:
    """The spouse does not work in the target unit."""
    spouse, unit = question.dossier.spouse, question.dossier.target.unit
    values = {"spouse_unit": spouse.unit if spouse else None, "unit": unit.code}
    if spouse is not None and spouse.unit == unit.code:
        return Answer(
            False,
            f"Pasangan pegawai bekerja di unit tujuan ({unit.name}). Pastikan keduanya tidak saling membawahkan, atau pilih unit lain.",
            f"The person's spouse works in the target unit ({unit.name}). Make sure that neither reports to the other, or choose another unit.",
            values,
        )
    return Answer(
        True,
        "Tidak ada catatan bahwa pasangan pegawai bekerja di unit tujuan.",
        "No spouse of the person is on record in the target unit.",
        values,
    )
