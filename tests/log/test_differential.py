"""The audit and the independent verifier agree on mutated databases; `make differential` mutates a thousand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.log import differential


def test_both_verifiers_agree_on_mutated_databases(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    campaign = differential.run(tmp_path, 30, seed)
    assert campaign.apart == []
    assert campaign.outcomes["both"] > 5


@pytest.mark.parametrize("blind", ["audit_finds", "verifier_finds"])
def test_one_that_saw_nothing_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blind: str) -> None:
    monkeypatch.setattr(differential.Bench, blind, lambda *told: False)
    assert differential.run(tmp_path, 12, 3).apart != []
