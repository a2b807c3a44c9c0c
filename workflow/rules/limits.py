"""Rules of what the law lets a civil servant do at all: before retirement, and by employment."""

from __future__ import annotations

from workflow.personnel import Employment
from workflow.planning.calendar import add_months
from workflow.planning.retirement import retirement_age, retires_on
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-ELG-09", Severity.warn, "UU 20/2023 Pasal 55", years=1)
def retirement_is_far_enough(question: Question, years: int) -> Answer:
    """At least `years` are left to the retirement age of the target post."""
    age = retirement_age(question.dossier.target.post)
    day = retires_on(question.dossier.person.birth_date, age)
    values = {"retirement_age": age, "retires": day, "limit_years": years}
    if add_months(question.today, years * 12) <= day:
        return Answer(
            True,
            f"Pegawai mencapai batas usia pensiun jabatan tujuan ({age} tahun) pada {spoken(day)}.",
            f"The person reaches the retirement age of the post ({age}) on {spoken(day, 'en')}.",
            values,
        )
    return Answer(
        False,
        f"Batas usia pensiun jabatan tujuan ({age} tahun) jatuh pada {spoken(day)}, kurang dari {years} tahun lagi. Pertimbangkan pegawai lain.",
        f"The retirement age of the post ({age}) is reached on {spoken(day, 'en')}, in less than {years} year{'s' * (years != 1)}. Consider someone else.",
        values,
    )


@rule("R-ELG-10", Severity.block, "Peraturan BKN 5/2019 Pasal 3; PermenPANRB 6/2024 Pasal 59")
def employment_allows_it(question: Question) -> Answer:
    """Only PNS change agency; PPPK change unit in the same post; CPNS stay until their probation is over."""
    dossier, employment = question.dossier, question.dossier.person.employment
    origin, target = dossier.origin, dossier.target
    same_post = origin.post.name.casefold() == target.post.name.casefold()
    values = {"employment": employment, "same_post": same_post, "same_unit": origin.unit.code == target.unit.code}
    if employment != Employment.PNS and dossier.between_agencies:
        return Answer(
            False,
            f"Pegawai berstatus {employment}; hanya PNS yang dapat pindah antarinstansi. Hentikan usulan ini.",
            f"The person is {employment}; only PNS change agency. End this proposal.",
            values,
        )
    if employment == Employment.CPNS:
        return Answer(
            False,
            "CPNS tidak dipindahkan selama masa percobaan. Usulkan kembali setelah pengangkatan sebagai PNS.",
            "A CPNS is not transferred during the probation. Propose again after the appointment as PNS.",
            values,
        )
    if employment == Employment.PPPK and (not same_post or origin.unit.code == target.unit.code):
        return Answer(
            False,
            f"PPPK hanya dapat pindah unit dalam jabatan yang sama ({origin.post.name}). Pilih jabatan itu pada unit lain.",
            f"A PPPK changes unit only, in the same post ({origin.post.name}). Choose that post in another unit.",
            values,
        )
    return Answer(True, f"Status {employment} membolehkan mutasi ini.", f"As {employment} the person may move.", values)
