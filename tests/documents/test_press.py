"""The press draws in confined children, and outlives whatever happens to them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from documents import assets, render
from documents import press as press_module
from documents.catalogue import sample
from documents.press import Press
from tests.documents.orders import lengthy, order
from workflow.errors import DrawingFailed


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """A warm press with one child."""
    with Press() as running:
        running.warm()
        yield running


@pytest.fixture
def child(press: Press) -> int:
    """The process id of the child that draws next."""
    return _child(press)


def _child(press: Press) -> int:
    press.warm()
    (child,) = press._keeper._children
    return child.process.pid


def _ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _wait_for(condition: Callable[[], bool]) -> bool:
    limit = time.monotonic() + 10
    while not condition() and time.monotonic() < limit:
        time.sleep(0.02)
    return condition()


def test_a_child_draws_the_bytes_that_this_process_draws(press: Press) -> None:
    assert press.draw(sample("approve")) == render.draw(sample("approve"))


def test_an_order_that_cannot_be_drawn_costs_neither_the_child_nor_the_next_decree(press: Press, child: int) -> None:
    with pytest.raises(DrawingFailed, match="tmt"):
        press.draw(order("approve", lambda told: told["cases"][0]["data"].clear()))
    assert press.draw(sample("submit")).startswith(b"%PDF-1.7")
    assert _child(press) == child


def test_many_threads_share_a_child(press: Press) -> None:
    drawn: list[bytes] = []
    threads = [threading.Thread(target=lambda: drawn.append(press.draw(sample("submit")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [press.draw(sample("submit"))] * 4


def test_a_child_inherits_no_secret_no_stream_and_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_DATABASE_URL", "postgresql://rahasia@db/mutasi")
    with Press() as press:
        pid = _child(press)
        assert b"rahasia" not in Path(f"/proc/{pid}/environ").read_bytes()
        streams = [os.readlink(f"/proc/{pid}/fd/{number}") for number in range(3)]
        others = {os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir() if int(path.name) > 2}
    assert streams == ["/dev/null"] * 3
    assert len(others) == 1
    assert others.pop().startswith("socket:")


def test_a_child_is_limited(child: int) -> None:
    limits = Path(f"/proc/{child}/limits").read_text()
    rows = {line[:26].strip(): line[26:47].strip() for line in limits.splitlines()}
    assert rows["Max address space"] == str(1 << 30)
    assert rows["Max core file size"] == "0"
    assert rows["Max open files"] == "64"


def test_a_child_reaches_no_network() -> None:
    script = (
        "from documents.confine import leave_network; moved = leave_network();"
        "print(moved, *(line.split(':')[0].strip() for line in list(open('/proc/self/net/dev'))[2:]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    moved, *interfaces = done.stdout.split()
    if moved == "False":
        pytest.skip("this system does not let a process leave the network")
    assert set(interfaces) <= {"lo"}


def test_a_child_that_is_killed_fails_its_decree_and_is_replaced(press: Press, child: int) -> None:
    with pytest.raises(DrawingFailed) as failure:
        press.draw(lengthy(20_000), beat=lambda: os.kill(child, signal.SIGKILL), beat_seconds=0.05)
    assert "SIGKILL" in failure.value.sentence("id")
    assert press.draw(sample("submit")).startswith(b"%PDF-1.7")


def test_a_child_that_dies_idle_is_replaced_after_one_failure(press: Press, child: int) -> None:
    os.kill(child, signal.SIGKILL)
    assert _wait_for(lambda: _ended(child))
    with pytest.raises(DrawingFailed):
        press.draw(sample("submit"))
    assert press.draw(sample("submit")).startswith(b"%PDF-1.7")


def test_the_caller_hears_a_beat_while_it_waits(press: Press) -> None:
    beats: list[float] = []
    press.draw(lengthy(2_000), beat=lambda: beats.append(time.monotonic()), beat_seconds=0.02)
    assert len(beats) >= 3


def test_a_document_that_takes_too_long_fails(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.warm()
    monkeypatch.setattr(press, "wall_seconds", 0.2)
    with pytest.raises(DrawingFailed, match=r"0\.2 seconds"):
        press.draw(lengthy(20_000))


def test_a_document_that_computes_too_long_fails_and_the_next_is_drawn() -> None:
    with Press(cpu_seconds=1) as press:
        with pytest.raises(DrawingFailed, match="processor time"):
            press.draw(lengthy(60_000))
        assert press.draw(sample("submit")).startswith(b"%PDF-1.7")


def test_a_document_that_needs_too_much_memory_fails_and_the_next_is_drawn() -> None:
    with Press() as fresh:  # one that has drawn nothing large
        warm = int(Path(f"/proc/{_child(fresh)}/status").read_text().split("VmPeak:")[1].split()[0]) << 10
    bomb = order("submit", lambda told: told["cases"][0]["findings"][0].update(values=[[]] * 2_000_000))
    with Press(memory=warm + (32 << 20)) as press:
        with pytest.raises(DrawingFailed, match="out of memory"):
            press.draw(bomb)
        assert press.draw(sample("submit")).startswith(b"%PDF-1.7")


def test_an_order_of_no_earthly_size_is_refused(press: Press) -> None:
    with pytest.raises(DrawingFailed, match="8388608 bytes"):
        press.draw(lengthy(1_100_000))


def test_a_child_is_recycled_after_its_share(press: Press, child: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_module, "DOCUMENTS_PER_CHILD", 1)
    press.draw(sample("submit"))
    assert _child(press) != child


def test_a_child_ends_when_its_parent_is_killed() -> None:
    script = (
        "import time; from documents.press import Press; press = Press(); press.warm();"
        "print(*(child.process.pid for child in press._keeper._children), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not _ended(child)
        parent.kill()
    assert _wait_for(lambda: _ended(child))


def test_a_child_outlives_the_thread_that_asked_for_it() -> None:
    with Press() as press:
        thread = threading.Thread(target=press.warm)
        thread.start()
        thread.join()
        assert press.draw(sample("submit")).startswith(b"%PDF-1.7")


def test_a_closed_press_leaves_no_child_and_refuses() -> None:
    press = Press()
    pid = _child(press)
    press.close()
    assert _ended(pid)
    with pytest.raises(DrawingFailed, match="closed"):
        press.draw(sample("submit"))


def test_the_parent_imports_nothing_that_draws() -> None:
    script = (
        "import sys, documents.press, documents.catalogue;"
        "print({'weasyprint', 'jinja2', 'babel', 'num2words', 'segno', 'fontTools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


def test_no_style_sheet_asks_for_features_of_a_font() -> None:
    """WeasyPrint 70 frees none of them: each list item and each cell would leak."""
    sheets = [path.read_text("utf-8") for path in assets.TEMPLATES.glob("*.css")]
    assert len(sheets) > 3
    assert not [sheet for sheet in sheets if re.search("font-(variant|feature|kerning)", sheet)]


def test_memory_stays_flat(press: Press, child: int) -> None:
    def resident() -> int:
        status = Path(f"/proc/{child}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    for _ in range(6):
        press.draw(sample("approve"))
    before = resident()
    for _ in range(14):
        press.draw(sample("approve"))
    assert resident() < before * 1.05
    assert resident() < 200 * 1024


def test_a_child_of_another_program_than_its_parents_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.press.templates_hash", lambda: "0" * 64)
    with Press() as late, pytest.raises(DrawingFailed, match="upgraded after it was started"):
        late.draw(sample("submit"))


def test_what_changes_on_the_disk_while_a_child_lives_is_not_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = render.draw(sample("withdraw"))
    monkeypatch.setattr("documents.assets.TEMPLATES", tmp_path)
    render.machinery().environment.cache.clear()
    assert render.draw(sample("withdraw")) == before
