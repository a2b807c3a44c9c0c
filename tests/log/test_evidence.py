"""The evidence bundle: it holds what was asked for, and the verifier in it finds it sound."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.keys import LogKey
from app.wiring import Office
from storage import log
from storage.bases import set_basis
from storage.bundle import paper
from storage.changes import By
from storage.evidence import Wanted, may_export
from storage.reporting.period import Period
from storage.tables import Payload, Person, Post, table
from tests import world
from tests.log.checking import wrongs
from tests.log.exporting import ALL, bundle, key, sign, unpacked
from tests.log.second import is_sound
from workflow.authority import Actor, Role
from workflow.errors import InvalidField, RoleMissing, UnknownProposal


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Three proposals: one in monitoring, two whose steps lie between those of the others."""
    with world.build(database_url) as made:
        first, second, third = (world.propose(made, nip) for nip in world.COLLEAGUES[1:4])
        world.carry(made, first, "evaluation")
        world.carry(made, second, "approval")
        world.carry(made, third, "evaluation")
        world.carry(made, first, "monitoring")
        yield made


@pytest.fixture
def signer(tmp_path: Path) -> LogKey:
    return key(tmp_path)


def run(content: bytes, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the verifier that is in a bundle says of it, in a process that knows nothing of this program."""
    file, verifier = folder / "bukti.zip", folder / "verify.py"
    file.write_bytes(content)
    verifier.write_bytes(unpacked(content)["verify.py"])
    return subprocess.run(
        [sys.executable, "-I", str(verifier), str(file), *words], capture_output=True, text=True, cwd=folder
    )


def refs(files: dict[str, bytes]) -> list[tuple[str, int]]:
    return [(one["kind"], one["ref"]) for one in json.loads(files["manifest.json"])["leaves"]]


def test_the_verifier_in_a_bundle_finds_it_sound_without_this_program(
    office: Office, signer: LogKey, tmp_path: Path
) -> None:
    sign(office, signer)
    content, said = bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)
    done = run(content, tmp_path, "--vkey", signer.verifier.line())
    assert (done.returncode, done.stderr) == (0, "")
    assert "COCOK: 6 entri dari 1 usulan" in done.stdout
    assert said["manifest_sha256"] in done.stdout
    assert (said["leaves"], said["proposals"], said["left_out"]) == (6, [1], 0)


def test_a_bundle_of_a_period_holds_every_leaf_of_it(office: Office, signer: LogKey, tmp_path: Path) -> None:
    sign(office, signer)
    content, said = bundle(office, signer, ALL)
    assert run(content, tmp_path).returncode == 0
    assert said["leaves"] == said["size"] == len(world.rows(office, Payload))
    assert said["proposals"] == [1, 2, 3]


def test_a_proposal_of_which_a_period_holds_the_end_is_sound_and_not_said_to_be_whole(
    office: Office, signer: LogKey, tmp_path: Path
) -> None:
    sign(office, signer)
    content, said = bundle(
        office, signer, Wanted("Juli", period=Period(date(2026, 7, 1), date(2026, 7, 31), "Asia/Jakarta"))
    )
    assert (said["leaves"], said["proposals"]) == (1, [])
    assert run(content, tmp_path).returncode == 0


def test_a_calendar_that_jumps_leaves_no_gap_in_a_period(database_url: str, signer: LogKey) -> None:
    with world.build(database_url) as office:
        proposal = world.propose(office)
        for days, verb in ((0, "submit"), (90, "establish_need"), (-90, "send_back")):
            office.clock.forward(days=days)
            world.step(office, proposal, verb)
        sign(office, signer)
        june = Wanted("Juni", period=Period(date(2026, 6, 1), date(2026, 6, 30), "Asia/Jakarta"))
        files = unpacked(bundle(office, signer, june)[0])
    assert [ref for _, ref in refs(files)] == [1, 2, 3]
    assert wrongs(files, (signer.verifier.line(),)) == []


def test_the_same_database_gives_the_same_bytes(office: Office, signer: LogKey) -> None:
    sign(office, signer)
    wanted = Wanted("Usulan 1", 1)
    assert bundle(office, signer, wanted, drawn=True) == bundle(office, signer, wanted, drawn=True)


def test_what_is_newer_than_the_checkpoint_is_left_out_and_counted(office: Office, signer: LogKey) -> None:
    sign(office, signer)
    world.step(office, 1, "correct")
    content, said = bundle(office, signer, Wanted("Usulan 1", 1))
    assert (said["leaves"], said["left_out"]) == (6, 1)
    assert wrongs(unpacked(content), (signer.verifier.line(),)) == []


def test_whoever_holds_an_older_checkpoint_can_hold_it_against_the_bundle(
    office: Office, signer: LogKey, tmp_path: Path
) -> None:
    old = sign(office, signer)
    world.step(office, 1, "correct")
    new = sign(office, signer)
    content, _ = bundle(office, signer, ALL)
    assert f"consistency/{old.size}-{new.size}.proof" in unpacked(content)
    (tmp_path / "lama.txt").write_text(old.note)
    told = run(content, tmp_path, "--vkey", signer.verifier.line(), "--checkpoint", str(tmp_path / "lama.txt"))
    assert told.returncode == 0


def test_an_erased_payload_brings_along_the_leaf_that_says_so(office: Office, signer: LogKey) -> None:
    erase(office, 1)
    sign(office, signer)
    files = unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0])
    assert ("erasure", 1) in refs(files)
    assert "payloads/0.json" not in files
    assert wrongs(files, (signer.verifier.line(),)) == []
    assert is_sound(files, signer.verifier.line())
    assert "telah dihapus" in text_of(files["berkas.pdf"])


def erase(office: Office, entry: int) -> None:
    """Erase the payload of an entry, and say so in the log."""
    payload = table(Payload)
    told = {"at": world.START, "asked_by": "a", "agreed_by": "b", "basis": "JRA", "entries": [entry], "changes": []}
    with office.database.transaction() as connection:
        connection.execute(payload.delete().where(payload.c.transition == entry))
        log.append(connection, "erasure", 1, told)


def test_a_payload_that_was_altered_is_exported_as_it_is_and_found(office: Office, signer: LogKey) -> None:
    payload = table(Payload)
    with office.database.transaction() as connection:
        salt = connection.execute(sa.select(payload.c.salt).where(payload.c.transition == 1)).scalar_one()
        connection.execute(payload.delete().where(payload.c.transition == 1))
        connection.execute(payload.insert().values(transition=1, salt=salt, content=b"\xff{"))
    sign(office, signer)
    files = unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0])
    assert len(wrongs(files, (signer.verifier.line(),))) == 1
    assert not is_sound(files, signer.verifier.line())


def test_the_paper_names_whom_and_what_was_decided_on_and_not_what_tables_say_today(
    office: Office, signer: LogKey
) -> None:
    sign(office, signer)
    before = text_of(unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0])["berkas.pdf"])
    with office.database.transaction() as connection:
        connection.execute(table(Person).update().values(name="Palsu"))
        connection.execute(table(Post).update().values(name="Jabatan Palsu"))
    after = text_of(unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0])["berkas.pdf"])
    assert "Agus Salim" in before
    assert after == before


def test_text_in_the_place_of_a_payload_is_exported_too(office: Office, signer: LogKey) -> None:
    if not office.database.sqlite:
        pytest.skip("PostgreSQL keeps bytes where bytes belong")
    with office.database.transaction() as connection:
        kept = connection.execute(sa.text("SELECT salt FROM payload WHERE transition = 1")).scalar_one()
        connection.execute(sa.text("DELETE FROM payload WHERE transition = 1"))
        again = sa.text("INSERT INTO payload (transition, salt, content) VALUES (1, :salt, 'palsu')")
        connection.execute(again, {"salt": kept})
    sign(office, signer)
    assert wrongs(unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0]), (signer.verifier.line(),))


def test_changes_of_the_agencys_data_are_proved_too(office: Office, signer: LogKey) -> None:
    by = By(world.ADMIN, office.clock.now(), office.today, "penguji")
    with office.database.transaction() as connection:
        set_basis(connection, "Peraturan Wali Kota Nomor 5 Tahun 2026", 1, office.today, None, "Dasar baru.", by)
    sign(office, signer)
    files = unpacked(bundle(office, signer, ALL, drawn=True)[0])
    assert ("change", 1) in refs(files)
    assert (wrongs(files, (signer.verifier.line(),)), is_sound(files, signer.verifier.line())) == ([], True)
    assert "basis set: dilaksanakan" in text_of(files["berkas.pdf"])


def test_the_case_file_tells_what_the_entries_say(office: Office, signer: LogKey) -> None:
    made = sign(office, signer)
    text = text_of(unpacked(bundle(office, signer, Wanted("Usulan 1", 1), drawn=True)[0])["berkas.pdf"])
    grouped = " ".join(made.root[at : at + 8] for at in range(0, 64, 8))
    for words in ("Usulan 1", made.origin, grouped, "Penetapan Hasil Evaluasi", "R-ELG-06", "daun log 0", "DEMO"):
        assert words in text, words
    assert "Dari Analis Kebijakan Kesehatan, Dinas Kesehatan" in text


def test_a_case_file_without_room_says_how_much_it_leaves_out(
    office: Office, signer: LogKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "MOST", 2)
    sign(office, signer)
    files = unpacked(bundle(office, signer, ALL, drawn=True)[0])
    assert f"{len(refs(files)) - 2} entri lain" in text_of(files["berkas.pdf"])


def text_of(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_what_the_rules_found_is_a_table_that_is_not_calculated(office: Office, signer: LogKey) -> None:
    sign(office, signer)
    told = unpacked(bundle(office, signer, Wanted("Usulan 1", 1))[0])["findings.csv"].decode("utf-8-sig").split("\r\n")
    assert told[0].startswith("daun,entri,usulan,langkah,ketentuan")
    assert any(line.startswith("2,") or ",assess,R-ELG-06,warn,unmet," in line for line in told)


@pytest.mark.parametrize(
    "wanted", [Wanted("Usulan 4", 4), Wanted("2020", period=Period(date(2020, 1, 1), date(2020, 2, 1), "Asia/Jakarta"))]
)
def test_a_bundle_of_nothing_is_refused(office: Office, signer: LogKey, wanted: Wanted) -> None:
    world.propose(office, world.SARI)
    sign(office, signer)
    with pytest.raises(InvalidField):
        bundle(office, signer, wanted)


def test_without_a_checkpoint_there_is_nothing_to_prove(office: Office, signer: LogKey) -> None:
    with pytest.raises(InvalidField, match="in a checkpoint yet"):
        bundle(office, signer, Wanted("Usulan 1", 1))


@pytest.mark.parametrize("proposal", [99, 2**40, 0])
def test_a_proposal_that_is_not_there_is_named(office: Office, signer: LogKey, proposal: int) -> None:
    sign(office, signer)
    with pytest.raises(UnknownProposal):
        bundle(office, signer, Wanted("", proposal))


@pytest.mark.parametrize("role", list(Role))
def test_evidence_is_exported_by_auditors_administrators_and_the_head_of_personnel(role: Role) -> None:
    who = Actor(
        account="x",
        nip=None,
        name=None,
        bare_name=None,
        rank=None,
        spouse_nip=None,
        unit=None,
        roles={role: date(2026, 1, 1)},
    )
    if role in (Role.auditor, Role.admin, Role.hr_head):
        may_export(who, date(2026, 6, 2))
    else:
        with pytest.raises(RoleMissing):
            may_export(who, date(2026, 6, 2))
