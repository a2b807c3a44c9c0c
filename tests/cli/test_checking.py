"""Checking a decree: the four answers about a file, the same page drawn again, the proof that is handed out with it."""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.checking import check, reader
from app.keys import make_keys
from app.wiring import Office
from documents import catalogue, press, render, strange
from documents.claims import LARGEST, Claims, claims
from documents.press import Press
from documents.revisions import first_revision
from storage import merkle, notes, tables
from storage.copy_tables import Copy
from storage.erasure import erase
from storage.register import decree as stored
from tests import telling, world
from tests.cli.desk import Terminal, terminal
from tests.storage.administrators import REASON, by
from workflow.canonical import sha256
from workflow.errors import SealUnusable

SECOND = world.COLLEAGUES[1]
AGENCY = "Pemerintah Kota Samudra Jaya"

SEALING = vars(Office)["sealing"]
"""The seals of a real office; the terminal of these tests has none."""


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal with the key of its log; its decrees say what they are."""
    monkeypatch.setenv("MUTASI_HOME", str(tmp_path))
    make_keys(tmp_path, None)
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    monkeypatch.setattr(press, "Press", lambda **more: telling.TellingPress())
    made.office.__dict__["press"] = telling.TellingPress()
    yield made
    made.office.database.dispose()


def approved(mutasi: Terminal) -> tuple[int, str]:
    """A proposal whose transfer was decided, and the number of that decree."""
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "implementation")
    return id, number_of(mutasi, id)


def number_of(mutasi: Terminal, proposal: int) -> str:
    mine = [row for row in world.rows(mutasi.office, tables.Transition) if row["proposal"] == proposal]
    return str(mine[-1]["number"])


def content_of(mutasi: Terminal, number: str) -> bytes:
    with mutasi.office.database.reading() as connection:
        return stored(connection, number)[1]


def code_of(mutasi: Terminal, number: str) -> str:
    return next(str(row["code"]) for row in world.rows(mutasi.office, tables.Booking) if row["number"] == number)


def file(mutasi: Terminal, content: bytes) -> Path:
    path = mutasi.folder / "surat.pdf"
    path.write_bytes(content)
    return path


# The four answers


def test_an_issued_file_is_recognised_and_its_leaf_is_proved(mutasi: Terminal) -> None:
    id, number = approved(mutasi)
    content = content_of(mutasi, number)
    said = mutasi("decree", "verify", file(mutasi, content))
    assert (said["status"], said["number"], said["verb"]) == ("issued", number, "approve")
    assert (said["sha256"], said["revoked"], said["seals"]) == (sha256(content), [], [])
    entries = [row["id"] for row in world.rows(mutasi.office, tables.Transition) if row["proposal"] == id]
    assert (said["log"]["entries"], said["log"]["checkpoint"]) == (entries[-1:], None)
    mutasi("audit", "checkpoint", "-o", mutasi.folder / "titik.txt")
    said = mutasi("decree", "verify", mutasi.folder / "surat.pdf")
    assert said["log"]["checkpoint"]["size"] > said["log"]["leaves"][0]
    spoken = mutasi.run("decree", "verify", mutasi.folder / "surat.pdf").out
    assert "Diterbitkan: berkas ini sama byte demi byte" in spoken
    assert "terbukti di dalam titik periksa" in spoken


def test_a_revoked_decree_is_still_what_was_issued(mutasi: Terminal) -> None:
    id, number = approved(mutasi)
    annulled = world.step(mutasi.office, id, "annul")["decree"]["number"]
    path = file(mutasi, content_of(mutasi, number))
    said = mutasi("decree", "verify", path)
    assert (said["status"], said["revoked"]) == ("revoked", [{"proposal": id, "by": annulled}])
    assert f"Sudah dicabut oleh keputusan {annulled}." in mutasi.run("decree", "verify", path).out
    said = mutasi("decree", "verify", file(mutasi, content_of(mutasi, annulled)))
    assert (said["status"], said["number"]) == ("issued", annulled)


def test_a_suspension_is_revoked_when_the_case_goes_on_and_the_next_one_is_not(mutasi: Terminal) -> None:
    id, approval = approved(mutasi)
    first, *_ = numbers = [
        world.step(mutasi.office, id, verb)["decree"]["number"] for verb in ("suspend", "resume", "suspend")
    ]
    told = [mutasi("decree", "verify", file(mutasi, content_of(mutasi, n))) for n in (*numbers, approval)]
    assert [said["status"] for said in told] == ["revoked", "issued", "issued", "issued"]
    assert told[0]["revoked"] == [{"proposal": id, "by": numbers[1]}]
    assert first != numbers[2]


def test_a_collective_decree_is_revoked_for_those_whose_case_was_annulled(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in (world.SARI, SECOND)]
    for id in ids:
        world.carry(mutasi.office, id, "approval")
    number = world.step_together(mutasi.office, ids)[0]["decree"]["number"]
    annulled = world.step(mutasi.office, ids[0], "annul")["decree"]["number"]
    path = file(mutasi, content_of(mutasi, number))
    said = mutasi("decree", "verify", path)
    assert (said["status"], said["revoked"]) == ("issued", [{"proposal": ids[0], "by": annulled}])
    assert len(said["log"]["entries"]) == 2
    assert f"Dicabut untuk 1 dari 2 pegawai oleh keputusan {annulled}." in mutasi.run("decree", "verify", path).out
    world.step(mutasi.office, ids[1], "annul")
    assert mutasi("decree", "verify", path)["status"] == "revoked"


def test_the_petikan_of_a_person_is_recognised_and_is_revoked_with_the_case(mutasi: Terminal) -> None:
    ids = [world.propose(mutasi.office, nip) for nip in (world.SARI, SECOND)]
    for id in ids:
        world.carry(mutasi.office, id, "approval")
    number = world.step_together(mutasi.office, ids)[0]["decree"]["number"]
    kept = {row["proposal"]: row["content"] for row in world.rows(mutasi.office, Copy)}
    mutasi("audit", "checkpoint", "-o", mutasi.folder / "titik.txt")
    annulled = world.step(mutasi.office, ids[0], "annul")["decree"]["number"]
    for id, status, revoked in ((ids[0], "revoked", [{"proposal": ids[0], "by": annulled}]), (ids[1], "issued", [])):
        said = mutasi("decree", "verify", file(mutasi, kept[id]))
        assert (said["status"], said["number"], said["revoked"]) == (status, number, revoked)
        assert said["copy"] == {"kind": "petikan", "proposal": id}
        assert (len(said["log"]["entries"]), said["log"]["checkpoint"] is None) == (1, False)
    assert f"dengan petikan keputusan {number}" in mutasi.run("decree", "verify", mutasi.folder / "surat.pdf").out
    said = mutasi("decree", "verify", file(mutasi, kept[ids[1]] + b"\n"), code=4)
    assert (said["status"], said["change"], said["copy"]["kind"]) == ("altered", "added", "petikan")


def test_a_copy_that_was_made_later_is_recognised_by_the_act_that_made_it(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    path = mutasi.folder / "salinan.pdf"
    mutasi("decree", "copy", number, "--kind", "salinan", "-o", path, "--as", world.HEAD)
    said = mutasi("decree", "verify", path)
    assert (said["status"], said["number"]) == ("issued", number)
    assert said["copy"] == {"kind": "salinan", "proposal": None}
    assert (said["log"]["entries"], len(said["log"]["leaves"])) == ([], 1)
    assert "Log: daun" in mutasi.run("decree", "verify", path).out


def test_a_copy_of_which_the_log_says_otherwise_is_not_confirmed(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    path = mutasi.folder / "salinan.pdf"
    mutasi("decree", "copy", number, "--kind", "salinan", "-o", path, "--as", world.HEAD)
    forged = path.read_bytes() + b"\n"
    with mutasi.office.database.transaction() as connection:
        for (name,) in list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        old, new = sha256(path.read_bytes()), sha256(forged)
        connection.exec_driver_sql("UPDATE copy SET sha256 = :new", {"new": new})
        connection.exec_driver_sql('UPDATE "change" SET new = replace(new, :old, :new)', {"old": old, "new": new})
    assert mutasi("decree", "verify", file(mutasi, forged), code=4)["error"] == "DecreeAltered"


def test_an_altered_file_names_the_decree_that_it_resembles(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    whole = content_of(mutasi, number)
    forged = telling.decree(number, "AAAA-BBBB-CCCC")
    coded = telling.decree("900/1", code_of(mutasi, number))
    for content, change in (
        (whole + b"1 0 obj\n<<>>\nendobj\n" + telling.END, "added"),
        (whole + b"\n", "added"),
        (whole[:-20], "cut"),
        (forged, "changed"),
        (coded, "changed"),
    ):
        said = mutasi("decree", "verify", file(mutasi, content), code=4)
        assert (said["status"], said["number"], said["change"]) == ("altered", number, change)
    assert "Jangan dipakai" in mutasi.run("decree", "verify", mutasi.folder / "surat.pdf").out


@pytest.mark.parametrize("content", [b"", b"halo", b"%PDF-1.7\n%%EOF\n", telling.decree("900/1", "AAAA-BBBB-CCCC")])
def test_any_other_file_is_unknown(mutasi: Terminal, content: bytes) -> None:
    approved(mutasi)
    said = mutasi("decree", "verify", file(mutasi, content), code=1)
    assert said == {
        "file": str(mutasi.folder / "surat.pdf"),
        "status": "unknown",
        "sha256": sha256(content),
        "seals": [],
    }
    assert "Tidak dikenal" in mutasi.run("decree", "verify", mutasi.folder / "surat.pdf").out


def test_a_reader_whom_nobody_knows_learns_nothing_by_guessing_numbers(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    guess = telling.decree(number, "AAAA-BBBB-CCCC")
    with mutasi.office.database.reading() as connection:
        now = mutasi.office.clock.real()
        assert check(connection, guess, now, no_seals).status == "altered"
        assert check(connection, guess, now, no_seals, public=True).status == "unknown"
        seen = telling.decree("900/1", code_of(mutasi, number))
        assert check(connection, seen, now, no_seals, public=True).status == "altered"


def no_seals(content: bytes) -> tuple[()]:
    return ()


def test_every_flipped_byte_and_every_missing_end_is_found(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    whole = content_of(mutasi, number)
    assert answer(mutasi, whole) == "issued"
    for place in range(len(whole)):
        flipped = whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :]
        assert answer(mutasi, flipped) in ("altered", "unknown"), place
        assert answer(mutasi, whole[:place]) in ("altered", "unknown"), place


def test_a_decree_whose_entry_was_rewritten_is_not_confirmed(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    forged = content_of(mutasi, number).replace(b"%PDF-1.7", b"%PDF-1.6")
    with mutasi.office.database.transaction() as connection:
        for (name,) in list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        told = {"sha": sha256(forged), "content": forged, "number": number}
        connection.exec_driver_sql("UPDATE decree SET sha256 = :sha, content = :content WHERE number = :number", told)
        connection.exec_driver_sql("UPDATE transition SET decree_sha256 = :sha WHERE number = :number", told)
    assert mutasi("decree", "verify", file(mutasi, forged), code=4)["error"] == "DecreeAltered"


def test_a_file_that_is_too_large_is_not_read(mutasi: Terminal) -> None:
    path = mutasi.folder / "besar.pdf"
    with path.open("wb") as made:
        made.truncate(LARGEST + 1)
    assert mutasi("decree", "verify", path, code=1)["error"] == "TooLarge"
    assert mutasi("decree", "verify", mutasi.folder / "tidak-ada.pdf", code=1)["error"] == "InvalidField"


# What a file says of itself


def test_the_claims_of_a_file_are_its_code_and_the_number_in_its_title() -> None:
    assert claims(telling.decree("800/1 & 2/SK", "K7QM-2XWD-9RTB".lower())) == Claims((), ("800/1 & 2/SK",))
    assert claims(telling.decree("800/1", "K7QM-2XWD-9RTB")) == Claims(("K7QM-2XWD-9RTB",), ("800/1",))
    assert claims(b"kode K7QM-2XWD-9RTB, K7QM-2XWD-9RTBX, IO10-2XWD-9RTB") == Claims(("K7QM-2XWD-9RTB",), ())


BOMB = b"stream\n" + zlib.compress(b"AAAA-" * (8 << 20), 9)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(b"stream\n", id="streams-without-end"),
        pytest.param(b"stream\n\x78\x01" + b"\x00\x00\x00\xff\xff" * 4000, id="blocks-of-nothing"),
        pytest.param(BOMB, id="a-bomb"),
        pytest.param(b"AAAA-AAAA-AAA-", id="almost-codes"),
        pytest.param(b"<dc:title>Nomor Nomor ", id="almost-titles"),
        pytest.param(b"%%EOF\n", id="ends"),
    ],
)
def test_a_hostile_file_costs_seconds_at_most(mutasi: Terminal, part: bytes) -> None:
    content = part * (LARGEST // len(part))
    began = time.process_time()
    with mutasi.office.database.reading() as connection:
        found = check(connection, content, mutasi.office.clock.real(), no_seals, public=True)
    assert (found.status, time.process_time() - began < 10) == ("unknown", True)


# Drawn again


def test_a_sealed_decree_of_the_real_press_is_recognised_and_drawn_again_byte_for_byte(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Office, "sealing", SEALING)
    with Press() as real, monkeypatch.context() as with_real:
        with_real.setattr(real, "close", lambda: None)
        with_real.setattr(press, "Press", lambda **_: real)
        id = world.propose(mutasi.office)
        number = mutasi("step", id, "submit", "--as", world.ANALYST)["decree"]["number"]
        said = mutasi("decree", "redraw", number)
    assert (said["status"], said["issued"]) == ("same", said["drawn"])
    whole = content_of(mutasi, number)
    (seal,) = mutasi("decree", "verify", file(mutasi, whole))["seals"]
    assert (seal["by"], seal["whole"], seal["intact"], seal["trusted"]) == (AGENCY, True, True, True)
    assert f"Segel elektronik: sah, dari {AGENCY}" in mutasi.run("decree", "verify", file(mutasi, whole)).out
    assert claims(whole) == Claims((code_of(mutasi, number),), (number,))
    bare = mutasi("decree", "verify", file(mutasi, first_revision(whole)), code=4)
    assert (bare["number"], bare["change"], bare["seals"]) == (number, "cut", [])
    (seal,) = mutasi("decree", "verify", file(mutasi, whole + b"\n"), code=4)["seals"]
    assert (seal["by"], seal["whole"], seal["intact"]) == (AGENCY, False, True)
    for place in range(0, len(whole), 997):
        flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        assert answer(mutasi, flipped) in ("altered", "unknown"), place


def test_a_decree_is_checked_also_while_the_seal_cannot_be_used(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, number = approved(mutasi)
    monkeypatch.setattr(Office, "authorities", property(unusable))
    assert mutasi("decree", "verify", file(mutasi, content_of(mutasi, number)))["status"] == "issued"
    assert reader()(b"/ByteRange") is None


def unusable(office: Office) -> None:
    raise SealUnusable(problem="tidak terbaca", problem_en="unreadable")


def test_a_file_that_we_sealed_and_do_not_know_is_noticed(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "sealing", SEALING)
    with Office() as office:
        told = office.sealing.announce(world.HEAD, world.START)
        sealed = office.sealing.seal(render.draw(catalogue.sample("submit")), told, world.START)
    said = mutasi("decree", "verify", file(mutasi, sealed), code=1)
    assert (said["status"], said["seals"][0]["by"], said["seals"][0]["trusted"]) == ("unknown", AGENCY, True)
    spoken = mutasi.run("decree", "verify", file(mutasi, sealed)).out
    assert "Segel itu dibuat dengan kunci instansi ini" in spoken
    assert strange.seals(first_revision(sealed)) == ()
    assert strange.seals(b"%PDF-1.7\n/ByteRange") is None


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 64 << 20), ("WALL_SECONDS", 0.01)])
def test_the_child_that_reads_the_seals_of_strangers_ends_at_its_limits(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(strange, limit, value)
    assert strange.seals(render.draw(catalogue.sample("submit"))) is None


def answer(mutasi: Terminal, content: bytes) -> str:
    """The answer of the function that the commands and the page ask."""
    with mutasi.office.database.reading() as connection:
        return check(connection, content, mutasi.office.clock.real(), no_seals).status


def test_a_decree_of_other_versions_says_so_and_one_that_differs_without_a_reason_is_found(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, number = approved(mutasi)
    assert "sama byte demi byte" in mutasi.run("decree", "redraw", number).out
    monkeypatch.setattr(press, "Press", lambda **more: world.FakePress())
    assert mutasi("decree", "redraw", number, code=4)["error"] == "RedrawnDiffers"
    then = catalogue.templates_hash()
    monkeypatch.setattr(catalogue, "templates_hash", lambda: "f" * 64)
    said = mutasi("decree", "redraw", number)
    assert (said["status"], said["templates"]) == ("other_versions", [then, "f" * 64])
    assert said["drawn"] != said["issued"]
    assert "digambar oleh versi lain" in mutasi.run("decree", "redraw", number).out


def test_an_erased_decree_cannot_be_drawn_again_and_the_entry_that_erased_it_is_named(mutasi: Terminal) -> None:
    id = world.propose(mutasi.office)
    world.carry(mutasi.office, id, "evaluation")
    number = world.step(mutasi.office, id, "reject")["decree"]["number"]
    mutasi.office.clock.forward(days=11 * 366)
    with mutasi.office.database.transaction() as connection:
        told = erase(connection, world.SARI, "Jadwal retensi arsip 2026", REASON, by(mutasi.office))
    said = mutasi("decree", "redraw", number, code=1)
    assert (said["error"], f"dihapus oleh entri log {told['index']}" in said["reasons"][0]) == ("OrderErased", True)
    assert mutasi("decree", "verify", file(mutasi, content_of(mutasi, number)))["status"] == "issued"


# Handed out


def test_the_proof_of_a_decree_needs_nothing_but_the_key(mutasi: Terminal) -> None:
    _, number = approved(mutasi)
    path = mutasi.folder / "keputusan.tlog-proof"
    said = mutasi("decree", "proof", number, "-o", path)
    head, note = path.read_text().split("\n\n", 1)
    first, extra, index, *path_up = head.split("\n")
    leaf = base64.b64decode(extra.removeprefix("extra "))
    assert (first, index) == ("c2sp.org/tlog-proof@v1", f"index {said['index']}")
    assert json.loads(leaf)["decree_sha256"] == sha256(content_of(mutasi, number)) == said["sha256"]
    checkpoint = notes.read(note)
    assert notes.Verifier.read(mutasi("keys", "show")["vkey"]).holds(checkpoint)
    place = (said["index"], checkpoint.size, [base64.b64decode(one) for one in path_up])
    assert merkle.root_of_inclusion(merkle.leaf_hash(leaf), *place) == checkpoint.root


def test_there_is_no_proof_of_what_was_never_issued(mutasi: Terminal) -> None:
    assert mutasi("decree", "proof", "800/1", "-o", mutasi.folder / "x", code=1)["error"] == "UnknownDecree"
    assert mutasi("decree", "redraw", "800/1", code=1)["error"] == "UnknownDecree"
    assert not (mutasi.folder / "x").exists()
