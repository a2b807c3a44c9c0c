"""An invented agency with proposals in many states, shared by the tests that change nothing of each other's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.wiring import Office
from tests import world


@pytest.fixture(scope="module")
def office(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A rehearsal; each test proposes for itself."""
    yield from opened(sqlite_template, tmp_path_factory, rehearsal=True)


@pytest.fixture(scope="module")
def real_office(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A database that is no rehearsal."""
    yield from opened(sqlite_template, tmp_path_factory, rehearsal=False)


def opened(template: Path, folder: pytest.TempPathFactory, *, rehearsal: bool) -> Iterator[Office]:
    path = folder.mktemp("pages") / "mutasi.db"
    shutil.copyfile(template, path)
    with world.build(f"sqlite:///{path}", rehearsal=rehearsal) as made:
        yield made


@pytest.fixture
def person(office: Office) -> str:
    """The NIP of someone who is in no proposal yet."""
    (nip,) = world.add_people(office, 1)
    return nip


@pytest.fixture
def posts(office: Office) -> Iterator[str]:
    """A post with room for everyone."""
    code = "LAPANG"
    with office.database.transaction() as connection:
        known = connection.exec_driver_sql("SELECT 1 FROM post WHERE code = 'LAPANG'").scalar()
        if not known:
            world.add_post(connection, code, "Penelaah Kebijakan", "1.03", "pelaksana", 400)
    return code


@pytest.fixture
def proposal(office: Office, person: str, posts: str) -> int:
    """A proposal in draft."""
    office.clock.moved = world.START
    return world.propose(office, person, posts)
