"""Rules of time in service: in the present post, and since the first day."""

from __future__ import annotations

from datetime import date

from workflow.authority import Role
from workflow.days import YEARS
from workflow.planning.calendar import add_months, months_between
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule(
    "R-ELG-01", Severity.block, "PP 11/2017 Pasal 190 ayat (3)", waivers=(Role.authority,), least=("months",), months=24
)
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


@rule("R-ELG-11", Severity.block, "PermenPANRB 6/2024 Pasal 59", months=120)
def promise_is_served(question: Question, months: int) -> Answer:
    """Whoever asks to go to another agency has served `months` since the start of service.

    For that time a new civil servant promises not to ask for a transfer for personal reasons.
    """
    dossier = question.dossier
    own, start = dossier.proposal.own_request, service_start(dossier.person.nip)
    served = months_between(start, question.today) if start else None
    values = {"own_request": own, "start": start, "months": served, "limit_months": months}
    if not (own and dossier.between_agencies):
        return Answer(
            True,
            "Mutasi ini bukan permintaan sendiri ke instansi lain.",
            "The move is no request of the person's own to another agency.",
            values,
        )
    if start is None or served is None:
        return Answer(
            False,
            "Awal masa kerja tidak terbaca dari angka ke-9 sampai ke-14 NIP. Perbaiki NIP pegawai dalam buku kerja.",
            "The start of service cannot be read from digits 9 to 14 of the NIP. Correct the NIP in the workbook.",
            values,
        )
    if served >= months:
        return Answer(
            True,
            f"Pegawai bekerja sejak {spoken(start)}, yaitu {served} bulan; janji {months} bulan sudah dipenuhi.",
            f"The person has served since {spoken(start, 'en')}, that is {served} months; the promised {months} are over.",
            values,
        )
    until = add_months(start, months)
    return Answer(
        False,
        f"Pegawai baru {served} bulan bekerja, padahal berjanji tidak meminta pindah selama {months} bulan. Tunggu sampai {spoken(until)}.",
        f"The person has served {served} months, and has promised not to ask for a transfer for {months}. Wait until {spoken(until, 'en')}.",
        values,
    )


def service_start(nip: str) -> date | None:
    """The first day of the month in digits 9 to 14 of a NIP; None where they are no month."""
    try:
        start = date(int(nip[8:12]), int(nip[12:14]), 1)
    except ValueError:
        return None
    return start if start.year in YEARS else None
