"""Rules of the monitoring: a review at each interval, and a corrective step for whatever went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from workflow.data import Conclude, Review
from workflow.deadlines import REVIEWS
from workflow.effect_date import date_of_effect
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-MON-01", Severity.block, "Evaluasi pasca-mutasi; sistem merit", needs_data=True, days=REVIEWS)
def reviews_were_held(question: Question, days: tuple[int, ...]) -> Answer:
    """For each interval there is a review of its own, dated so many days after the date of effect or later."""
    told, tmt = question.told, date_of_effect(question.dossier)
    assert isinstance(told, Conclude)
    held = sorted(review.date for review in told.reviews)
    values: dict[str, object] = {"tmt": tmt, "days": list(days), "reviews": held}
    if tmt is None:
        return Answer(
            False,
            "TMT mutasi ini tidak tercatat lagi, sehingga pemantauannya tidak dapat disimpulkan. Periksa arsip keputusannya.",
            "The date of effect is no longer on record, so the monitoring cannot be concluded. Look at the decree in the archive.",
            values,
        )
    missing = _missing(held, tmt, days)
    values["missing"] = missing
    if missing:
        named = ", ".join(f"{n} hari (paling cepat {spoken(tmt + timedelta(days=n))})" for n in missing)
        named_en = ", ".join(f"{n} days (on {spoken(tmt + timedelta(days=n), 'en')} or later)" for n in missing)
        return Answer(
            False,
            f"reviews: pemantauan setelah {named} belum ada. Laksanakan pemantauan itu, lalu tambahkan hasilnya.",
            f"reviews: the review after {named_en} is missing. Hold it, then add what it found.",
            values,
        )
    return Answer(
        True,
        f"Pemantauan setelah {_listed(days)} hari sudah dilaksanakan.",
        f"The reviews after {_listed(days)} days were held.",
        values,
    )


def _missing(held: Sequence[date], tmt: date, days: Sequence[int]) -> list[int]:
    """The intervals without a review of their own; each takes the earliest that is left."""
    left, missing = list(held), []
    for interval in sorted(days):
        first = next((day for day in left if day >= tmt + timedelta(days=interval)), None)
        if first is None:
            missing.append(interval)
        else:
            left.remove(first)
    return missing


def _listed(days: Sequence[int]) -> str:
    return ", ".join(str(interval) for interval in sorted(days))


@rule("R-MON-02", Severity.block, "Evaluasi pasca-mutasi; tindakan perbaikan", needs_data=True)
def adverse_findings_have_a_step(question: Question) -> Answer:
    """Each adverse review names a corrective step, who owns it, and when it is due."""
    told = question.told
    assert isinstance(told, Conclude)
    adverse = [review for review in told.reviews if review.adverse]
    values = {"adverse": [{"date": one.date, "owner": one.owner, "due": one.due} for one in adverse]}
    for place, review in enumerate(told.reviews):
        lacking = _lacking(review) if review.adverse else []
        if lacking:
            fields = ", ".join(lacking)
            return Answer(
                False,
                f"reviews.{place}: pemantauan {spoken(review.date)} menemukan dampak merugikan, tetapi {fields} belum diisi. Isi tindakan perbaikan, penanggung jawab dan batas waktunya.",
                f"reviews.{place}: the review of {spoken(review.date, 'en')} found an adverse effect, but {fields} is not given. Give the corrective step, its owner and its due date.",
                values,
            )
    return Answer(
        True,
        "Setiap dampak merugikan memiliki tindakan perbaikan." if adverse else "Tidak ada dampak merugikan.",
        "Every adverse effect has its corrective step." if adverse else "No adverse effect was found.",
        values,
    )


def _lacking(review: Review) -> list[str]:
    told = {"step": review.step, "owner": review.owner, "due": review.due}
    return [field for field, value in told.items() if value is None]
