"""What a verb must be told: the valid case, and one sentence for each field that is not."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import MELATI_NIP, PRANATA, SARI_NIP, TODAY, approved, dossier
from workflow.data import FORMS, as_json, fields_of
from workflow.dossier import Dossier
from workflow.errors import InvalidData, NoteRequired
from workflow.hearing import read
from workflow.process import VERBS

LETTER = {"number": "800/12/2026", "date": "2026-06-12"}
TEAM = [
    {"name": "Joko Waskito", "nip": "196911301994031006", "capacity": "official"},
    {"name": "Sari Wening", "capacity": "asn"},
    {"name": "Prof. Surya", "capacity": "expert"},
]
REVIEW = {"date": "2026-06-14", "person": "Betah.", "unit": "Antrean lebih pendek.", "adverse": False}

VALID: dict[str, dict[str, Any]] = {
    "assess": {"team": TEAM, "recommendation": "recommend", "considerations": "Cakap dan cocok."},
    "socialize": {
        "date": "2026-06-01",
        "method": "Tatap muka",
        "participants": ["Melati Kuncoro", "Bayu Pratista"],
        "reasons": "Layanan digital kekurangan orang.",
        "response": "accepts",
    },
    "consent": {"letter": LETTER, "post": PRANATA.code},
    "advise": {"letter": LETTER, "post": PRANATA.code},
    "approve": {"tmt": "2026-07-01"},
    "implement": {"spmt": LETTER, "handover": None, "oath": LETTER, "started": "2026-06-12"},
    "correct": {"finding": "Beban berat.", "step": "Bagi tugas.", "owner": "Wati Pertiwi", "due": "2026-07-31"},
    "conclude": {"reviews": [REVIEW], "conclusion": "Mutasi berhasil."},
    "annul": {},
}

OPTIONAL: dict[str, dict[str, Any]] = {
    "assess": {
        "interest": [
            {"name": "Tuti Handayani", "relation": "sepupu"},
            {"name": "Bayu Pratista", "relation": "ipar", "nip": "198909092014031004"},
        ]
    },
    "socialize": {"invited": "2026-05-25", "response_note": "Setuju.", "answer": "Terima kasih."},
    "consent": {},
    "advise": {},
    "approve": {"interest": [{"name": "Tuti Handayani", "relation": "sepupu"}], "letter": LETTER},
    "implement": {},
    "correct": {},
    "conclude": {},
    "annul": {"returns_to": "PUS-02"},
}

NOTE = "Alasannya jelas."
MOVED = dossier(state="implementation", steps=(approved(date(2026, 6, 12)),))
REQUIRED = [(verb, field) for verb, data in VALID.items() for field in data]


def told(verb: str, data: Any, case: Dossier = MOVED, today: date = TODAY, note: str | None = NOTE) -> dict[str, Any]:
    return as_json(read(verb, data, note, case, today))


def refused(verb: str, data: Any, case: Dossier = MOVED, today: date = TODAY) -> list[tuple[str, str]]:
    """The sentences of a refusal, in Indonesian and English."""
    with pytest.raises(InvalidData) as caught:
        read(verb, data, NOTE, case, today)
    return [(one.sentence("id"), one.sentence("en")) for one in caught.value.problems]


def with_field(verb: str, path: str, value: Any) -> dict[str, Any]:
    """Valid data of a verb with another value at a dotted path."""
    data = json.loads(json.dumps({**VALID[verb], **OPTIONAL[verb]}))
    at: Any = data
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    for part in way:
        at = at[part]
    at[last] = value
    return data


# The valid case


@pytest.mark.parametrize("verb", VALID)
def test_valid_data_come_back_as_they_were_told(verb: str) -> None:
    assert told(verb, VALID[verb]) == VALID[verb]
    everything = {**VALID[verb], **OPTIONAL[verb]}
    assert told(verb, everything) == everything


@pytest.mark.parametrize("verb", VALID)
def test_the_fields_of_a_verb_say_which_are_required(verb: str) -> None:
    assert fields_of(verb) == {**dict.fromkeys(VALID[verb], True), **dict.fromkeys(OPTIONAL[verb], False)}


def test_every_verb_that_is_told_something_is_here() -> None:
    assert set(FORMS) == set(VALID)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - set(VALID)))
def test_the_other_verbs_are_told_nothing_but_the_note(verb: str) -> None:
    assert told(verb, {}) == {}
    assert fields_of(verb) == {}
    assert refused(verb, {"tmt": "2026-07-01"}) == [
        ("tmt: tidak dikenal. Hapus, atau periksa ejaannya.", "tmt: is not known. Remove it, or check its spelling.")
    ]


def test_text_is_kept_stripped_and_composed() -> None:
    data = with_field("conclude", "conclusion", "  Cafe\u0301 selesai.\n")
    assert told("conclude", data)["conclusion"] == "Caf\u00e9 selesai."


# Missing, unknown, wrong


@pytest.mark.parametrize(("verb", "field"), REQUIRED)
def test_a_missing_field_is_named(verb: str, field: str) -> None:
    data = {name: value for name, value in VALID[verb].items() if name != field}
    assert refused(verb, data) == [(f"{field}: belum diisi. Isi datanya.", f"{field}: is missing. Fill it in.")]


@pytest.mark.parametrize("verb", VALID)
def test_an_unknown_field_is_named(verb: str) -> None:
    assert refused(verb, {**VALID[verb], "ramalan": "cerah"}) == [
        (
            "ramalan: tidak dikenal. Hapus, atau periksa ejaannya.",
            "ramalan: is not known. Remove it, or check its spelling.",
        )
    ]


@pytest.mark.parametrize("verb", VALID)
def test_all_wrong_fields_are_named_at_once(verb: str) -> None:
    named = {sentence.split(":")[0] for sentence, _ in refused(verb, {"ramalan": 1, "cuaca": 2})}
    assert named == {"ramalan", "cuaca", *VALID[verb]}


@pytest.mark.parametrize(("verb", "field"), [*REQUIRED, ("annul", "returns_to"), ("socialize", "answer")])
def test_a_number_where_it_does_not_belong_is_refused(verb: str, field: str) -> None:
    [(sentence, _)] = refused(verb, with_field(verb, field, 12))
    assert sentence.startswith(f"{field}: ")
    assert "12" in sentence


WRONG = [
    ("assess", "team", "semua orang", "team: harus berupa daftar, bukan “semua orang”.", "must be a list"),
    ("assess", "team.0", "Joko", "team.0: harus berupa objek, bukan “Joko”.", "must be an object"),
    ("assess", "team.0.name", None, "team.0.name: harus berupa teks, bukan “None”.", "must be text"),
    ("assess", "team.0.name", ["Joko"], "team.0.name: harus berupa teks, bukan “['Joko']”.", "must be text"),
    ("assess", "team.0.name", "   ", "team.0.name: tidak boleh kosong. Isi datanya.", "must not be empty. Fill it in."),
    ("assess", "team.0.nip", "", "team.0.nip: “” bukan NIP 18 angka.", "NIP of 18 digits"),
    ("assess", "team.0.nip", "19691130", "team.0.nip: “19691130” bukan NIP 18 angka.", "NIP of 18 digits"),
    ("assess", "team.0.nip", "196911301994031006\n", "team.0.nip: “", "NIP of 18 digits"),
    (
        *("assess", "team.0.capacity", "boss"),
        "team.0.capacity: “boss” tidak dikenal. Pilih 'official', 'asn' atau 'expert'.",
        "“boss” is not known. Choose 'official', 'asn' or 'expert'.",
    ),
    (
        *("assess", "recommendation", "ya"),
        "recommendation: “ya” tidak dikenal. Pilih 'recommend' atau 'not_recommend'.",
        "“ya” is not known. Choose 'recommend' or 'not_recommend'.",
    ),
    (
        "assess",
        "considerations",
        "",
        "considerations: tidak boleh kosong. Isi datanya.",
        "must not be empty. Fill it in.",
    ),
    (
        "assess",
        "interest.0.relation",
        "",
        "interest.0.relation: tidak boleh kosong. Isi datanya.",
        "must not be empty.",
    ),
    ("assess", "interest.1.nip", "1989", "interest.1.nip: “1989” bukan NIP 18 angka.", "NIP of 18 digits"),
    ("socialize", "participants", [], "participants: memerlukan sekurangnya satu isian.", "at least one entry"),
    ("socialize", "participants.1", 7, "participants.1: harus berupa teks, bukan “7”.", "must be text"),
    ("socialize", "participants", ["Ani"] * 501, "participants: terlalu banyak isian.", "too many entries"),
    (
        *("socialize", "response", "mungkin"),
        "response: “mungkin” tidak dikenal. Pilih 'accepts', 'accepts_with_note', 'objects' atau 'silent'.",
        "Choose 'accepts', 'accepts_with_note', 'objects' or 'silent'.",
    ),
    ("consent", "letter", "800/12/2026", "letter: harus berupa objek, bukan “800/12/2026”.", "must be an object"),
    ("consent", "letter.number", 12, "letter.number: harus berupa teks, bukan “12”.", "must be text"),
    ("implement", "spmt", None, "spmt: harus berupa objek, bukan “None”.", "must be an object"),
    ("conclude", "reviews", [], "reviews: memerlukan sekurangnya satu isian.", "at least one entry"),
    ("conclude", "reviews.0.person", "", "reviews.0.person: tidak boleh kosong. Isi datanya.", "must not be empty."),
    ("conclude", "reviews.0.date", "besok", "reviews.0.date: “besok” bukan tanggal.", "is not a date"),
    ("annul", "returns_to", "", "returns_to: tidak boleh kosong. Isi datanya.", "must not be empty. Fill it in."),
    ("annul", "returns_to", " \n\t", "returns_to: tidak boleh kosong. Isi datanya.", "must not be empty. Fill it in."),
]


@pytest.mark.parametrize(("verb", "path", "value", "sentence", "english"), WRONG)
def test_a_wrong_value_is_named_with_what_to_do(verb: str, path: str, value: Any, sentence: str, english: str) -> None:
    [(id_, en)] = refused(verb, with_field(verb, path, value))
    assert id_.startswith(sentence)
    assert en.startswith(f"{path}: ")
    assert english in en


@pytest.mark.parametrize(("verb", "path"), [("conclude", "reviews.0.adverse"), ("assess", "team.0.present")])
@pytest.mark.parametrize("value", ["true", "false", "yes", "ya", 0, 1, None, ""])
def test_yes_and_no_are_told_as_true_and_false_and_not_as_words_or_numbers(verb: str, path: str, value: Any) -> None:
    [(id_, en)] = refused(verb, with_field(verb, path, value))
    assert id_ == f"{path}: harus true atau false, bukan “{value}”."
    assert en == f"{path}: must be true or false, not “{value}”."


def test_a_member_of_the_team_may_be_said_to_be_absent() -> None:
    assert told("assess", with_field("assess", "team.0.present", False))["team"][0]["present"] is False
    assert "present" not in told("assess", VALID["assess"])["team"][0]


@pytest.mark.parametrize("data", [[], "tmt", 7, None])
def test_data_that_are_no_object_are_refused_as_a_whole(data: Any) -> None:
    [(id_, en)] = refused("approve", data)
    assert id_.startswith("data: harus berupa objek")
    assert en.startswith("data: must be an object")


@pytest.mark.parametrize("path", ["team.0.nip", "interest.1.nip"])
@pytest.mark.parametrize(
    "digits", ["١٩٦٩١١٣٠١٩٩٤٠٣١٠٠٦", "१९६९११३०१९९४०३१००६", "１９６９１１３０１９９４０３１００６", "19691130199403100٦"]
)
def test_a_nip_is_written_in_the_digits_of_decrees_and_no_others(path: str, digits: str) -> None:
    assert len(digits) == 18
    assert digits.isdecimal()
    assert refused("assess", with_field("assess", path, digits)) == [
        (f"{path}: “{digits}” bukan NIP 18 angka.", f"{path}: “{digits}” is not a NIP of 18 digits.")
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("\x1b[31mmerah", "�[31mmerah"),
        ("a\u202eb", "a�b"),
        ("dua\nbaris", "dua�baris"),
        ("x" * 1_000_000, "x" * 60 + "…"),
    ],
    ids=["an escape", "a turn of direction", "a line break", "a megabyte"],
)
def test_an_unknown_field_is_named_without_what_a_screen_would_obey(name: str, said: str) -> None:
    assert refused("approve", {**VALID["approve"], name: 1}) == [
        (
            f"{said}: tidak dikenal. Hapus, atau periksa ejaannya.",
            f"{said}: is not known. Remove it, or check its spelling.",
        )
    ]


@pytest.mark.parametrize("missing", ["official", "asn", "expert"])
def test_a_team_needs_an_official_an_employee_and_an_outside_expert(missing: str) -> None:
    rest = [member for member in TEAM if member["capacity"] != missing]
    [(id_, en)] = refused("assess", {**VALID["assess"], "team": rest})
    assert id_.startswith("team: tim memerlukan sekurangnya satu pejabat")
    assert en.startswith("team: the team needs at least one official")


def test_a_team_may_have_several_of_each_but_not_a_crowd() -> None:
    team = [{**member, "name": f"{member['name']} {n}", "nip": None} for n in range(3) for member in TEAM]
    assert len(told("assess", {**VALID["assess"], "team": team})["team"]) == 9
    [(id_, _)] = refused("assess", {**VALID["assess"], "team": TEAM * 17})
    assert id_ == "team: terlalu banyak isian."


def test_nobody_stands_for_several_members_of_a_team() -> None:
    twice = [*TEAM, {**TEAM[0], "name": f"  {TEAM[0]['name'].upper()} ", "nip": None}]
    [(id_, en)] = refused("assess", {**VALID["assess"], "team": twice})
    assert id_.startswith("team.3: ")
    assert "disebut lebih dari sekali" in id_
    assert "is named more than once" in en


def test_a_corrective_step_is_due_after_the_review_that_asked_for_it() -> None:
    review = {**VALID["conclude"]["reviews"][0], "adverse": True, "step": "Latih", "owner": "Joko", "due": "2020-01-01"}
    wrong = [id_ for id_, _ in refused("conclude", {**VALID["conclude"], "reviews": [review]})]
    assert any(one.startswith("reviews.0.due: batas waktu 1 Januari 2020 mendahului") for one in wrong)


def test_no_seat_is_kept_for_longer_than_two_years() -> None:
    [(id_, en)] = refused("approve", {**VALID["approve"], "tmt": "2031-01-01"})
    assert id_ == "tmt: TMT 1 Januari 2031 lebih dari 24 bulan sesudah keputusan. Periksa tahunnya."
    assert "more than 24 months after the decree" in en


# Dates

DATES = [
    ("socialize", "date"),
    ("socialize", "invited"),
    ("consent", "letter.date"),
    ("advise", "letter.date"),
    ("approve", "tmt"),
    ("approve", "letter.date"),
    ("implement", "spmt.date"),
    ("implement", "oath.date"),
    ("implement", "started"),
    ("correct", "due"),
    ("conclude", "reviews.0.date"),
]


@pytest.mark.parametrize(("verb", "path"), DATES)
@pytest.mark.parametrize("value", ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_a_date_that_is_in_no_calendar_is_refused(verb: str, path: str, value: str) -> None:
    assert refused(verb, with_field(verb, path, value)) == [
        (
            f"{path}: tanggal {value} tidak ada dalam kalender. Periksa bulan dan harinya.",
            f"{path}: the date {value} does not exist. Check month and day.",
        )
    ]


@pytest.mark.parametrize(("verb", "path"), DATES)
@pytest.mark.parametrize(
    "value",
    [
        *("12 Januari 2026", "12-01-2026", "2026-1-2", "20260112", "2026-01-12T00:00:00", " 2026-01-12", "2026-W03-1"),
        *("٢٠٢٦-٠١-١٢", "２０２６-０１-１２", "2026-01-1२", "2026‑01‑12"),
        *("2026-01-12\n", "", 20260112, 1767225600, True, ["2026-01-12"], {"year": 2026}),
    ],
)
def test_a_date_in_another_form_is_refused_with_the_form_to_use(verb: str, path: str, value: Any) -> None:
    [(id_, en)] = refused(verb, with_field(verb, path, value))
    assert id_.startswith(f"{path}: “")
    assert id_.endswith("bukan tanggal. Tulis sebagai TTTT-BB-HH, misalnya 2026-01-12.")
    assert en.endswith("is not a date. Write it as YYYY-MM-DD, for example 2026-01-12.")


def test_the_leap_day_of_a_leap_year_is_a_date() -> None:
    assert told("approve", {"tmt": "2028-02-29"}) == {"tmt": "2028-02-29"}


@pytest.mark.parametrize(("verb", "path"), [place for place in DATES if place[1] not in ("tmt", "due", "invited")])
def test_what_is_recorded_has_happened(verb: str, path: str) -> None:
    assert refused(verb, with_field(verb, path, "2026-06-16")) == [
        (
            f"{path}: tanggal 16 Juni 2026 belum terjadi; hari ini 15 Juni 2026. Isi tanggal yang sudah lewat.",
            f"{path}: the date 16 June 2026 has not come; today is 15 June 2026. Give a date that has passed.",
        )
    ]
    today = with_field(verb, path, "2026-06-15")
    assert told(verb, today) == today


def test_an_invitation_of_tomorrow_has_not_happened_and_comes_after_the_meeting() -> None:
    assert refused("socialize", with_field("socialize", "invited", "2026-06-16")) == [
        (
            "invited: tanggal 16 Juni 2026 belum terjadi; hari ini 15 Juni 2026. Isi tanggal yang sudah lewat.",
            "invited: the date 16 June 2026 has not come; today is 15 June 2026. Give a date that has passed.",
        ),
        (
            "invited: undangan (16 Juni 2026) bertanggal sesudah sosialisasi (1 Juni 2026). Periksa kedua tanggalnya.",
            "invited: the invitation (16 June 2026) is dated after the meeting (1 June 2026). Check both dates.",
        ),
    ]
    today = {**VALID["socialize"], "date": "2026-06-15", "invited": "2026-06-15"}
    assert told("socialize", today) == today


def test_a_step_of_a_review_may_be_due_in_the_future() -> None:
    review = {**REVIEW, "adverse": True, "step": "Pendampingan.", "owner": "Wati Pertiwi", "due": "2026-09-30"}
    assert told("conclude", {**VALID["conclude"], "reviews": [review]})["reviews"] == [review]


def test_the_second_review_is_looked_at_like_the_first() -> None:
    data = {**VALID["conclude"], "reviews": [REVIEW, {**REVIEW, "date": "2027-01-01"}]}
    [(id_, _)] = refused("conclude", data)
    assert id_.startswith("reviews.1.date: tanggal 1 Januari 2027 belum terjadi")


# Against the dossier and the day


def test_the_day_after_the_decree_may_be_the_date_of_effect() -> None:
    assert told("approve", {"tmt": "2026-06-16"}) == {"tmt": "2026-06-16"}


@pytest.mark.parametrize(
    ("tmt", "day", "day_en"),
    [("2026-06-15", "15 Juni 2026", "15 June 2026"), ("2026-05-01", "1 Mei 2026", "1 May 2026")],
)
def test_the_date_of_effect_comes_after_the_decree(tmt: str, day: str, day_en: str) -> None:
    assert refused("approve", {"tmt": tmt}) == [
        (
            f"tmt: TMT {day} harus sesudah tanggal keputusan (15 Juni 2026). Pilih tanggal yang akan datang.",
            f"tmt: the date of effect {day_en} must be after the decree's day (15 June 2026). Choose a later date.",
        )
    ]


def test_nobody_is_invited_after_the_meeting() -> None:
    late = {**VALID["socialize"], "date": "2026-06-01", "invited": "2026-06-02"}
    assert refused("socialize", late) == [
        (
            "invited: undangan (2 Juni 2026) bertanggal sesudah sosialisasi (1 Juni 2026). Periksa kedua tanggalnya.",
            "invited: the invitation (2 June 2026) is dated after the meeting (1 June 2026). Check both dates.",
        )
    ]
    same_day = {**late, "invited": "2026-06-01"}
    assert told("socialize", same_day) == same_day


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_person_to_be_transferred_does_not_sit_in_the_team(place: int) -> None:
    herself = [{**one, "nip": MELATI_NIP} if index == place else one for index, one in enumerate(TEAM)]
    assert refused("assess", {**VALID["assess"], "team": herself}) == [
        (
            "team: pegawai yang diusulkan tidak dapat menjadi anggota tim. Ganti anggotanya.",
            "team: the person to be transferred cannot sit in the team. Name someone else.",
        )
    ]


def test_a_namesake_of_the_person_may_sit_in_the_team() -> None:
    namesake = {**VALID["assess"], "team": [*TEAM, {"name": "Melati Kuncoro", "nip": SARI_NIP, "capacity": "asn"}]}
    assert told("assess", namesake) == namesake


def test_between_agencies_the_approval_cites_the_transfer_decree() -> None:
    between = dossier(state="approval", kind="ANTAR_PROV")
    [(id_, en)] = refused("approve", VALID["approve"], between)
    assert id_.startswith("letter: mutasi antarinstansi memerlukan nomor dan tanggal")
    assert en.startswith("letter: a transfer between agencies needs number and date")
    cited = {**VALID["approve"], "letter": LETTER}
    assert told("approve", cited, between) == cited


@pytest.mark.parametrize("verb", ["consent", "advise"])
def test_the_letter_names_the_post_of_the_proposal(verb: str) -> None:
    [(id_, en)] = refused(verb, {"letter": LETTER, "post": "KOM-08"})
    assert id_ == ("post: surat menyebut jabatan KOM-08, sedangkan usulan ini untuk KOM-07. Minta surat perbaikan.")
    assert en == "post: the letter names the post KOM-08, but the proposal is for KOM-07. Ask for a corrected letter."


def test_nothing_is_implemented_before_the_date_of_effect() -> None:
    case = dossier(state="implementation", steps=(approved(date(2026, 6, 16)),))
    data = {**VALID["implement"], "spmt": {**LETTER, "date": "2026-06-15"}, "started": "2026-06-15"}
    assert refused("implement", data, case) == [
        (
            "tmt: TMT 16 Juni 2026 belum tiba; pelaksanaan ditetapkan pada atau sesudah tanggal itu.",
            "tmt: the date of effect 16 June 2026 has not come; implement on or after that day.",
        ),
        (
            "spmt.date: tanggal 15 Juni 2026 mendahului TMT 16 Juni 2026.",
            "spmt.date: the date 15 June 2026 is before the date of effect 16 June 2026.",
        ),
        (
            "started: tanggal 15 Juni 2026 mendahului TMT 16 Juni 2026.",
            "started: the date 15 June 2026 is before the date of effect 16 June 2026.",
        ),
    ]


@pytest.mark.parametrize(("field", "path"), [("spmt", "spmt.date"), ("started", "started")])
def test_nobody_starts_before_the_date_of_effect(field: str, path: str) -> None:
    early: Any = {**LETTER, "date": "2026-06-11"} if field == "spmt" else "2026-06-11"
    [(id_, en)] = refused("implement", {**VALID["implement"], field: early})
    assert id_ == f"{path}: tanggal 11 Juni 2026 mendahului TMT 12 Juni 2026."
    assert en == f"{path}: the date 11 June 2026 is before the date of effect 12 June 2026."


def test_the_day_of_effect_itself_is_early_enough() -> None:
    case = dossier(state="implementation", steps=(approved(TODAY),))
    data = {**VALID["implement"], "spmt": {**LETTER, "date": "2026-06-15"}, "started": "2026-06-15"}
    assert told("implement", data, case) == data


def test_a_post_to_return_to_is_asked_only_once_the_move_is_in_effect() -> None:
    early = dossier(state="implementation", steps=(approved(date(2026, 6, 16)),))
    [(id_, en)] = refused("annul", {"returns_to": "PUS-02"}, early)
    assert id_.startswith("returns_to: mutasi belum berlaku")
    assert en.startswith("returns_to: the move is not in effect")
    assert told("annul", {}, early) == {}
    assert told("annul", {"returns_to": "PUS-02"}, MOVED) == {"returns_to": "PUS-02"}


@pytest.mark.parametrize(("due", "fine"), [("2026-06-15", True), ("2026-06-14", False)])
def test_a_correction_is_due_today_or_later(due: str, fine: bool) -> None:
    data = {**VALID["correct"], "due": due}
    if fine:
        assert told("correct", data) == data
    else:
        assert refused("correct", data) == [
            ("due: batas waktu 14 Juni 2026 sudah lewat.", "due: the due date 14 June 2026 has passed.")
        ]


# The note


@pytest.mark.parametrize("verb", ["send_back", "reject", "withdraw", "suspend", "resume", "annul"])
@pytest.mark.parametrize("note", [None, "", "  \n\t "])
def test_where_the_note_is_the_reason_it_is_required(verb: str, note: str | None) -> None:
    with pytest.raises(NoteRequired) as caught:
        read(verb, {}, note, MOVED, TODAY)
    assert caught.value.sentence("id") == f"Langkah {verb} memerlukan alasan. Tuliskan alasannya dengan --note."
    assert caught.value.sentence("en") == f"The verb {verb} needs a reason. Give it with --note."
    assert told(verb, {}, note=NOTE) == {}


@pytest.mark.parametrize("verb", ["submit", "establish_need", *(verb for verb in VALID if verb != "annul")])
def test_elsewhere_the_note_is_a_gift(verb: str) -> None:
    assert told(verb, VALID.get(verb, {}), note=None) == VALID.get(verb, {})


# Text that would harm

TEXTS = [
    ("assess", "considerations"),
    ("assess", "team.0.name"),
    ("assess", "interest.0.relation"),
    ("socialize", "participants.0"),
    ("socialize", "response_note"),
    ("consent", "letter.number"),
    ("correct", "owner"),
    ("conclude", "reviews.0.unit"),
    ("annul", "returns_to"),
]


@pytest.mark.parametrize(("verb", "path"), TEXTS)
@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("a\x00b", "U+0000"),
        ("a\x1b[31mb", "U+001B"),
        ("a\x7fb", "U+007F"),
        ("a\u202eb", "U+202E"),
        ("a\u2066b", "U+2066"),
        ("a\ud800b", "U+D800"),
        ("a\ue000b", "U+E000"),
        ("a\rb", "U+000D"),
        ("a\u0378b", "U+0378"),
        ("a\u00adb", "U+00AD"),
        ("a\u200bb", "U+200B"),
        ("a\u200db", "U+200D"),
        ("a\ufeffb", "U+FEFF"),
        ("a\u2028b", "U+2028"),
        ("a\u2029b", "U+2029"),
    ],
)
def test_characters_that_nobody_sees_are_refused_by_field_and_number(
    verb: str, path: str, harm: str, named: str
) -> None:
    [(id_, en)] = refused(verb, with_field(verb, path, harm))
    assert id_ == f"{path}: berisi karakter kendali {named}. Ketik ulang tanpa karakter itu."
    assert en == f"{path}: holds the control character {named}. Type it again without it."


LINES = [
    ("assess", "team.0.name"),
    ("assess", "interest.0.name"),
    ("assess", "interest.0.relation"),
    ("socialize", "method"),
    ("socialize", "participants.0"),
    ("consent", "letter.number"),
    ("consent", "post"),
    ("correct", "owner"),
    ("annul", "returns_to"),
]
PARAGRAPHS = [
    ("assess", "considerations"),
    ("socialize", "reasons"),
    ("socialize", "response_note"),
    ("socialize", "answer"),
    ("correct", "finding"),
    ("conclude", "reviews.0.unit"),
    ("conclude", "conclusion"),
]


@pytest.mark.parametrize(("verb", "path"), LINES)
@pytest.mark.parametrize("broken", ["Wati\nPertiwi", "Wati\r\nPertiwi"])
def test_a_name_or_a_number_stands_on_one_line(verb: str, path: str, broken: str) -> None:
    assert refused(verb, with_field(verb, path, broken)) == [
        (
            f"{path}: berisi karakter kendali U+000A. Ketik ulang tanpa karakter itu.",
            f"{path}: holds the control character U+000A. Type it again without it.",
        )
    ]


@pytest.mark.parametrize(("verb", "path"), PARAGRAPHS)
@pytest.mark.parametrize("typed", ["Satu.\n\nDua.", "Satu.\r\n\r\nDua."], ids=["line feeds", "as Windows types it"])
def test_a_text_may_have_paragraphs_and_keeps_them_with_line_ends_of_one_kind(verb: str, path: str, typed: str) -> None:
    kept = with_field(verb, path, "Satu.\n\nDua.")
    assert told(verb, with_field(verb, path, typed)) == kept


@pytest.mark.parametrize(("verb", "path"), TEXTS)
@pytest.mark.parametrize("text", ["x" * 1_000_000, "a" + "\u0301" * 100_000, "a" + "\u0301" * 6], ids=len)
def test_floods_of_text_and_piles_of_accents_are_refused_at_once(verb: str, path: str, text: str) -> None:
    data = with_field(verb, path, text)
    started = time.perf_counter()
    [(id_, en)] = refused(verb, data)
    assert id_.startswith(f"{path}: ")
    assert en.startswith(f"{path}: has ")
    assert len(id_) < 300
    assert time.perf_counter() - started < 1


def test_a_value_of_a_megabyte_is_cut_in_the_sentence_about_it() -> None:
    [(id_, en)] = refused("approve", {"tmt": "9" * 1_000_000})
    assert len(id_) < 200
    assert len(en) < 200


def test_a_hundred_thousand_wrong_members_are_one_sentence_in_little_time() -> None:
    started = time.perf_counter()
    problems = refused("assess", {**VALID["assess"], "team": [{}] * 100_000})
    assert problems == [("team: terlalu banyak isian.", "team: has too many entries.")]
    assert time.perf_counter() - started < 2
