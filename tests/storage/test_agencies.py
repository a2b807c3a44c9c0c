"""A transfer within one agency does not lead out of it, nor into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage.tables import Proposal, Unit
from tests import world
from workflow.authority import Kind
from workflow.errors import OtherAgency

AWAY = "196801011993031009"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        with made.database.transaction() as connection:
            world.insert(connection, Unit, code="90", name="Pemerintah Kabupaten Rawa Indah")
            world.insert(connection, Unit, code="90.1", name="Dinas Kesehatan", parent="90")
            world.add_post(connection, "BIDAN-RAWA", "Bidan", "90.1", "pelaksana", 2)
            world.add_person(connection, AWAY, "Teguh Santosa", post="BIDAN-RAWA")
        yield made


@pytest.mark.parametrize(("nip", "post"), [(AWAY, world.TARGET), (world.SARI, "BIDAN-RAWA")], ids=["in", "out"])
def test_an_internal_transfer_to_or_from_another_agency_is_refused(office: Office, nip: str, post: str) -> None:
    with pytest.raises(OtherAgency) as refused:
        world.propose(office, nip, post)
    assert "Pemerintah Kabupaten Rawa Indah" in refused.value.sentence("id")
    assert "Pilih jenis antarinstansi dengan --kind." in refused.value.sentence("id")
    assert world.rows(office, Proposal) == []


def test_the_kinds_between_agencies_take_it(office: Office) -> None:
    assert world.propose(office, AWAY, world.TARGET, kind=Kind.KABKOTA_SATU_PROV)
