"""The agency's own data: what was set, or what its root unit tells."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from workflow.authority import AgencyFacts

_FIELDS = tuple(AgencyFacts.__dataclass_fields__)
_AGENCY = sa.text(f"SELECT {', '.join(_FIELDS)} FROM agency")
_ROOT = sa.text("SELECT name FROM unit WHERE parent IS NULL ORDER BY code LIMIT 1")
_HR_UNIT = sa.text("SELECT name FROM unit WHERE name LIKE '%Kepegawaian%' ORDER BY length(code), code LIMIT 1")
_SET = ", ".join(f"{field} = :{field}" for field in _FIELDS)
_UPDATE = sa.text(f"UPDATE agency SET {_SET}")
_INSERT = sa.text(f"INSERT INTO agency (id, {', '.join(_FIELDS)}) VALUES (1, :{', :'.join(_FIELDS)})")

HEADS = {"Kota": "Wali Kota", "Kabupaten": "Bupati", "Provinsi": "Gubernur"}
"""First word of a region's name → the title of its head."""

HR_UNIT = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"


def agency(connection: sa.Connection) -> AgencyFacts:
    """The agency as it was set, or by default as the root unit names it."""
    row = connection.execute(_AGENCY).one_or_none()
    if row is not None:
        return AgencyFacts(*row)
    name = connection.execute(_ROOT).scalar() or "Instansi"
    hr_unit = connection.execute(_HR_UNIT).scalar() or HR_UNIT
    return default_agency(name, hr_unit)


def default_agency(name: str, hr_unit: str) -> AgencyFacts:
    """What the names of the root unit and of the HR unit tell of an agency."""
    region = name.removeprefix("Pemerintah ").strip()
    first, _, rest = region.partition(" ")
    return AgencyFacts(
        name=name,
        region=region,
        head_title=f"{HEADS.get(first, 'Pimpinan')} {rest if first in HEADS else region}",
        place=rest if first in HEADS and rest else region,
        zone="Asia/Jakarta",
        hr_unit=hr_unit,
        hr_head_title=f"Kepala {hr_unit}",
        hr_code="".join(word[0] for word in hr_unit.split() if word[0].isupper()),
        address="",
        paper="F4",
    )


def set_agency(connection: sa.Connection, values: dict[str, Any]) -> None:
    """Keep the agency's data; fields that are not given stay as they were."""
    facts = agency(connection)
    merged = {name: values.get(name) or getattr(facts, name) for name in _FIELDS}
    if connection.execute(_UPDATE, merged).rowcount == 0:
        connection.execute(_INSERT, merged)
