"""The administration of the agency's data by command line: one JSON value, exit codes, who and why, old and new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.holidays import seed
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.routes import ROUTES

BY = ("--as", world.ADMIN, "--reason", "Surat edaran wali kota")
SECOND = ("--as", "admin.kedua", "--reason", "Disetujui")


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    with made.office.database.transaction() as connection:
        seed(connection)
    yield made
    made.office.database.dispose()


CHANGES = (
    ("param", "set", "R-ELG-01", "months", "36"),
    ("param", "set", "endorsement", "approve", "hr_officer,hr_head"),
    (
        "param",
        "set",
        "deadline",
        "approval",
        "20",
        "--kind",
        "INTERNAL",
        "--from",
        "2026-07-01",
        "--until",
        "2026-12-31",
    ),
    ("route", "set", "KABKOTA_SATU_PROV", "decider", "Gubernur Jaya Raya"),
    ("freeze", "set", "Pilkada", "--from", "2026-09-01", "--until", "2027-02-28", "--law", "UU 10/2016"),
    ("holiday", "set", "2026-12-24", "Cuti bersama Natal"),
    ("holiday", "remove", "2026-08-17"),
    ("basis", "set", "Peraturan Wali Kota Nomor 5 Tahun 2026", "--position", "7", "--from", "2026-01-05"),
    ("basis", "end", "1", "--until", "2026-12-31"),
    ("document", "require", "L01", "Pakta integritas", "--kind", "INTERNAL", "--months", "12", "--names-post"),
    ("account", "grant", world.OFFICER, "analyst"),
    ("account", "revoke", world.OFFICER, "hr_officer"),
    ("account", "add", "tika", "--role", "analyst"),
    ("account", "bind", world.MAYOR, "--os-user", "walikota"),
)
TWO_PERSONS = {"param", "route", "account"}


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_a_change_is_made_and_recorded_with_who_why_and_new(mutasi: Terminal, words: tuple[str, ...]) -> None:
    assert mutasi(*words, *BY)["status"] == "done"
    (row,) = mutasi("change", "list")
    assert (row["asked_by"], row["reason"], row["status"], row["alone"]) == (world.ADMIN, BY[3], "done", True)
    assert row["asked_at"] == "2026-06-02T02:00:00Z"
    assert row["new"]
    assert mutasi("change", "list", "--waiting") == []


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_with_two_administrators_what_weighs_on_decisions_waits(mutasi: Terminal, words: tuple[str, ...]) -> None:
    mutasi("account", "add", "admin.kedua", "--role", "admin")
    asked = mutasi(*words, *BY)
    if words[0] not in TWO_PERSONS:
        assert asked["status"] == "done"
        return
    assert asked["status"] == "asked"
    (row,) = mutasi("change", "list", "--waiting")
    assert mutasi("change", "confirm", row["id"], *BY[:2], code=1)["error"] == "SecondPerson"
    assert mutasi("change", "confirm", row["id"], *SECOND[:2])["status"] == "done"
    assert mutasi("change", "refuse", row["id"], *SECOND[:2], code=1)["error"] == "ChangeDecided"
    assert mutasi("change", "list", "--waiting") == []


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_a_change_needs_an_administrator_and_a_reason(mutasi: Terminal, words: tuple[str, ...]) -> None:
    assert mutasi(*words, "--as", world.MAYOR, "--reason", "x", code=1)["error"] == "RoleMissing"
    assert "--reason" in mutasi(*words, "--as", world.ADMIN, "--reason", " ", code=1)["reasons"][0]
    assert mutasi("change", "list") == []


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_people_read_a_sentence_in_their_language(
    mutasi: Terminal, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = mutasi.run(*words, *BY)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip().endswith(".")
    monkeypatch.setenv("MUTASI_LANG", "en")
    listed = mutasi.run("change", "list")
    assert "Decided by" in listed.out
    assert f"{world.ADMIN} (alone)" in listed.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("param", "set", "R-ELG-01", "months", "dua"), "bukan bilangan bulat"),
        (("param", "set", "R-ELG-01", "months", "36", "--kind", "RAHASIA"), "“RAHASIA” tidak dikenal"),
        (("param", "set", "R-ELG-01", "months", "36", "--from", "0001-01-01"), "terlalu jauh"),
        (("param", "set", "R-ELG-01", "months", "36", "--from", "2026-06-01"), "sudah lewat"),
        (("param", "set", "R-ELG-01", "months", "36", "--from", "2026-06-31"), "tidak ada dalam kalender"),
        (("param", "set", "R-ELG-01", "months", "36", "--from", "2026-07-02", "--until", "2026-07-01"), "mendahului"),
        (("param", "set", "R-ELG-01", "severity", "info"), "tidak dapat diatur"),
        (("param", "set", "R-KEB-03", "severity", "info"), "tidak dikenal"),
        (("route", "set", "PERWAKILAN_LN", "decider", "Duta"), "tidak dapat diatur"),
        (("route", "set", "", "decider", "Duta"), "JENIS: tidak boleh kosong"),
        (("route", "set", "ANTAR_PROV", "decider", "x" * 5000), "panjangnya 5000"),
        (("freeze", "set", "P", "--from", "2026-09-02", "--until", "2026-09-01", "--law", "UU"), "mendahului"),
        (
            (
                "freeze",
                "set",
                "P",
                "--from",
                "2026-09-01",
                "--until",
                "2026-09-01",
                "--law",
                "UU",
                "--lifted-by",
                "D99",
            ),
            "“D99” bukan kode dokumen",
        ),
        (
            (
                "freeze",
                "set",
                "P",
                "--from",
                "2026-09-01",
                "--until",
                "2026-09-01",
                "--law",
                "UU",
                "--post-kind",
                "raja",
            ),
            "“raja” tidak dikenal",
        ),
        (("freeze", "set", "\x1b[2J", "--from", "2026-09-01", "--until", "2026-09-01", "--law", "UU"), "kendali"),
        (("freeze", "end", "9", "--until", "2026-09-01"), "tidak ada masa pembekuan bernomor 9"),
        (("holiday", "set", "2026-12-24"), "NAMA: tidak boleh kosong"),
        (("holiday", "set", "2026-12-24", "Cuti", "--kind", "pribadi"), "“pribadi” tidak dikenal"),
        (("holiday", "set", "2026-02-30", "Cuti"), "tidak ada dalam kalender"),
        (("holiday", "set", "2026-08-17", "Cuti"), "sudah tercatat sebagai libur nasional"),
        (("holiday", "set", "2050-01-01", "Tahun Baru"), "2037–2049"),
        (("holiday", "set", "tidak-ada.csv"), "tidak dapat dibaca"),
        (("holiday", "remove", "2026-06-02"), "tidak ada dalam tabel"),
        (("basis", "set", "UU", "--position", "99", "--from", "2026-01-01"), "tidak ada urutan 99"),
        (("basis", "end", "99", "--until", "2026-01-01"), "tidak ada dasar hukum pada urutan 99"),
        (("document", "require", "D20", "Surat"), "bukan kode dokumen instansi"),
        (("document", "require", "L01", "Surat", "--months", "0"), "bukan masa berlaku"),
        (("document", "unrequire", "L01", "--until", "2026-12-31"), "tidak meminta dokumen “L01”"),
        (("account", "grant", world.OFFICER, "proposer"), "“proposer” tidak dikenal"),
        (("account", "grant", "tidak.ada", "analyst"), "Akun tidak.ada tidak ada"),
        (("account", "revoke", world.ADMIN, "admin"), "administrator terakhir"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_what_cannot_stand_is_refused_in_one_sentence_and_nothing_changes(
    mutasi: Terminal, words: tuple[str, ...], said: str
) -> None:
    (reason,) = mutasi(*words, *BY, code=1)["reasons"]
    assert said in reason
    assert mutasi("change", "list") == []


# Lists


def test_every_value_is_listed_with_what_ships_and_what_counts(mutasi: Terminal) -> None:
    mutasi("param", "set", "R-ELG-01", "months", "36", "--kind", "INTERNAL", *BY)
    (one,) = [row for row in mutasi("param", "list", "--subject", "R-ELG-01") if row["name"] == "months"]
    assert (one["shipped"]["INTERNAL"], one["in_force"]["INTERNAL"], one["in_force"]["ANTAR_PROV"]) == (
        "24",
        "36",
        "24",
    )
    assert one["own"][0]["since"] == "2026-06-02"
    subjects = {row["subject"] for row in mutasi("param", "list")}
    assert {"deadline", "endorsement", "route", "R-ELG-01", "R-KEB-03"} <= subjects
    assert "24; INTERNAL: 36" in mutasi.run("param", "list", "--subject", "R-ELG-01").out
    assert mutasi("param", "list", "--subject", "tidak") == []


def test_twelve_routes_are_listed_and_show_what_was_set(mutasi: Terminal) -> None:
    mutasi("route", "set", "KABKOTA_SATU_PROV", "decider", "Gubernur Jaya Raya", *BY)
    mutasi("document", "require", "L01", "Pakta integritas", *BY)
    found = {row["kind"]: row for row in mutasi("route", "list")}
    assert len(found) == 12
    assert {kind for kind, row in found.items() if row["open"]} == {kind.value for kind in ROUTES}
    assert found["KABKOTA_SATU_PROV"]["decider"] == "Gubernur Jaya Raya"
    assert found["INTERNAL"]["documents"] == ["L01"]
    assert "ditolak sampai ketentuan hukumnya diketahui" in mutasi.run("route", "list").out


def test_documents_are_listed_by_law_and_of_the_agency(mutasi: Terminal) -> None:
    mutasi("document", "require", "L01", "Pakta integritas", *BY)
    mutasi("document", "unrequire", "L01", "--until", "2026-06-30", *BY)
    found = {row["code"]: row for row in mutasi("document", "types")}
    assert (found["D10"]["own"], found["D10"]["valid_months"]) == (False, 6)
    assert "KABKOTA_SATU_PROV" in found["D05"]["kinds"]
    assert (found["L01"]["own"], found["L01"]["since"], found["L01"]["until"]) == (True, "2026-06-02", "2026-06-30")


def test_freezes_bases_and_holidays_are_listed(mutasi: Terminal) -> None:
    assert mutasi("freeze", "list") == []
    assert "Tidak ada masa pembekuan" in mutasi.run("freeze", "list").out
    mutasi(
        "freeze", "set", "P", "--from", "2026-09-01", "--until", "2026-09-30", "--law", "UU", "--post-kind", "jpt", *BY
    )
    mutasi("freeze", "end", "1", "--until", "2026-09-15", *BY)
    (freeze,) = mutasi("freeze", "list")
    assert (freeze["ends"], freeze["post_kinds"], freeze["lifted_by"]) == ("2026-09-15", ["jpt"], "D12")
    assert [row["position"] for row in mutasi("basis", "list")] == [1, 2, 3, 4, 5, 6]
    assert {"day": "2026-08-17", "name": "Hari Kemerdekaan Republik Indonesia", "kind": "national"} in mutasi(
        "holiday", "list"
    )
    assert mutasi("holiday", "list", "--year", "2100") == []


# Accounts


def test_accounts_are_made_without_an_administrator_until_there_are_two(mutasi: Terminal) -> None:
    made = mutasi("account", "add", "tika", "--role", "analyst", "--nip", world.BUDI)
    assert (made["name"], made["roles"], made["nip"], made["status"]) == ("tika", ["analyst"], world.BUDI, "done")
    (row,) = mutasi("change", "list")
    assert row["asked_by"].startswith("os:")
    mutasi("account", "add", "admin.kedua", "--role", "admin")
    (reason,) = mutasi("account", "add", "dodo", "--role", "analyst", code=1)["reasons"]
    assert "--as" in reason
    assert mutasi("account", "add", "dodo", "--role", "analyst", *BY)["status"] == "asked"
    assert "dodo" not in {one["name"] for one in mutasi("account", "list")}


def test_the_agency_is_set_with_old_and_new(mutasi: Terminal) -> None:
    assert mutasi("agency", "set", "--place", "Teluk Biru", *BY)["place"] == "Teluk Biru"
    (row,) = mutasi("change", "list")
    assert (row["act"], row["asked_by"]) == ("agency set", world.ADMIN)
    assert (row["old"], row["new"]) == ({"place": "Samudra Jaya"}, {"place": "Teluk Biru"})


@pytest.mark.parametrize("id", ["0", "99", "99999999999999999999999"])
def test_a_change_that_is_not_there_is_refused(mutasi: Terminal, id: str) -> None:
    for word in ("confirm", "refuse"):
        assert mutasi("change", word, id, *BY[:2], code=1)["error"] == "UnknownChange"


def test_a_command_without_its_reason_is_a_mistake_of_usage(mutasi: Terminal) -> None:
    assert mutasi("param", "set", "R-ELG-01", "months", "36", "--as", world.ADMIN, code=2)["error"] == "Usage"
