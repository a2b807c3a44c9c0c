"""The verifier as an inspector runs it: one file, by itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from storage import notes
from storage.verifier import verify
from tests.log.bundles import VKEY, busy, zipped
from tests.log.checking import OTHER_KEY, SOUND, Files
from workflow.canonical import sha256


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """The verifier as an inspector runs it: by itself, away from this program."""
    command = [sys.executable, "-I", "-W", "error", verify.__file__, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60)


def test_an_inspector_checks_a_zip_or_its_folder(tmp_path: Path) -> None:
    log = busy()
    files = log.bundle(held=[5])
    place, old = zipped(files, tmp_path / "bukti.zip"), tmp_path / "lama.txt"
    old.write_text(log.note(5))
    with verify.zipfile.ZipFile(place) as bundle:
        bundle.extractall(tmp_path / "bukti")
    for there in (place, tmp_path / "bukti"):
        done = run(there, "--vkey", VKEY, "--checkpoint", old)
        assert (done.returncode, done.stderr) == (0, "")
        assert "COCOK" in done.stdout
        assert sha256(files["manifest.json"]) in done.stdout
        assert verify.PROMISE in done.stdout
    (tmp_path / "bukti" / "decrees" / "0.pdf").write_bytes(b"lain")
    done = run(tmp_path / "bukti", "--vkey", VKEY)
    assert (done.returncode, done.stderr) == (1, "")
    assert "SALAH  daun 0 (entri riwayat 1): keputusan 800/0/X/2026 bukan yang diterbitkan." in done.stdout


def test_a_bundle_s_own_key_is_said_to_prove_nothing(tmp_path: Path) -> None:
    place = zipped(SOUND, tmp_path / "b.zip")
    assert "itu tidak membuktikan siapa pembuatnya" in run(place).stdout
    assert "tidak membuktikan" not in run(place, "--vkey", VKEY).stdout


@pytest.mark.parametrize("content", [b"", b"bukan zip", b"PK\x03\x04"])
def test_what_is_no_bundle_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    place = tmp_path / "b.zip"
    place.write_bytes(content)
    for there in (place, tmp_path / "tidak-ada.zip"):
        done = run(there)
        assert (done.returncode, done.stderr) == (1, "")
        assert "mintalah salinan baru" in done.stdout


def test_an_empty_folder_is_no_sound_bundle(tmp_path: Path) -> None:
    assert run(tmp_path).returncode == 1


def test_a_key_or_checkpoint_that_was_not_copied_whole_is_a_mistake_of_the_command(tmp_path: Path) -> None:
    place = zipped(SOUND, tmp_path / "b.zip")
    assert run(place, "--vkey", VKEY[:-2]).returncode == 2
    assert run(place, "--vkey", "").returncode == 2
    assert run(place, "--checkpoint", tmp_path / "tidak-ada.txt").returncode == 2


def test_without_a_name_the_verifier_looks_at_the_folder_in_which_it_lies(tmp_path: Path) -> None:
    for name, content in {**SOUND, "verify.py": Path(verify.__file__).read_bytes()}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    alone = subprocess.run([sys.executable, "-I", tmp_path / "verify.py"], capture_output=True, text=True, cwd="/")
    assert "SALAH  berkas verify.py: isinya berbeda" in alone.stdout
    assert "bukan bundel bukti" in run().stdout


def test_a_zip_in_which_other_programs_would_read_something_else_is_refused(tmp_path: Path) -> None:
    honest, other = zipped(SOUND, tmp_path / "a.zip").read_bytes(), zipped({"palsu.pdf": b"x"}, tmp_path / "b.zip")
    place = tmp_path / "c.zip"
    for content in (other.read_bytes() + honest, honest[:-2] + b"\2\0ya", honest + b"x"):
        place.write_bytes(content)
        assert run(place).returncode == 1
    with verify.zipfile.ZipFile(place, "w") as bundle:
        for name, content in SOUND.items():
            entry = verify.zipfile.ZipInfo(name)
            entry.extra = b"up\1\0x" if name == "decrees/1.pdf" else b""
            bundle.writestr(entry, content)
    done = run(place)
    assert done.returncode == 1
    assert "susunannya bukan yang dibuat program" in done.stdout


def test_without_its_package_the_verifier_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", verify.__file__, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install cryptography" in done.stderr


def test_the_help_says_what_is_proved_and_what_is_not() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "Yang dibuktikan" in done.stdout
    assert "Yang tidak dibuktikan" in done.stdout


def test_what_others_wrote_does_not_steer_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    verify.say("a\x1b[2Jb\u202ec\nd\ud800é")
    assert capsys.readouterr().out == "a?[2Jb?c?d??\n"


def test_the_verifier_needs_nothing_of_this_program() -> None:
    body = ast.parse(Path(verify.__file__).read_text())
    found = {
        name for node in ast.walk(body) if isinstance(node, ast.Import) for name in (one.name for one in node.names)
    }
    found |= {str(node.module) for node in ast.walk(body) if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in found}
    assert tops - set(sys.stdlib_module_names) == {"cryptography"}


WITNESS = notes.verifier("saksi.example", OTHER_KEY, notes.WITNESS).line()


def test_a_witness_that_is_named_must_have_signed_what_the_inspector_holds(tmp_path: Path) -> None:
    log = busy()
    place, held = zipped(log.bundle(held=[5]), tmp_path / "b.zip"), tmp_path / "lama.cosigned"
    held.write_text(notes.cosign(log.note(5), "saksi.example", OTHER_KEY, 1_790_000_000))
    done = run(place, "--vkey", VKEY, "--checkpoint", held, "--witness", WITNESS)
    assert (done.returncode, done.stderr) == (0, "")
    held.write_text(log.note(5))
    done = run(place, "--vkey", VKEY, "--checkpoint", held, "--witness", WITNESS)
    assert done.returncode == 1
    assert "SALAH  saksi saksi.example: tidak menandatangani satu pun" in done.stdout
    assert run(place, "--witness", VKEY).returncode == 2


def test_every_altered_byte_of_a_cosignature_is_found() -> None:
    log = busy()
    files, line = log.bundle(held=[5]), notes.cosign(log.note(5), "saksi.example", OTHER_KEY, 7)
    at = line.index("saksi.example")
    for place in range(at, len(line) - 1):
        altered = line[:place] + ("A" if line[place] != "A" else "B") + line[place + 1 :]
        assert verify.Check(Files(files), [VKEY], {"x": altered.encode()}, (WITNESS,)).wrongs
    assert verify.Check(Files(files), [VKEY], {"x": line.encode()}, (WITNESS,)).wrongs == []
