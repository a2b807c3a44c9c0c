"""`make bench`: measure, print, keep in build/bench.json."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import can, collective, log, log_verify, processes, steps
from tests.bench.figures import Figure, write
from tests.bench.world import open_office


def main() -> None:
    """Every figure of the product, from one run."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_office(folder) as office:
            figures += steps.measure(office)
            figures += processes.list_cold(folder, office.settings.database_url)
    with tempfile.TemporaryDirectory() as name, open_office(Path(name), twins=True) as office:
        figures += collective.measure(office)
    figures += can.measure()
    figures += log.measure()
    figures += processes.render_memory()
    figures += processes.intake()
    with tempfile.TemporaryDirectory() as name:
        figures += log_verify.measure(Path(name))
    write(figures)


if __name__ == "__main__":
    main()
