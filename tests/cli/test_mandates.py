"""`mutasi mandate`: given, ended and listed, each refusal with exit 1 and one sentence, nothing stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.governance import Mandate
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.authority import Role

DEPUTY = "wakil.walikota"
MORNING = "2026-06-01T17:00:00Z"
"""The beginning of START's day in the office's zone."""


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database, with a deputy mayor."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    with made.office.database.transaction() as connection:
        world.grant(connection, DEPUTY, Role.unit_head)
    yield made
    made.office.database.dispose()


def words(**more: object) -> list[object]:
    """The words of `mandate add`; an option that is None is left out, and a list is repeated."""
    told: dict[str, object] = {
        **{"office": "authority", "holder": DEPUTY, "capacity": "definitif", "number": "821/7/2026"},
        **{"date": "2026-06-01", "from": "2026-06-02", "reason": "Penunjukan", "as": world.ADMIN},
    }
    found: list[object] = ["mandate", "add"]
    for name, value in (told | more).items():
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            found += [f"--{name.replace('_', '-')}", one]
    return found


def test_a_mandate_is_given_listed_and_ended(mutasi: Terminal) -> None:
    limits = {"verb": ["approve", "annul"], "kind": ["INTERNAL"], "post_kind": ["pelaksana"]}
    assert mutasi(*words(until="2026-12-31T23:59:59+07:00", **limits)) == {"change": 1, "status": "done", "mandate": 1}
    (row,) = mutasi("mandate", "list")
    assert row == {
        **{"id": 1, "office": "authority", "label": "Pejabat Pembina Kepegawaian", "label_en": "Appointing authority"},
        **{"holder": DEPUTY, "capacity": "definitif", "number": "821/7/2026", "dated": "2026-06-01"},
        **{"starts": MORNING, "ends": "2026-12-31T16:59:59Z", "in_force": True},
        **{"given_by": None, "title": None, "through": None},
        **{"verbs": ["approve", "annul"], "kinds": ["INTERNAL"], "post_kinds": ["pelaksana"]},
    }
    assert mutasi("mandate", "list", "--office", "hr_head") == []
    ended = mutasi("mandate", "end", 1, "--number", "821/9/2026", "--as", world.ADMIN)
    assert ended == {"change": 2, "status": "done", "mandate": 1, "ends": "2026-06-02T02:00:00Z"}
    assert mutasi("mandate", "list", "--now") == []
    assert [one["in_force"] for one in mutasi("mandate", "list")] == [False]


def test_the_approval_carries_the_capacity_and_the_next_one_is_refused_once_it_ended(mutasi: Terminal) -> None:
    office = mutasi.office
    first, second = (world.propose(office, nip) for nip in world.COLLEAGUES[:2])
    for id in (first, second):
        world.carry(office, id, "approval")
    mutasi(*words())
    data = mutasi.data({"tmt": "2026-07-01"})
    step = ("step", first, "approve", "--data", data, "--note", "Setuju.", "--as")
    assert mutasi(*step, world.MAYOR, code=1)["error"] == "NoMandate"
    mutasi(*step, DEPUTY)
    assert mutasi("history", first)[-1]["capacity"] == "authority (definitif, mandate 1)"
    mutasi("mandate", "end", 1, "--reason", "Selesai", "--as", world.ADMIN)
    assert mutasi("step", second, *step[2:], DEPUTY, code=1)["error"] == "NoMandate"
    assert mutasi("audit", "verify")["ok"] is True


def test_a_day_is_its_beginning_in_the_office_and_a_time_without_zone_is_the_offices(mutasi: Terminal) -> None:
    mutasi(*words(**{"from": "2026-06-10T08:30", "until": "2026-07-01"}))
    (row,) = mutasi("mandate", "list")
    assert (row["starts"], row["ends"]) == ("2026-06-10T01:30:00Z", "2026-06-30T17:00:00Z")


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"office": "raja"}, "--office: “raja” tidak dikenal."),
    ({"office": "proposer"}, "--office: Pengusul tidak menandatangani"),
    ({"office": "auditor"}, "--office: Auditor tidak menandatangani keputusan."),
    ({"holder": "siapa"}, "Akun siapa tidak ada."),
    ({"capacity": "pjs"}, "--capacity: “pjs” tidak dikenal."),
    ({"number": "  "}, "--number: tidak boleh kosong."),
    ({"number": "821\x07"}, "--number: berisi karakter kendali U+0007."),
    ({"number": "9" * 301}, "--number: panjangnya 301 karakter, batasnya 300."),
    ({"reason": " "}, "--reason: tidak boleh kosong."),
    ({"date": "2026-02-30"}, "--date: tanggal 2026-02-30 tidak ada dalam kalender."),
    ({"date": "2026-06-03"}, "--date: surat bertanggal 3 Juni 2026, sesudah mandat mulai"),
    ({"from": "besok"}, "--from: “besok” bukan tanggal."),
    ({"from": "2026-06-02T25:00:00"}, "--from: “2026-06-02T25:00:00” bukan saat."),
    ({"from": "0001-01-01T00:00:00+14:00"}, "--from: “0001-01-01T00:00:00+14:00” bukan saat."),
    ({"until": "9999-12-31"}, "--until: tanggal 9999-12-31 terlalu jauh"),
    ({"until": "2026-06-01"}, "--until: akhir mandat tidak sesudah mulainya."),
    ({"from": "2026-06-01", "until": "2026-06-02T08:59:59"}, "--until: akhir mandat sudah lewat"),
    ({"verb": ["approve", "menyetujui"]}, "Langkah menyetujui tidak ada dalam tabel proses."),
    ({"kind": ["LUAR_ANGKASA"]}, "--kind: “LUAR_ANGKASA” tidak dikenal."),
    ({"post_kind": ["raja"]}, "--post-kind: “raja” tidak dikenal."),
    ({"capacity": "an"}, "--title: mandat a.n. memerlukan"),
    ({"capacity": "an", "title": " "}, "--title: tidak boleh kosong."),
    ({"capacity": "ub", "title": "Asisten", "given_by": world.MAYOR}, "--through: disebutkan bagi mandat u.b."),
    ({"given_by": DEPUTY}, "--given-by: wakil.walikota tidak dapat memberi mandat kepada dirinya sendiri."),
    ({"as": world.HEAD}, "Akun surya.kepala tidak berhak mengubah data instansi."),
]


def test_what_cannot_be_given_is_one_sentence_with_a_remedy_and_nothing_is_stored(mutasi: Terminal) -> None:
    for more, said in REFUSED:
        (reason,) = mutasi(*words(**more), code=1)["reasons"]
        assert reason.startswith(said), (more, reason)
        assert reason.count(". ") >= 1 or "dimiliki oleh" in reason, reason
    assert world.rows(mutasi.office, Mandate) == []


ENDS: list[tuple[list[object], str]] = [
    ([99, "--reason", "x"], "Tidak ada mandat bernomor 99."),
    ([2**70, "--reason", "x"], f"Tidak ada mandat bernomor {2**70}."),
    ([1], "--reason: tidak boleh kosong."),
    ([1, "--reason", "x", "--at", "2026-06-01"], "--at: saat itu sudah lewat"),
    ([1, "--reason", "x", "--at", "2027-01-01"], "--at: mandat 1 sudah berakhir pada saat itu."),
]


def test_what_cannot_be_ended_is_one_sentence_and_the_mandate_stays(mutasi: Terminal) -> None:
    mutasi(*words(until="2026-12-31"))
    for more, said in ENDS:
        (reason,) = mutasi("mandate", "end", *more, "--as", world.ADMIN, code=1)["reasons"]
        assert reason.startswith(said), (more, reason)
    assert [one["ends"] for one in mutasi("mandate", "list")] == ["2026-12-30T17:00:00Z"]


def test_with_two_administrators_it_waits_and_says_for_what(mutasi: Terminal) -> None:
    with mutasi.office.database.transaction() as connection:
        world.grant(connection, "admin.dua", Role.admin)
    said = mutasi.run(*words())
    assert (said.code, said.out) == (
        0,
        "Perubahan 1 menunggu administrator lain: `mutasi change confirm 1 --as AKUN`.\n",
    )
    assert mutasi("mandate", "list") == []
    mutasi("change", "confirm", 1, "--as", "admin.dua")
    assert [one["id"] for one in mutasi("mandate", "list")] == [1]
    assert mutasi("mandate", "end", 1, "--reason", "Selesai", "--as", world.ADMIN) == {"change": 2, "status": "asked"}
    assert mutasi("mandate", "list", "--now") != []
    mutasi("change", "confirm", 2, "--as", "admin.dua")
    assert mutasi("mandate", "list", "--now") == []


def test_people_read_sentences_and_a_table(mutasi: Terminal) -> None:
    assert mutasi.run(*words()).out == (
        "Mandat 1 dicatat. Sejak mulainya, jabatan itu hanya dipegang berdasarkan mandat.\n"
    )
    headers, row = mutasi.run("mandate", "list").out.splitlines()
    assert headers.split("\t")[:4] == ["Mandat", "Jabatan", "Pemegang", "Kapasitas"]
    assert row.split("\t") == [
        *("1", "Pejabat Pembina Kepegawaian", DEPUTY, "definitif", "2 Jun 2026 00.00 WIB", ""),
        *("821/7/2026 (2026-06-01)", "", "ya"),
    ]
    ended = mutasi.run("mandate", "end", 1, "--at", "2026-06-30T16:00", "--reason", "x", "--as", world.ADMIN)
    assert ended.out == "Mandat 1 berakhir pada 30 Jun 2026 16.00 WIB.\n"


def test_outside_a_rehearsal_only_the_bound_user_gives_mandates(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MUTASI_NOW")
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE installation SET rehearsal = false")
    assert mutasi(*words(), code=1)["error"] == "NotYourAccount"
    assert mutasi("mandate", "end", 1, "--reason", "x", "--as", world.ADMIN, code=1)["error"] == "NotYourAccount"
