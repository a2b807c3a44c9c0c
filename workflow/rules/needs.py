"""Rules of the needs analysis: the post needs someone, and the unit that gives can spare one."""

from __future__ import annotations

from workflow.dossier import Dossier
from workflow.planning.calendar import add_months
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-KEB-01", Severity.block, "PermenPANRB 1/2020; Peraturan BKN 5/2019", months=12)
def need_is_measured(question: Question, months: int) -> Answer:
    """A need record exists, and its workload analysis is not older than `months`."""
    need = question.dossier.need
    values = {"source": need.source, "need": need.need, "as_of": need.as_of, "limit_months": months}
    if need.source is None:
        return Answer(
            False,
            "Kebutuhan jabatan tujuan belum dihitung. Masukkan baris beban_kerja jabatan itu dengan `mutasi import`.",
            "The need of the target post has not been measured. Take in its beban_kerja rows with `mutasi import`.",
            values,
        )
    if need.as_of is None:
        return Answer(
            True,
            f"Kebutuhan jabatan dinyatakan {need.need} orang dalam data jabatan.",
            f"The data of the post state a need of {need.need}.",
            values,
        )
    if add_months(need.as_of, months) < question.today:
        return Answer(
            False,
            f"Analisis beban kerja jabatan tujuan bertanggal {spoken(need.as_of)}, lebih dari {months} bulan yang lalu. Perbarui analisisnya.",
            f"The workload analysis of the target post dates from {spoken(need.as_of, 'en')}, more than {months} months ago. Renew it.",
            values,
        )
    return Answer(
        True,
        f"Analisis beban kerja bertanggal {spoken(need.as_of)} menunjukkan kebutuhan {need.need} orang.",
        f"The workload analysis of {spoken(need.as_of, 'en')} shows a need of {need.need}.",
        values,
    )


@rule("R-KEB-02", Severity.block, "Peraturan BKN 5/2019; PP 11/2017 Pasal 190 ayat (4)")
def a_seat_is_free(question: Question) -> Answer:
    """need − holders − reserved + released ≥ 1; proposals not yet approved count on neither side."""
    seats, need, free = question.dossier.occupancy, question.dossier.need, question.dossier.free_seats
    values = {
        **{"need": need.need, "need_as_of": need.as_of, "holders": seats.holders, "reserved": seats.reserved},
        **{"released": seats.released, "free": free, "day": seats.day, "pending": list(seats.pending)},
    }
    if free >= 1:
        return Answer(
            True,
            f"Jabatan tujuan memerlukan {need.need} orang dan masih memiliki {free} tempat.",
            f"The target post needs {need.need} and has {free} free.",
            values,
        )
    taken_id, taken_en = _taken(question.dossier)
    return Answer(
        False,
        f"Jabatan tujuan memerlukan {need.need} orang dan tidak memiliki tempat lagi{taken_id}. Pilih jabatan lain.",
        f"The target post needs {need.need} and has no place left{taken_en}. Choose another post.",
        values,
    )


def _taken(dossier: Dossier) -> tuple[str, str]:
    taken = dossier.occupancy.taken
    if not taken:
        return "", ""
    last = taken[-1]
    return (
        f"; terakhir diberikan kepada {last.name} melalui usulan {last.proposal} dengan keputusan {last.number}",
        f"; the last was given to {last.name} by proposal {last.proposal} with decree {last.number}",
    )


@rule("R-KEB-03", Severity.warn, "Kesinambungan pelayanan unit asal", percent=100)
def origin_keeps_its_floor(question: Question, percent: int) -> Answer:
    """The releasing unit stays at or above `percent` of its minimum staff."""
    seats = question.dossier.occupancy
    leaves = question.dossier.origin.unit.code != question.dossier.target.unit.code
    left = seats.origin_staff + seats.origin_incoming - seats.origin_outgoing - int(leaves)
    values = {
        **{"staff": seats.origin_staff, "incoming": seats.origin_incoming, "outgoing": seats.origin_outgoing},
        **{"left": left, "minimum": seats.origin_minimum, "percent": percent, "day": seats.day},
    }
    unit = question.dossier.origin.unit.name
    if seats.origin_minimum is None:
        return Answer(
            True,
            f"{unit} tidak menetapkan jumlah pegawai minimum.",
            f"{unit} has set no minimum staff.",
            values,
        )
    if left * 100 >= seats.origin_minimum * percent:
        return Answer(
            True,
            f"{unit} tetap memiliki {left} pegawai, tidak kurang dari minimum {seats.origin_minimum}.",
            f"{unit} keeps {left} people, not fewer than its minimum of {seats.origin_minimum}.",
            values,
        )
    return Answer(
        False,
        f"{unit} tinggal memiliki {left} pegawai, kurang dari minimum {seats.origin_minimum}. Siapkan pengganti.",
        f"{unit} would keep {left} people, fewer than its minimum of {seats.origin_minimum}. Arrange a replacement.",
        values,
    )
