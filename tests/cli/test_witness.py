"""`mutasi witness` on a machine without any database of ours, and what the agency does with what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keys import make_keys
from storage import merkle
from tests import world
from tests.cli.desk import Said, Terminal, process, terminal
from tests.log.bundles import ORIGIN, VKEY
from tests.log.test_witness import grown, shown

NAME = "inspektorat.lembayung.example"
UNREACHABLE = "postgresql+psycopg://tiada.example/tiada"


def witness(home: Path, *words: object) -> Said:
    """A command at the witness, where no database answers and no folder of ours is."""
    words = ("witness", *words, "--home", home, "--json")
    return process(*map(str, words), MUTASI_DATABASE_URL=UNREACHABLE, MUTASI_HOME=str(home / "tiada"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "saksi"


def test_a_witness_works_from_files_alone(home: Path, tmp_path: Path) -> None:
    made, file = grown(12), tmp_path / "titik.txt"
    line = witness(home, "init", "--name", NAME).json["vkey"]
    assert witness(home, "add-log", VKEY).json == {"origin": ORIGIN, "vkey": VKEY}
    file.write_bytes(shown(made, 0, 7))
    first = witness(home, "check", file).json
    assert (first["size"], first["file"]) == (7, f"{file}.cosigned")
    file.write_bytes(made.note(12).encode())
    assert witness(home, "check", file).json["error"] == "ProofNeeded"
    proof = tmp_path / "bukti.txt"
    proof.write_bytes(shown(made, 7, 12).partition(b"\n\n")[0] + b"\n")
    second = witness(home, "check", file, "--proof", proof)
    assert (second.code, second.err) == (0, "")
    assert Path(second.json["file"]).read_text().startswith(made.note(12))
    root = merkle.range_root(0, 12, made.node()).hex()
    said = witness(home, "show").json
    assert said == {
        **{"name": NAME, "vkey": line, "forks": []},
        "logs": [{"origin": ORIGIN, "vkey": VKEY, "size": 12, "root": root}],
    }
    assert not (home / "tiada").exists()


def test_a_fork_ends_with_4_and_leaves_no_cosignature(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "titik.txt"
    witness(home, "init", "--name", NAME)
    witness(home, "add-log", VKEY)
    file.write_bytes(grown(7).note(7).encode())
    assert witness(home, "check", file).code == 0
    Path(f"{file}.cosigned").unlink()
    file.write_bytes(grown(7, other_from=2).note(7).encode())
    said = witness(home, "check", file)
    assert (said.code, said.json["error"]) == (4, "WitnessFork")
    assert "ada dua riwayat" in said.err
    assert not Path(f"{file}.cosigned").exists()
    (place,) = witness(home, "show").json["forks"]
    assert (Path(place) / "shown.txt").read_bytes() == file.read_bytes()


def test_refusals_end_with_1_and_a_folder_that_cannot_be_used_with_5(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "titik.txt"
    file.write_text("bukan titik periksa\n")
    assert witness(home, "show").code == 5
    assert witness(home, "check", file).code == 5 or not home.exists()
    assert witness(home, "init", "--name", "dua kata").code == 1
    assert witness(home, "init", "--name", NAME).code == 0
    assert witness(home, "init", "--name", NAME).json["error"] == "AlreadyExists"
    assert witness(home, "add-log", "rusak").code == 1
    assert witness(home, "check", file).json["error"] == "InvalidField"
    assert witness(home, "check", tmp_path / "tiada.txt").code == 1
    file.write_bytes(b"x" * 100_000)
    assert witness(home, "check", file).json["error"] == "TooLarge"
    (home / "state.json").write_text("{}")
    assert witness(home, "show").code == 4


# The agency


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database whose log is signed."""
    folder = tmp_path / "instansi"
    monkeypatch.setenv("MUTASI_HOME", str(folder))
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    make_keys(folder, None)
    yield made
    made.office.database.dispose()


def test_the_agency_hands_over_and_keeps_what_comes_back(mutasi: Terminal, home: Path, tmp_path: Path) -> None:
    here = ("--home", home)
    line = mutasi("witness", "init", "--name", NAME, *here)["vkey"]
    mutasi("witness", "add-log", mutasi("keys", "show")["vkey"], *here)
    size, file = 0, tmp_path / "kirim.txt"
    proposal = world.propose(mutasi.office)
    for state in ("evaluation", "socialization"):
        world.carry(mutasi.office, proposal, state)
        mutasi("audit", "checkpoint", "--since", size, "-o", file)
        known = mutasi("witness", "check", file, *here)
        assert known["size"] > size
        size = known["size"]
        said = mutasi("audit", "cosigned", f"{file}.cosigned", "--witness", line)
        assert (said["size"], said["witnesses"]) == (size, [NAME])
    assert mutasi("audit", "cosigned", f"{file}.cosigned") == said
    assert mutasi("audit", "cosigned", file, code=1)["error"] == "InvalidField"
    assert mutasi("audit", "checkpoint", "--since", size + 1, code=1)["error"] == "InvalidField"


def test_the_proof_is_printed_where_no_file_is_named(mutasi: Terminal) -> None:
    world.carry(mutasi.office, world.propose(mutasi.office), "evaluation")
    printed = mutasi.run("audit", "checkpoint", "--since", "1").out
    assert printed.startswith("old 1\n")
    assert json.loads(mutasi.run("audit", "checkpoint", "--since", "1", "--json").out)["note"] in printed
