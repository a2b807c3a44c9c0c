"""The contract of the command line: with --json one value on standard output, and exit codes that mean one thing."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import database
from storage.tables import Account, Installation, table
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.booking import book
from workflow.canonical import sha256
from workflow.errors import DrawingFailed
from workflow.process import EDGES, PROCESS, VERBS, verbs_from
from workflow.states import State


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    yield made
    made.office.database.dispose()


PROPOSAL = {"id", "state", "version", "dossier", "nip", "post", "kind"}
FINDING = {"rule", "severity", "outcome", "sentence", "law", "values"}
ENTRY = {
    *("id", "verb", "from", "to", "version", "actor", "capacity", "at", "note"),
    *("decree", "findings", "process", "index"),
}
NUMBER = {"series", "year", "n", "number", "status", "proposals", "verb", "reason", "revoked_by"}


# Shapes


def test_a_proposal_is_written_and_shown(mutasi: Terminal) -> None:
    made = mutasi("propose", "--nip", world.SARI, "--post", world.TARGET, "--as", world.ANALYST, "--reason", "Rotasi")
    assert made.keys() >= PROPOSAL
    assert (made["state"], made["version"], made["nip"], made["post"]) == ("draft", 0, world.SARI, world.TARGET)
    assert mutasi("show", made["id"]) == made
    assert len(made["dossier"]) == 64


def test_a_nip_may_be_written_with_blanks(mutasi: Terminal) -> None:
    made = mutasi("propose", "--nip", "19900315 201503 2 001", "--post", world.TARGET, "--as", world.ANALYST)
    assert made["nip"] == world.SARI


def test_a_document_is_filed_and_changes_the_dossier(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    before = mutasi("show", id)
    letter = mutasi.folder / "rekomendasi.pdf"
    letter.write_bytes(b"%PDF-1.7 surat")
    words = ("--type", "D05", "--number", "800/7", "--date", "2026-05-20", "--post", world.TARGET)
    filed = mutasi("attach", id, "--file", letter, *words, "--as", world.OFFICER)
    assert filed["sha256"] == sha256(b"%PDF-1.7 surat")
    after = mutasi("show", id)
    assert filed["dossier"] == after["dossier"] != before["dossier"]
    assert after["version"] == before["version"]


def test_can_lists_every_verb_of_the_state_with_all_findings(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "approval")
    found = {verb["verb"]: verb for verb in mutasi("can", id, "--as", world.MAYOR)}
    assert set(found) == set(verbs_from(State.approval))
    assert {verb for verb, said in found.items() if said["allowed"]} == {"approve", "send_back", "reject", "suspend"}
    rules = next(edge.rules for edge in EDGES if edge.verb == "approve")
    assert {finding["rule"] for finding in found["approve"]["findings"]} == set(rules)
    for verb in found.values():
        assert verb["allowed"] == (not verb["reasons"])
        assert all(finding.keys() >= FINDING for finding in verb["findings"])
        assert all(finding["outcome"] in ("met", "unmet", "waived") for finding in verb["findings"])


def test_can_says_why_not(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    (submit,) = mutasi("can", id, "--as", world.EMPLOYEE)
    assert not submit["allowed"]
    assert [finding["outcome"] for finding in submit["findings"] if finding["rule"] == "R-KON-01"] == ["unmet"]
    assert any("Anda adalah pegawai yang diusulkan" in reason for reason in submit["reasons"])


def test_a_step_answers_with_its_decree_and_its_entry(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    assert mutasi("step", id, "submit", "--as", world.ANALYST) == {
        "proposal": id,
        "from": "draft",
        "to": "needs_analysis",
        "verb": "submit",
        "version": 1,
        "decree": {
            "number": "800.1.3.1/1/BKPSDM/VI/2026",
            "sha256": world.rows(mutasi.office, world.tables.Decree)[0]["sha256"],
        },
        "entry": 1,
    }


def test_a_whole_path_by_command_line_and_its_history(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    for state, verb in world.PATH[:4]:
        assert mutasi("show", id)["state"] == state
        told = mutasi.data(world.data_of(mutasi.office, id, verb))
        mutasi("step", id, verb, "--as", world.TAKER[verb], "--data", told, "--note", f"Langkah {verb}.")
    entries = mutasi("history", id)
    assert [entry["verb"] for entry in entries] == ["submit", "establish_need", "assess", "socialize"]
    assert [entry["index"] for entry in entries] == [entry["version"] for entry in entries] == [1, 2, 3, 4]
    for entry in entries:
        assert entry.keys() >= ENTRY
        assert entry["id"] == id
        assert entry["process"] == PROCESS
        assert entry["note"] == f"Langkah {entry['verb']}."
        assert entry["at"] == "2026-06-02T02:00:00Z"
        assert entry["capacity"].endswith("(definitif)")
        assert all(finding.keys() >= FINDING for finding in entry["findings"])


def test_the_list_can_be_narrowed_by_state_and_by_who_is_waited_for(mutasi: Terminal) -> None:
    first, second = world.propose(mutasi.office), world.propose(mutasi.office, world.COLLEAGUES[1])
    world.step(mutasi.office, first, "submit")
    assert {row["id"] for row in mutasi("list")} == {first, second}
    assert all(row.keys() >= PROPOSAL for row in mutasi("list"))
    assert [row["id"] for row in mutasi("list", "--state", "draft")] == [second]
    assert [row["id"] for row in mutasi("list", "--mine", world.HEAD)] == [first]
    assert mutasi("list", "--state", "completed") == []


def test_the_register_has_every_number(mutasi: Terminal) -> None:
    first, second = world.propose(mutasi.office), world.propose(mutasi.office, world.COLLEAGUES[1])
    world.step(mutasi.office, first, "submit")
    mutasi.office.press.fails = DrawingFailed(problem="habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(mutasi.office, second, "submit")
    mutasi.office.press.fails = None
    book(mutasi.office.desk, world.request(mutasi.office, second, "submit"))
    found = mutasi("register")
    assert [(row["n"], row["status"], row["proposals"]) for row in found] == [
        (1, "issued", [first]),
        (2, "void", [second]),
        (3, "booked", [second]),
    ]
    assert all(row.keys() >= NUMBER for row in found)
    assert found[1]["reason"].startswith("Keputusan tidak dapat dicetak: habis kertas.")
    assert mutasi("register", "--series", "SK") == []
    assert len(mutasi("register", "--series", "PENETAPAN", "--year", 2026)) == 3
    assert mutasi("register", "--year", 2025) == []


def test_the_process_is_told_with_its_hash_and_its_drawing(mutasi: Terminal) -> None:
    told = mutasi("process")
    assert told["sha256"] == PROCESS
    assert len(told["edges"]) == len(EDGES)
    assert {verb["name"] for verb in told["verbs"]} == set(VERBS)
    assert told["mermaid"].startswith("stateDiagram-v2")
    assert mutasi.run("process", "--mermaid").out == told["mermaid"] + "\n"


def test_the_agency_is_set_and_shown(mutasi: Terminal) -> None:
    assert mutasi("agency", "show")["name"] == "Pemerintah Kota Samudra Jaya"
    assert mutasi("agency", "set", "--place", "Teluk Biru", "--zone", "Asia/Makassar")["place"] == "Teluk Biru"
    kept = mutasi("agency", "show")
    assert (kept["place"], kept["zone"], kept["head_title"]) == (
        "Teluk Biru",
        "Asia/Makassar",
        "Wali Kota Samudra Jaya",
    )
    assert "--zone" in mutasi("agency", "set", "--zone", "Mars", code=1)["reasons"][0]


def test_an_account_is_added_and_listed(mutasi: Terminal) -> None:
    made = mutasi("account", "add", "tika", "--role", "analyst", "--role", "hr_officer", "--nip", world.BUDI)
    assert made["roles"] == ["analyst", "hr_officer"]
    assert {"name": "tika", "person": "Budi Santoso"}.items() <= {
        key: value
        for account in mutasi("account", "list")
        if account["name"] == "tika"
        for key, value in account.items()
    }.items()
    assert mutasi("account", "add", "tika", "--role", "analyst", code=1)["error"] == "AlreadyExists"
    assert "analyst" in mutasi("account", "add", "baru", "--role", "raja", code=1)["reasons"][0]
    assert mutasi("account", "add", "baru", "--role", "proposer", code=1)["error"] == "InvalidField"


def test_without_json_people_read_sentences(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    assert mutasi.run("step", id, "submit", "--as", world.ANALYST).out == (
        "Usulan 1 kini pada tahap Analisis Kebutuhan. Terbit keputusan 800.1.3.1/1/BKPSDM/VI/2026.\n"
    )
    assert "Sari Wulandari" in mutasi.run("list").out
    for words in (("show", id), ("history", id), ("can", id, "--as", world.HEAD), ("register",), ("process",)):
        said = mutasi.run(*words)
        assert said.code == 0, said
        assert said.out.strip()


# Refusals (1)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("show", 99), "UnknownProposal"),
        (("history", 99), "UnknownProposal"),
        (("can", 99, "--as", world.HEAD), "UnknownProposal"),
        (("can", 1, "--as", "siapa"), "UnknownAccount"),
        (("step", 99, "submit", "--as", world.ANALYST), "UnknownProposal"),
        (("step", 1, "submit", "--as", "siapa"), "UnknownAccount"),
        (("step", 1, "terbang", "--as", world.ANALYST), "UnknownVerb"),
        (("step", 1, "approve", "--as", world.MAYOR), "NoSuchStep"),
        (("step", 1, "submit", "--as", world.MAYOR), "RoleMissing"),
        (("propose", "--nip", "1", "--post", world.TARGET, "--as", world.ANALYST), "UnknownPerson"),
        (("propose", "--nip", world.SARI, "--post", "X", "--as", world.ANALYST), "UnknownPost"),
        (("propose", "--nip", world.SARI, "--post", world.HOME, "--as", world.ANALYST), "AlreadyThere"),
        (("propose", "--nip", world.SARI, "--post", world.TARGET, "--as", world.MAYOR), "RoleMissing"),
        (
            ("propose", "--nip", world.SARI, "--post", world.TARGET, "--as", world.ANALYST, "--kind", "BULAN"),
            "InvalidField",
        ),
        (
            ("propose", "--nip", world.SARI, "--post", world.TARGET, "--as", world.ANALYST, "--kind", "PERWAKILAN_LN"),
            "KindRefused",
        ),
        (("attach", 1, "--type", "D05", "--file", "/tidak/ada", "--as", world.OFFICER), "InvalidField"),
        (("decree", "get", "800/x", "-o", "x.pdf"), "UnknownDecree"),
        (("list", "--state", "bulan"), "InvalidField"),
        (("list", "--mine", "siapa"), "UnknownAccount"),
        (("batch", "submit", "--as", world.ANALYST, "--ids", "/tidak/ada"), "InvalidField"),
        (("init", "--rehearsal", "--ulang"), None),
    ],
)
def test_what_cannot_be_granted_is_refused_with_a_sentence(
    mutasi: Terminal, words: tuple[object, ...], error: str | None
) -> None:
    world.propose(mutasi.office)
    if error is None:
        assert mutasi.run(*words, "--json").code == 2
        return
    said = mutasi.run(*words, "--json")
    assert said.code == 1, said
    assert said.json["error"] == error
    assert said.json["reasons"] == said.err.rstrip("\n").split("\n")
    assert world.rows(mutasi.office, world.tables.Booking) == []


@pytest.mark.parametrize(
    ("verb", "change", "named"),
    [
        ("assess", {"team": None}, "team"),
        ("assess", {"considerations": None}, "considerations"),
        ("assess", {"recommendation": "mungkin"}, "recommendation"),
        ("assess", {"catatan": "x"}, "catatan"),
        ("assess", {"team": [{"name": "A", "capacity": "asn"}]}, "team"),
        ("assess", {"considerations": 7.5}, "considerations"),
        ("socialize", {"date": "2026-06-31"}, "date"),
        ("socialize", {"date": "2026-06-03"}, "date"),
        ("socialize", {"response": "objects"}, "answer"),
        ("approve", {"tmt": "2026-06-02"}, "tmt"),
        ("approve", {"tmt": None}, "tmt"),
    ],
)
def test_a_missing_wrong_or_unknown_field_is_named(
    mutasi: Terminal, verb: str, change: dict[str, object], named: str
) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, next(state for state, step in world.PATH if step == verb))
    before = len(world.rows(mutasi.office, world.tables.Booking))
    told = {k: v for k, v in (world.data_of(mutasi.office, id, verb) | change).items() if v is not None}
    said = mutasi("step", id, verb, "--as", world.TAKER[verb], "--data", mutasi.data(told), code=1)
    assert any(reason.startswith(named) for reason in said["reasons"]), said
    assert all(len(reason) < 400 for reason in said["reasons"])
    assert len(world.rows(mutasi.office, world.tables.Booking)) == before


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", "7", '"teks"', "[" * 100_000, "\x00", '{"a": 1' + "0" * 6000 + "}"]
)
def test_data_that_is_no_json_object_is_refused(mutasi: Terminal, content: str) -> None:
    id = world.propose(mutasi.office)
    said = mutasi("step", id, "submit", "--as", world.ANALYST, "--data", mutasi.data(content), code=1)
    assert said["reasons"]
    assert mutasi("show", id)["state"] == "draft"


def test_a_data_file_beyond_its_limit_is_refused_unread(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    path = mutasi.data({"x": "y" * (2 * 1024 * 1024)})
    assert mutasi("step", id, "submit", "--as", world.ANALYST, "--data", path, code=1)["error"] == "TooLarge"


def test_a_verb_whose_note_is_the_reason_is_refused_without_it(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "approval")
    for note in ([], ["--note", "   "]):
        assert mutasi("step", id, "reject", "--as", world.MAYOR, *note, code=1)["error"] == "NoteRequired"


def test_findings_come_with_a_refusal(mutasi: Terminal) -> None:
    first, second = world.propose(mutasi.office), world.propose(mutasi.office, post=world.SINGLE)
    world.step(mutasi.office, first, "submit")
    said = mutasi("step", second, "submit", "--as", world.ANALYST, code=1)
    assert said["error"] == "StepRefused"
    unmet = [finding for finding in said["findings"] if finding["outcome"] == "unmet"]
    assert [finding["rule"] for finding in unmet] == ["R-PRO-01"]


def test_sentences_come_in_the_language_that_was_asked_for(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mutasi("show", 99, code=1)["reasons"] == ["Usulan 99 tidak ada. Lihat daftar usulan dengan `mutasi list`."]
    monkeypatch.setenv("MUTASI_LANG", "en")
    assert mutasi("show", 99, code=1)["reasons"] == ["There is no proposal 99. See the proposals with `mutasi list`."]


# Usage (2)


@pytest.mark.parametrize(
    "words",
    [
        ("terbang",),
        ("show",),
        ("show", "satu"),
        ("step", 1, "submit"),
        ("list", "--entah"),
        ("propose", "--nip", world.SARI, "--as", world.ANALYST),
        ("batch", "submit", "--as", world.ANALYST),
        ("batch", "submit", "--as", world.ANALYST, "--ids", "x", "--state", "draft"),
        ("decree", "get", "1"),
    ],
)
def test_a_command_that_is_wrongly_put_is_a_matter_of_usage(mutasi: Terminal, words: tuple[object, ...]) -> None:
    said = mutasi.run(*words, "--json")
    assert said.code == 2
    told = json.loads(said.out)
    assert told["error"] == "Usage"
    assert len(told["reasons"][0]) > 10
    assert said.err


# Conflicts (3)


def test_who_comes_late_learns_who_stepped(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    step = ("step", id, "submit", "--as", world.ANALYST)
    mutasi(*step)
    assert mutasi(*step, code=3)["error"] == "Stepped"
    said = mutasi("step", id, "establish_need", "--as", world.HEAD, "--version", 0, code=3)
    assert "rini.analis mengambil langkah submit pada 2 Jun 2026 09.00 WIB" in said["reasons"][0]
    assert mutasi("step", id, "establish_need", "--as", world.HEAD, "--dossier", "0" * 64, code=3)["error"] == (
        "DossierChanged"
    )


def test_while_someone_steps_others_wait(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    book(mutasi.office.desk, world.request(mutasi.office, id, "submit", key="a"))
    assert mutasi("step", id, "submit", "--as", world.ANALYST, code=3)["error"] == "Stepping"


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    step = ("step", id, "submit", "--as", world.ANALYST, "--key", "pagi-1")
    assert mutasi(*step) == mutasi(*step)
    assert mutasi(*step, "--note", "lain", code=1)["error"] == "KeyReused"
    assert mutasi("show", id)["version"] == 1


def test_a_lock_that_times_out_is_a_conflict(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SQLITE_SETTINGS", (*database.SQLITE_SETTINGS[:-1], "PRAGMA busy_timeout=50"))
    id = world.propose(mutasi.office)
    with mutasi.office.database.transaction():
        assert mutasi("step", id, "submit", "--as", world.ANALYST, code=3)["error"] == "Busy"
    assert mutasi("step", id, "submit", "--as", world.ANALYST)["version"] == 1


# Integrity (4)


def test_the_audit_says_that_nothing_was_changed_or_what_was(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "evaluation")
    assert mutasi("audit", "verify") == {
        "ok": True,
        "problems": [],
        "notes": [],
        "counts": {
            **{"leaves": 2, "checkpoints": 0, "entries": 2, "decrees": 2, "numbers": 2, "proposals": 1},
            **{"copies": 0, "seals": 0},
        },
        "promise": None,
    }
    assert mutasi.run("audit", "verify").out == "2 entri dan 2 keputusan diperiksa: tidak ada yang berubah.\n"
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE proposal SET state = 'approval'")
    said = mutasi("audit", "verify", code=4)
    assert not said["ok"]
    assert said["problems"] == ["Usulan 1 tercatat approval versi 2, padahal riwayatnya evaluation versi 2."]


def test_a_decree_that_was_altered_is_not_handed_out(mutasi: Terminal) -> None:
    number = world.step(mutasi.office, world.propose(mutasi.office), "submit")["decree"]["number"]
    target = mutasi.folder / "keputusan.pdf"
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER decree_no_update")
        connection.exec_driver_sql("UPDATE decree SET content = x'00'")
    assert mutasi("decree", "get", number, "-o", target, code=4)["error"] == "DecreeAltered"
    assert not target.exists()


# Decrees


def test_a_decree_is_handed_out_byte_by_byte_and_replaces_the_file_whole(mutasi: Terminal) -> None:
    answer = world.step(mutasi.office, world.propose(mutasi.office), "submit")["decree"]
    target = mutasi.folder / "keputusan.pdf"
    target.write_bytes(b"lama " * 1000)
    held = target.open("rb")
    said = mutasi("decree", "get", answer["number"], "-o", target)
    assert sha256(target.read_bytes()) == answer["sha256"] == said["sha256"]
    assert held.read() == b"lama " * 1000, "a reader of the old file keeps the old bytes"
    held.close()
    assert target.stat().st_mode & 0o777 == 0o644
    assert sorted(path.name for path in mutasi.folder.iterdir() if "keputusan" in path.name) == ["keputusan.pdf"]


def test_a_place_that_cannot_be_written_to_leaves_nothing_behind(mutasi: Terminal) -> None:
    number = world.step(mutasi.office, world.propose(mutasi.office), "submit")["decree"]["number"]
    nowhere = mutasi.folder / "tidak-ada" / "keputusan.pdf"
    assert mutasi("decree", "get", number, "-o", nowhere, code=5)["error"] == "DiskProblem"
    folder = mutasi.folder / "berkas"
    folder.mkdir()
    assert mutasi("decree", "get", number, "-o", folder, code=5)["error"] == "DiskProblem"
    assert not [path for path in mutasi.folder.iterdir() if path.name.startswith(".")]


# Batches


def test_a_batch_answers_for_each_proposal_and_stops_for_none(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:3]]
    world.step(mutasi.office, ids[1], "submit")
    listed = mutasi.folder / "nomor.txt"
    listed.write_text("\ufeff" + "\n".join(map(str, [*ids, 99, ids[0]])) + "\n\n")
    said = mutasi("batch", "submit", "--as", world.ANALYST, "--ids", listed, code=1)
    assert [(one["proposal"], one["done"], one["exit"]) for one in said] == [
        (ids[0], True, 0),
        (ids[1], False, 3),
        (ids[2], True, 0),
        (99, False, 1),
    ]
    assert all(one["reasons"] for one in said if not one["done"])
    world.assert_sound(mutasi.office)


def test_a_batch_of_a_whole_state_that_succeeds_ends_with_0(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:4]]
    said = mutasi("batch", "submit", "--as", world.ANALYST, "--state", "draft")
    assert [one["proposal"] for one in said] == ids
    assert {one["to"] for one in said} == {"needs_analysis"}
    assert mutasi("batch", "submit", "--as", world.ANALYST, "--state", "draft") == []
    assert (
        "0 langkah diambil, 0 ditolak." in mutasi.run("batch", "submit", "--as", world.ANALYST, "--state", "draft").out
    )


def test_a_line_that_is_no_number_refuses_the_whole_batch(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    listed = mutasi.folder / "nomor.txt"
    for text in (f"{id}\ndua\n", f"{id}\n-1\n", f"{id}\n1.5\n", f"{id}\n" + "9" * 40):
        listed.write_text(text)
        said = mutasi("batch", "submit", "--as", world.ANALYST, "--ids", listed, code=1)
        assert "baris 2" in said["reasons"][0]
    assert mutasi("show", id)["state"] == "draft"


def test_a_collective_approval_is_one_decree_with_an_entry_for_each(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:3]]
    for id in ids:
        world.carry(mutasi.office, id, "approval")
    told = mutasi.data({"tmt": "2026-07-01"})
    words = ("batch", "approve", "--as", world.MAYOR, "--data", told, "--collective")
    said = mutasi(*words, "--state", "approval")
    assert [one["proposal"] for one in said] == ids
    assert len({one["decree"]["number"] for one in said}) == 1
    assert [one["entry"] for one in said] == [13, 14, 15]
    (number,) = [row for row in mutasi("register") if row["series"] == "SK"]
    assert number["proposals"] == ids
    assert {mutasi("show", id)["state"] for id in ids} == {"implementation"}
    world.assert_sound(mutasi.office)


def test_a_collective_approval_is_for_all_or_for_none(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:3]]
    for id in ids[:2]:
        world.carry(mutasi.office, id, "approval")
    listed = mutasi.folder / "nomor.txt"
    listed.write_text("\n".join(map(str, ids)))
    told = mutasi.data({"tmt": "2026-07-01"})
    words = ("batch", "approve", "--as", world.MAYOR, "--ids", listed, "--data", told, "--collective")
    mutasi(*words, code=1)
    assert [mutasi("show", id)["state"] for id in ids] == ["approval", "approval", "draft"]
    assert [row for row in mutasi("register") if row["series"] == "SK"] == []


def test_only_approvals_are_collective(mutasi: Terminal) -> None:
    world.propose(mutasi.office)
    words = ("batch", "submit", "--as", world.ANALYST, "--state", "draft", "--collective")
    assert "--collective" in mutasi(*words, code=1)["reasons"][0]


# Whose hands


def official(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the database a real one, as if it had been created so."""
    with mutasi.office.database.transaction() as connection:
        connection.execute(table(Installation).update().values(rehearsal=False))
    monkeypatch.delenv("MUTASI_NOW")


