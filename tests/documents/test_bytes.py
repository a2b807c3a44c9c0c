"""The same order gives the same bytes, wherever it is drawn."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from documents import render
from documents.catalogue import sample
from tests.documents.orders import named

SCRIPT = """
import hashlib, sys
from documents import render
print(hashlib.sha256(render.draw(sys.stdin.buffer.read())).hexdigest())
"""


def test_three_processes_draw_the_same_bytes() -> None:
    drawn = {hashlib.sha256(render.draw(sample("assess"))).hexdigest()}
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], input=sample("assess"), env=environment, capture_output=True, check=True
        )
        drawn.add(done.stdout.decode().strip())
    assert len(drawn) == 1


def test_what_was_drawn_before_leaves_no_trace() -> None:
    first = render.draw(sample("submit"))
    render.draw(named("Žižka Ðoković Łódź Ñandú"))
    render.draw(sample("approve"))
    assert render.draw(sample("submit")) == first


def test_another_order_has_another_identifier() -> None:
    assert render.draw(sample("submit")) != render.draw(named("Bima Aryasatya"))
