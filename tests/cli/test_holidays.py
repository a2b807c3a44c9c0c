"""The table of holidays by command line: whole files or nothing, and a package that only `init` loads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.holidays import seed
from tests import world
from tests.cli.desk import ROOT, Terminal, terminal

BY = ("--as", world.ADMIN, "--reason", "Surat keputusan bersama tiga menteri")


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database whose table of holidays is filled."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    with made.office.database.transaction() as connection:
        seed(connection)
    yield made
    made.office.database.dispose()


def csv(mutasi: Terminal, content: str | bytes) -> Path:
    path = mutasi.folder / "cuti.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "tanggal,nama\n2026-12-24,Cuti bersama Natal\n2026-03-20,Cuti bersama Nyepi\n",
        "\ufefftanggal;nama\r\n2026-12-24;Cuti bersama Natal\r\n\r\n2026-03-20;Cuti bersama Nyepi\r\n",
        'Tanggal,NAMA\n2026-12-24,"Cuti bersama, Natal"\n2026-03-20,Cuti bersama Nyepi',
    ],
)
def test_a_file_of_collective_leave_is_taken_whole(mutasi: Terminal, content: str) -> None:
    said = mutasi("holiday", "set", csv(mutasi, content), *BY)
    assert (said["days"], said["new"]) == (2, 2)
    kinds = {row["day"]: row["kind"] for row in mutasi("holiday", "list", "--year", "2026")}
    assert kinds["2026-12-24"] == kinds["2026-03-20"] == "collective"


def test_each_bad_line_of_a_file_has_a_sentence_with_its_number_and_nothing_is_stored(mutasi: Terminal) -> None:
    before = mutasi("holiday", "list", "--year", "2026")
    lines = ["2026-12-24,Cuti", "24-12-2026,Cuti", "2026-12-24,Lagi", "2026-12-23", "2026-12-22, ", "0001-01-01,Awal"]
    said = mutasi("holiday", "set", csv(mutasi, "\n".join(["tanggal,nama", *lines])), *BY, code=1)
    assert [reason.split(",")[0] for reason in said["reasons"]] == [f"cuti.csv baris {n}" for n in (3, 4, 5, 6, 7)]
    assert mutasi("holiday", "list", "--year", "2026") == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"hari,libur\n2026-12-24,x\n",
        b'tanggal,nama\n"2026-12-24,x\n',
        b"tanggal,nama\n",
        b"\x00" * 9,
    ],
)
def test_a_file_that_is_no_table_is_refused(mutasi: Terminal, content: bytes) -> None:
    (reason,) = mutasi("holiday", "set", csv(mutasi, content), *BY, code=1)["reasons"]
    assert "cuti.csv" in reason


def test_a_file_that_is_too_large_is_not_read(mutasi: Terminal) -> None:
    path = csv(mutasi, "tanggal,nama\n" + "2026-12-24,Cuti\n" * 20_000)
    assert mutasi("holiday", "set", path, *BY, code=1)["error"] == "TooLarge"


LOADED = """
import sys
from app.cli import app
app(sys.argv[1:], standalone_mode=False)
print("holidays" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(("words", "loaded"), [(("init", "--rehearsal"), "True"), (("list",), "False")])
def test_only_init_loads_the_package_that_knows_the_national_days(
    sqlite_url: str, words: tuple[str, ...], loaded: str
) -> None:
    if words == ("list",):
        world.build(sqlite_url).database.dispose()
    environment = {"PATH": "/usr/bin:/bin", "MUTASI_DATABASE_URL": sqlite_url}
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    assert done.stderr.strip() == loaded
