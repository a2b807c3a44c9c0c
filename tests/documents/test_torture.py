"""Whatever an order asks for, it ends within its limits, with a decree or a sentence; the next decree is as ever.

Here are the documents that end soon, and three that need a limit, which is low here. `make torture` draws them all with
the real limits.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from documents.catalogue import sample
from documents.press import Press
from tests.documents.torture import DOCUMENTS, outcome, tortured
from workflow.errors import DrawingFailed

SOON = (
    "200 kB of accents on one letter",
    "a decree on 1,500 people",
    "lists a hundred thousand deep",
    "a need of 4,000 digits",
    "a workload of a billion digits",
)

ENDLESS = ("5,000 rows of findings", "a million blanks", "30,000 participants")

SECONDS = 1


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as running:
        running.warm()
        yield running


@pytest.fixture(scope="module")
def strict() -> Iterator[Press]:
    """A press that allows a document a tenth of the usual time."""
    with Press(cpu_seconds=SECONDS) as running:
        running.warm()
        yield running


def test_there_are_documents_of_every_kind() -> None:
    assert len(DOCUMENTS) >= 14
    assert {*SOON, *ENDLESS} <= set(DOCUMENTS)


@pytest.mark.parametrize("name", SOON)
def test_a_torture_document_ends_and_leaves_the_next_decree_alone(press: Press, name: str) -> None:
    outcome(press, name)
    assert press.draw(sample("resume")).startswith(b"%PDF")


@pytest.mark.parametrize("name", ENDLESS)
def test_a_document_without_end_is_stopped_with_a_sentence(strict: Press, name: str) -> None:
    started = time.process_time()
    with pytest.raises(DrawingFailed) as failure:
        strict.draw(tortured(name))
    assert "waktu prosesor" in failure.value.sentence("id")
    assert "processor time" in failure.value.sentence("en")
    assert time.process_time() - started < SECONDS
    assert strict.draw(sample("resume")).startswith(b"%PDF")
