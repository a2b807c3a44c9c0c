"""Rules of the implementation: the oath where the post asks for one, the start of duty, the hand-over."""

from __future__ import annotations

from workflow.data import Implement
from workflow.effect_date import date_of_effect
from workflow.personnel import PostKind
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import shown

OATH_KINDS = frozenset({PostKind.JPT, PostKind.ADMINISTRATOR, PostKind.PENGAWAS, PostKind.FUNGSIONAL})
"""Posts that are taken up under oath (Perka BKN 7/2017)."""

CHARGE_KINDS = frozenset({PostKind.JPT, PostKind.ADMINISTRATOR, PostKind.PENGAWAS})
"""Posts with charge of staff and goods, which are handed over."""


@rule("R-PLK-01", Severity.block, "Perka BKN 7/2017; PP 11/2017", needs_data=True)
def duty_was_taken_up(question: Question) -> Answer:
    """The date of effect is on record, duty was taken up (SPMT), and the oath was taken where the post asks for it."""
    told, post, tmt = question.told, question.dossier.target.post, date_of_effect(question.dossier)
    assert isinstance(told, Implement)
    values = {
        **{"tmt": tmt, "post_kind": post.kind, "spmt": told.spmt.number, "spmt_date": told.spmt.date},
        **({"oath": told.oath.number, "oath_date": told.oath.date} if told.oath else {"oath": None}),
    }
    if tmt is None:
        return Answer(
            False,
            "TMT mutasi ini tidak tercatat lagi, sehingga pelaksanaannya tidak dapat ditetapkan. Batalkan usulan ini dan terbitkan keputusan baru.",
            "The date of effect is no longer on record, so the move cannot be implemented. Annul it and decide anew.",
            values,
        )
    if told.oath is None and post.kind in OATH_KINDS:
        return Answer(
            False,
            f"oath: jabatan {shown(post.name)} ({post.kind}) diduduki setelah pelantikan dan sumpah. Isi nomor dan tanggal berita acara sumpah jabatan.",
            f"oath: the post {shown(post.name)} ({post.kind}) is taken up under oath. Give number and date of the minutes of the oath.",
            values,
        )
    with_oath = (" dan berita acara sumpah jabatan", " and the minutes of the oath") if told.oath else ("", "")
    return Answer(
        True,
        f"Surat pernyataan melaksanakan tugas{with_oath[0]} tercatat.",
        f"The statement of taking up duty{with_oath[1]} {'are' if told.oath else 'is'} on record.",
        values,
    )


@rule("R-PLK-02", Severity.warn, "Tata kelola serah terima jabatan", needs_data=True)
def charge_was_handed_over(question: Question) -> Answer:
    """The hand-over is on record where the post that was left has charge of staff and goods."""
    told, kind = question.told, question.dossier.origin.post.kind
    assert isinstance(told, Implement)
    values: dict[str, object] = {"post_kind": kind, "number": None, "date": None}
    if told.handover is not None:
        values |= {"number": told.handover.number, "date": told.handover.date}
        return Answer(True, "Berita acara serah terima tercatat.", "The hand-over is on record.", values)
    if kind not in CHARGE_KINDS:
        return Answer(
            True,
            "Jabatan yang ditinggalkan tidak memerlukan serah terima.",
            "The post that was left needs no hand-over.",
            values,
        )
    return Answer(
        False,
        f"handover: berita acara serah terima belum tercatat, padahal jabatan yang ditinggalkan ({kind}) memegang tanggung jawab. Susulkan berita acaranya.",
        f"handover: no hand-over is on record, though the post that was left ({kind}) has charge. Supply the minutes.",
        values,
    )
