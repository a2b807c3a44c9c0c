"""Rules of the socialization: the person was told, answered, and was answered."""

from __future__ import annotations

from datetime import timedelta

from workflow.data import Socialize
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-SOS-01", Severity.block, "UU 20/2023 (sistem merit); tata kelola sosialisasi mutasi", needs_data=True, days=7)
def person_was_heard(question: Question, days: int) -> Answer:
    """Minutes and the person's response are recorded; silence counts after `days`; an objection is answered."""
    told = question.told
    assert isinstance(told, Socialize)
    values = {"date": told.date, "response": told.response, "answered": told.answer is not None, "answer_days": days}
    silence_counts = told.date + timedelta(days=days)
    if told.response == "silent" and question.today < silence_counts:
        return Answer(
            False,
            f"Pegawai masih dapat menjawab sampai {spoken(silence_counts - timedelta(days=1))}. Tunggu jawabannya.",
            f"The person may still answer until {spoken(silence_counts - timedelta(days=1), 'en')}. Wait for the answer.",
            values,
        )
    if told.response != "accepts" and told.answer is None:
        return Answer(
            False,
            "answer: tanggapan pegawai belum dijawab. Isi jawaban instansi atas tanggapan itu.",
            "answer: the person's response has not been answered. Give the agency's answer to it.",
            values,
        )
    return Answer(
        True,
        f"Sosialisasi dilaksanakan {spoken(told.date)} dan tanggapan pegawai tercatat.",
        f"The socialization took place on {spoken(told.date, 'en')} and the person's response is recorded.",
        values,
    )