def test_outside_a_rehearsal_an_account_acts_for_its_own_user_only(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    official(mutasi, monkeypatch)
    words = ("propose", "--nip", world.SARI, "--post", world.TARGET, "--as", world.ANALYST)
    assert mutasi(*words, code=1)["error"] == "NotYourAccount"
    accounts = table(Account)
    for user, code in (("orang.lain", 1), (getpass.getuser(), 0)):
        with mutasi.office.database.transaction() as connection:
            connection.execute(accounts.update().where(accounts.c.name == world.ANALYST).values(os_user=user))
        mutasi(*words, code=code)
    assert mutasi("step", 1, "submit", "--as", world.HEAD, code=1)["error"] == "NotYourAccount"
    assert (
        mutasi("attach", 1, "--type", "D01", "--file", __file__, "--as", world.HEAD, code=1)["error"]
        == "NotYourAccount"
    )
    assert mutasi("batch", "submit", "--state", "draft", "--as", world.HEAD, code=1)["error"] == "NotYourAccount"
    mutasi("step", 1, "submit", "--as", world.ANALYST)
    assert mutasi("history", 1)[0]["os_user"] == getpass.getuser()


def test_a_moved_calendar_is_refused_on_a_real_database(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    official(mutasi, monkeypatch)
    monkeypatch.setenv("MUTASI_NOW", world.START.isoformat())
    for words in (("list",), ("show", 1), ("register",), ("audit", "verify"), ("agency", "show")):
        assert mutasi(*words, code=1)["error"] == "RehearsalOnly"


def test_the_calendar_of_a_rehearsal_may_stand_before_the_newest_entry(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.propose(mutasi.office), world.propose(mutasi.office, world.COLLEAGUES[1])
    mutasi("step", first, "submit", "--as", world.ANALYST)
    monkeypatch.setenv("MUTASI_NOW", (world.START - timedelta(days=30)).isoformat())
    mutasi("step", second, "submit", "--as", world.ANALYST)
    said = mutasi("audit", "verify")
    assert said["ok"]
    assert len(said["notes"]) == 1


# Cannot work (5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUTASI_LANG", "fr"),
        ("MUTASI_LEASE_SECONDS", "0"),
        ("MUTASI_LEASE_SECONDS", "sebentar"),
        ("MUTASI_LEASE_SECONDS", "99999"),
        ("MUTASI_NOW", "kemarin"),
        ("MUTASI_NOW", "2026-06-02T09:00:00"),
        ("MUTASI_DATABASE_URL", "bukan alamat"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = mutasi("list", code=5)
    assert said["error"] in ("BadSetting", "Unreachable")
    assert name in said["reasons"][0]


def test_a_newer_database_is_not_touched(mutasi: Terminal) -> None:
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    for words in (("list",), ("init",), ("step", 1, "submit", "--as", world.ANALYST)):
        assert mutasi(*words, code=5)["error"] == "NewerDatabase"


def test_a_file_that_is_no_database_is_said_to_be_none(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mutasi.folder / "surat.db"
    path.write_bytes(b"Kepada Yth. Wali Kota\n" * 500)
    monkeypatch.setenv("MUTASI_DATABASE_URL", f"sqlite:///{path}")
    assert mutasi("list", code=5)["error"] == "DamagedFile"
    assert path.read_bytes().startswith(b"Kepada")


def test_before_init_every_command_says_how_to_create_the_database(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTASI_DATABASE_URL", f"sqlite:///{mutasi.folder / 'baru' / 'mutasi.db'}")
    for words in (("list",), ("show", 1), ("register",), ("audit", "verify")):
        assert mutasi(*words, code=5)["error"] == "NotInitialised"


def test_init_creates_a_rehearsal_once_and_does_not_make_one_of_a_real_database(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MUTASI_NOW")
    for name, words in (("latihan", ("init", "--rehearsal")), ("resmi", ("init",))):
        monkeypatch.setenv("MUTASI_DATABASE_URL", f"sqlite:///{mutasi.folder / name}.db")
        assert mutasi(*words) == {"created": True, "rehearsal": name == "latihan"}
        assert mutasi("init") == {"created": False, "rehearsal": name == "latihan"}
        assert mutasi("list") == []
    assert mutasi("init", "--rehearsal", code=1)["error"] == "RehearsalOnly"


def test_the_json_of_every_answer_is_in_plain_letters(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    said = mutasi.run("step", id, "submit", "--as", world.ANALYST, "--note", "Ketua “tim” – sudah è setuju", "--json")
    assert said.code == 0
    assert json.loads(said.out)["version"] == 1
    assert "è" in mutasi.run("history", id, "--json").out
