"""Own words: what an agency may say in a form, and what it may not."""

from __future__ import annotations

from typing import Any

import pytest

from workflow.errors import InvalidField
from workflow.process import VERBS
from workflow.wording import COLLECTIVE, FORMS, SENTENCES, checked, fill, form_of


def test_every_verb_has_a_form_and_so_has_the_decree_about_several_people() -> None:
    assert set(FORMS) == {*VERBS, COLLECTIVE}
    assert (form_of("approve", 1), form_of("approve", 2), form_of("reject", 1)) == ("approve", COLLECTIVE, "reject")


def test_every_value_that_a_clause_must_name_is_one_that_it_may_name_or_its_own() -> None:
    for form in FORMS.values():
        assert not set(form.values) & {name for needs in form.clauses.values() for name in needs}


def test_words_are_kept_with_every_part() -> None:
    told = {"clauses": {"eligible": " usulan {nama} lengkap "}, "copies": ["Arsip"]}
    assert checked("submit", told) == {
        **{"clauses": {"eligible": "usulan {nama} lengkap"}, "considerations": [], "dictums": []},
        "copies": ["Arsip"],
    }


@pytest.mark.parametrize(
    ("form", "told", "says"),
    [
        ("tidak-ada", {}, "“tidak-ada” is not known"),
        ("submit", {}, "holds no words"),
        ("submit", {"clauses": {}, "copies": []}, "holds no words"),
        ("submit", {"kop": "x"}, "is not known. The fields are"),
        ("submit", {"clauses": ["x"]}, "must be {"),
        ("submit", {"copies": "Arsip"}, "must be a list"),
        ("submit", {"copies": ["Arsip"] * 16}, "at most 15"),
        ("submit", {"considerations": ["a"] * 5}, "at most 4"),
        ("submit", {"copies": [7]}, "must be text"),
        ("submit", {"copies": [" "]}, "must not be empty"),
        ("submit", {"copies": ["Arsip\nkedua"]}, "control character"),
        ("submit", {"copies": ["x" * 301]}, "the limit is 300"),
        ("submit", {"dictums": ["X" * 1001]}, "the limit is 1000"),
        ("submit", {"dictums": [f"{'X' * 990}."] * 4, "considerations": ["x" * 990] * 4}, "more than 6000"),
        ("submit", {"clauses": {"moves": "x"}}, "What can be replaced: eligible"),
        ("implement", {"clauses": {"tmt": "x"}}, "What can be replaced: none"),
        ("approve", {"clauses": {"remedy": "Tidak ada keberatan."}}, "the remedy are fixed by law and record"),
        ("submit", {"copies": ["{nik}"]}, "{nik} is not known here"),
        ("submit", {"copies": ["{tmt}"]}, "{tmt} is not known here"),
        ("submit", {"copies": ["{nama.__class__}"]}, "is not known here"),
        ("submit", {"copies": ["{}"]}, "is not known here"),
        ("submit", {"copies": ["{nama"]}, "without its other half"),
        ("submit", {"copies": ["{{nama}}"]}, "without its other half"),
        (COLLECTIVE, {"copies": ["{nama}"]}, "{nama} is not known here"),
        ("reject", {"clauses": {"reason": "karena tidak memenuhi syarat"}}, "must name {alasan}"),
        ("assess", {"clauses": {"need": "dibutuhkan {kebutuhan} orang"}}, "must name {pemangku}"),
        ("approve", {"considerations": ["kebutuhan {kebutuhan} orang"]}, "{kebutuhan} is not known here"),
        ("submit", {"considerations": ["bahwa pegawai dibutuhkan"]}, "added by the form"),
        ("submit", {"considerations": ["pegawai dibutuhkan;"]}, "added by the form"),
        ("submit", {"dictums": ["Biaya dibebankan pada anggaran"]}, "whole sentence"),
        ("submit", {"dictums": ["biaya dibebankan pada anggaran."]}, "whole sentence"),
        ("submit", {"copies": ["Arsip."]}, "Write only the recipient"),
    ],
)
def test_words_that_cannot_stand_there_are_refused_with_what_to_do(form: str, told: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidField) as refusal:
        checked(form, told)
    assert says in refusal.value.sentence("en")
    assert refusal.value.sentence("id") != refusal.value.sentence("en")


def test_a_value_is_only_ever_text() -> None:
    assert fill("{nama} dan {nip}", {"nama": "{nip} {x}", "nip": "1"}) == "{nip} {x} dan 1"


def test_clauses_that_are_sentences_are_clauses_of_some_form() -> None:
    assert set(SENTENCES) <= {key for form in FORMS.values() for key in form.clauses}
