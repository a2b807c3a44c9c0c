"""What people really type: each gets one sentence and the right exit code, and nothing is half done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MUTASI = str(Path(sys.executable).with_name("mutasi"))
NOW = "2026-11-02T10:00:00+07:00"


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A rehearsal of its own with one unit, one post and one account."""
    return shutil.copytree(prepared, tmp_path / "rumah")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every test here begins with; made once, for it takes four processes."""
    tmp_path = tmp_path_factory.mktemp("rumah")
    folder = tmp_path / "kerja"
    folder.mkdir()
    (folder / "unit.csv").write_text("kode,nama\n00,Pemerintah Kota Awan Biru\n")
    (folder / "jabatan.csv").write_text("kode,nama,unit,jenis,kebutuhan\nA,Arsiparis,00,fungsional,2\n")
    call(tmp_path, "init", "--rehearsal")
    call(tmp_path, "import", str(folder))
    call(tmp_path, "account", "add", "sari", "--role", "analyst")
    return tmp_path


def call(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("MUTASI_")}
    told |= {"MUTASI_HOME": str(home), "MUTASI_NOW": NOW, **environment}
    return subprocess.run(
        [MUTASI, *words], env=told, capture_output=True, text=True, errors="surrogateescape", timeout=60
    )


@pytest.mark.parametrize(
    ("words", "environment", "code", "sentence"),
    [
        (("account", "add", "", "--role", "analyst"), {}, 1, "NAMA: tidak boleh kosong"),
        (("account", "add", "a\nb", "--role", "analyst"), {}, 1, "NAMA: berisi karakter kendali U+000A"),
        (("account", "add", "budi", "--role", "proposer"), {}, 1, "“proposer” tidak dikenal"),
        (("account", "bind", "tidak-ada", "--os-user", "x"), {}, 1, "Akun tidak-ada tidak ada"),
        (("agency", "set", "--hr-code", "A/B {x}"), {}, 1, "--hr-code: hanya huruf"),
        (("agency", "set", "--name", ""), {}, 1, "--name: tidak boleh kosong"),
        (("batch", "terbang", "--as", "sari", "--state", "draft"), {}, 1, "Langkah terbang tidak ada"),
        (("show", "3000000000"), {}, 1, "Usulan 3000000000 tidak ada"),
        (("step", "1", "submit", "--as", "sari", "--dossier", "xyz"), {}, 1, "bukan sidik SHA-256"),
        (("step", "1", "submit", "--as", "sari", "--key", "a\nb"), {}, 1, "key: berisi karakter kendali"),
        (("step", "1", "submit", "--as", "sari", "--data", "/dev/zero"), {}, 1, "bukan berkas biasa"),
        (("step", "1", "submit", "--as", "\udcff"), {}, 1, "bukan teks UTF-8"),
        (("list",), {"MUTASI_NOW": "0001-01-01T00:00:00+07:00"}, 5, "MUTASI_NOW"),
        (("list",), {"MUTASI_LEASE_SECONDS": "9" * 5000}, 5, "MUTASI_LEASE_SECONDS"),
        (("list",), {"MUTASI_DATABASE_URL": "mysql://x/y"}, 5, "tidak dapat dihubungi"),
        (("list",), {"MUTASI_DATABASE_URL": "postgresql+psycopg://h:porta/x"}, 5, "tidak dapat dihubungi"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_each_gets_a_sentence(
    home: Path, words: tuple[str, ...], environment: dict[str, str], code: int, sentence: str
) -> None:
    said = call(home, *words, **environment)
    assert said.returncode == code, said.stderr
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr
    assert call(home, "audit", "verify").returncode == 0


def test_a_quotation_mark_that_nobody_closed_swallows_no_rows(home: Path) -> None:
    (home / "kerja" / "unit.csv").write_text('kode;nama\n00;"Pemerintah\n01;Dinas\n02;Badan\n')
    said = call(home, "import", str(home / "kerja"), "--check")
    assert said.returncode == 1
    assert "tanda kutipnya tidak berpasangan" in said.stderr


def test_checking_a_workbook_writes_no_file_and_taking_it_in_writes_over_none(home: Path) -> None:
    folder = home / "kerja"
    (folder / "unit.csv").write_text("kode,nama,induk\n01,Dinas Awan,99\n")
    call(home, "import", str(folder), "--check")
    assert not list(home.glob("*ditolak*"))
    for _ in range(2):
        assert call(home, "import", str(folder)).returncode == 1
    assert sorted(path.name for path in home.glob("*ditolak*")) == ["kerja-ditolak-2.xlsx", "kerja-ditolak.xlsx"]


def test_a_full_output_does_not_say_that_the_step_was_refused(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [MUTASI, "account", "list"],
            env={**os.environ, "MUTASI_HOME": str(home)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert said.returncode == 5
    assert "tidak dapat ditulis ke keluaran" in said.stderr


def test_a_reader_that_leaves_early_does_not_turn_success_into_failure(home: Path) -> None:
    environment = {**os.environ, "MUTASI_HOME": str(home)}
    command = f"set -o pipefail; '{MUTASI}' process | head -1"
    said = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True)
    assert (said.returncode, said.stdout.startswith("Langkah")) == (0, True)
    assert "Traceback" not in said.stderr


def test_a_terminal_without_the_signs_is_given_others(home: Path) -> None:
    said = call(home, "doctor", PYTHONIOENCODING="latin-1")
    assert said.returncode == 0
    assert "\\u2713 skema" in said.stdout


def test_english_is_spoken_where_it_is_asked_for(home: Path) -> None:
    said = call(home, "account", "add", "budi", "--role", "hr_head", MUTASI_LANG="en")
    assert said.stdout == "The account budi was created: Head of the HR unit.\n"


def test_a_date_of_a_document_is_a_day_that_has_passed(home: Path) -> None:
    letter = home / "surat.pdf"
    letter.write_bytes(b"%PDF-1.7")
    for dated, sentence in (
        ("2030-01-01", "belum terjadi"),
        ("20260228", "bukan tanggal"),
        ("2026-02-30", "tidak ada dalam kalender"),
    ):
        said = call(home, "attach", "1", "--type", "D05", "--file", str(letter), "--date", dated, "--as", "sari")
        assert (said.returncode, sentence in said.stderr) == (1, True), said.stderr
    said = call(home, "attach", "1", "--type", "ZZZ", "--file", str(letter), "--as", "sari", "--json")
    assert "“ZZZ” tidak dikenal" in json.loads(said.stdout)["reasons"][0]
