"""Rule of the nine boxes: where performance and potential place the person; it informs and refuses nobody."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from workflow.planning import talent
from workflow.planning.appraisals import appraised_years, performance
from workflow.rules.frame import Answer, Question, Severity, rule

YEARS = 2

FOLLOW_UP = {
    9: ("promosi atau penugasan khusus", "promotion or a special task"),
    8: ("bimbingan atau pendidikan lanjutan", "coaching or further study"),
    7: ("rotasi atau peran kepemimpinan", "rotation or a leading role"),
    6: ("tinjau kesesuaian jabatannya", "review the post"),
    5: ("pengembangan kompetensi", "development of competences"),
    4: ("pendampingan", "mentoring"),
    3: ("rencana perbaikan kinerja", "a performance plan"),
    2: ("bimbingan kinerja", "coaching of performance"),
    1: ("rencana pembinaan intensif atau penggantian", "an intensive plan or replacement"),
}
"""Box → what usually follows, in (Indonesian, English)."""

GRADES = {"high": ("tinggi", "high"), "middle": ("sedang", "middle"), "low": ("rendah", "low")}

PARTS = {
    "competence": ("kompetensi", "competence"),
    "education": ("pendidikan", "education"),
    "education_field": ("bidang pendidikan", "field of education"),
    "discipline": ("catatan disiplin", "disciplinary record"),
}
"""Part of potential → its words, in (Indonesian, English)."""


@rule("R-EVA-03", Severity.info, "PermenPANRB 3/2020; PermenPANRB 20/2025; Keputusan Kepala BKN 411/2025")
def person_has_a_box(question: Question) -> Answer:
    """The box of the person among the nine of talent management, for the target post."""
    found = {one.year: one.predicate for one in question.dossier.appraisals}
    years = appraised_years(question.today, YEARS, set(found))
    parts = talent.parts(question.dossier, question.today)
    reached, potential = performance(found, years), talent.potential(parts)
    values = {
        **{"performance": reached, "potential": potential, "weights": talent.VERSION},
        **{"predicates": {str(year): found.get(year) for year in years}, "parts": parts},
    }
    missing = [(f"SKP {year}", f"appraisal of {year}") for year in years if year not in found]
    missing += [PARTS[part.part] for part in parts if part.score is None]
    if reached is None or potential is None:
        return Answer(True, *_unknown(missing), {"box": None, **values})
    box = talent.box(reached, potential)
    return Answer(True, *_placed(box, reached, potential, missing), {"box": box, **values})


def _unknown(missing: Iterable[tuple[str, str]]) -> tuple[str, str]:
    return (
        f"Kotak talenta belum dapat ditentukan: tidak ada data {_all(missing, 0)}. Lengkapi data pegawai.",
        f"The talent box cannot be told: there are no data of {_all(missing, 1)}. Complete the person's data.",
    )


def _placed(box: int, performance: Decimal, potential: Decimal, missing: list[tuple[str, str]]) -> tuple[str, str]:
    grades = GRADES[talent.grade(performance)], GRADES[talent.grade(potential)]
    lacking = f" Tanpa data {_all(missing, 0)}; lengkapi bila ada." if missing else ""
    lacking_en = f" Without data of {_all(missing, 1)}; complete them where there are any." if missing else ""
    return (
        f"Kotak talenta {box}: kinerja {_number(performance, ',')} ({grades[0][0]}), potensi {_number(potential, ',')}"
        f" ({grades[1][0]}). Tindak lanjut: {FOLLOW_UP[box][0]}.{lacking}",
        f"Talent box {box}: performance {_number(performance, '.')} ({grades[0][1]}), potential {_number(potential, '.')}"
        f" ({grades[1][1]}). Follow-up: {FOLLOW_UP[box][1]}.{lacking_en}",
    )


def _all(words: Iterable[tuple[str, str]], pick: int) -> str:
    return ", ".join(one[pick] for one in words)


def _number(score: Decimal, point: str) -> str:
    return f"{score:.2f}".rstrip("0").rstrip(".").replace(".", point)
