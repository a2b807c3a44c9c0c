"""An office with a full history, built once for all tests of the audit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage.database import migrate
from tests import world
from tests.storage.audit.tampering import fill


@pytest.fixture(scope="package", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The tests look at it, and leave it as it was."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('audit') / 'mutasi.db'}"
        migrate(url)
    else:
        server = request.getfixturevalue("postgresql")
        url = server.database(request.getfixturevalue("postgresql_template")).render_as_string(hide_password=False)
    with world.build(url) as made:
        fill(made)
        yield made
