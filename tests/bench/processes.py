"""Figures that need fresh processes: memory of a render child, intake of a large agency, a cold start."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, seconds
from tests.intake.big import make_workbook

MEMORY = """
import json, os
from documents import catalogue, render
def rss():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
render.warm()
verbs, seen = list(catalogue.FORMS), []
for number in range(1000):
    order = json.loads(catalogue.sample(verbs[number % len(verbs)]))
    order["verify_url"] += str(number)
    render.draw(json.dumps(order, sort_keys=True).encode())
    seen.append(rss())
print(json.dumps([seen[49], max(seen[50:])]))
"""

READ = """
import sys, time
from python_calamine import CalamineWorkbook
started = time.perf_counter()
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
print(time.perf_counter() - started)
"""

TAKE = """
import resource, sys, time
from datetime import UTC, date, datetime
from storage.database import Database, migrate
from storage.intake import take_in
url = f"sqlite:///{sys.argv[2]}"
migrate(url)
database = Database(url)
started = time.perf_counter()
report = take_in(database, sys.argv[1], today=date(2026, 11, 2), at=datetime.now(UTC), os_user="bench")
print(time.perf_counter() - started)
assert report.taken, report.refused[:3]
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

EMPLOYEES = 100_000


def run(code: str, *words: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True).stdout


def render_memory() -> Iterator[Figure]:
    """Growth of a render child over 1,000 decrees after the first 50, and its size in MiB."""
    settled, most = json.loads(run(MEMORY))
    yield Figure("render-memory", most / settled, 1.10)
    yield Figure("render-mib", most, 200)


def intake() -> Iterator[Figure]:
    """Taking in 100,000 employees against reading the same file, and the memory it takes in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "besar.xlsx"
        make_workbook(book, EMPLOYEES)
        ratios, most = [], 0.0
        for number in range(3):
            read = float(run(READ, str(book)))
            taken, memory = map(float, run(TAKE, str(book), str(Path(folder) / f"{number}.db")).split())
            ratios.append(taken / read)
            most = max(most, memory)
    yield Figure("intake", statistics.median(ratios), 3)
    yield Figure("intake-mib", most, 500)


def list_cold(home: Path, url: str) -> Iterator[Figure]:
    """`mutasi list` in a fresh process against importing its two largest packages."""
    environment = os.environ | {"MUTASI_HOME": str(home), "MUTASI_DATABASE_URL": url}
    ours = [str(Path(sys.executable).with_name("mutasi")), "list"]
    bare = [sys.executable, "-c", "import sqlmodel, typer"]

    def call(command: list[str]) -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    ratios = [seconds(lambda: call(ours)) / seconds(lambda: call(bare)) for _ in range(15)]
    yield Figure("list-cold", statistics.median(ratios), 1.3)
