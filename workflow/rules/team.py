"""Rule of the assessment team: it is a quorum that recommends."""

from __future__ import annotations

from workflow.data import Assess
from workflow.rules.frame import Answer, Question, Severity, rule

CAPACITIES = {
    "official": ("pejabat", "official"),
    "asn": ("unsur ASN", "employee"),
    "expert": ("tenaga ahli", "expert"),
}
"""Capacity of a member → its words in (Indonesian, English)."""


@rule("R-EVA-02", Severity.block, "PP 30/2019 (Tim Penilai Kinerja); Ketentuan sistem: kuorum", needs_data=True)
def team_has_its_quorum(question: Question) -> Answer:
    """More than half of the named members are present, and at least one in each capacity."""
    told = question.told
    assert isinstance(told, Assess)
    present = [member for member in told.team if member.present]
    absent = [words for capacity, words in CAPACITIES.items() if capacity not in {m.capacity for m in present}]
    values = {"members": len(told.team), "present": len(present), "absent": [id for id, _ in absent]}
    if len(present) * 2 <= len(told.team):
        return Answer(
            False,
            f"team: hanya {len(present)} dari {len(told.team)} anggota hadir, padahal harus lebih dari separuh. Ulangi rapat dengan kuorum.",
            f"team: only {len(present)} of {len(told.team)} members are present, more than half must be. Meet again with a quorum.",
            values,
        )
    if absent:
        names, names_en = (", ".join(words[pick] for words in absent) for pick in (0, 1))
        return Answer(
            False,
            f"team: tidak ada {names} yang hadir. Ulangi rapat dengan sekurangnya satu dari setiap unsur.",
            f"team: no {names_en} is present. Meet again with at least one in each capacity.",
            values,
        )
    return Answer(
        True,
        f"Rapat tim memenuhi kuorum: {len(present)} dari {len(told.team)} anggota hadir.",
        f"The team has its quorum: {len(present)} of {len(told.team)} members are present.",
        values,
    )
