"""How the sample city governs itself: mandates, initials, a freeze, a document of its own, collective leave."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.sample.story import ASSISTANT, DEPUTY, MAYOR
from storage import mandates
from storage.authenticators import designate
from storage.changes import By
from storage.freezes import NewFreeze, set_freeze
from storage.holiday_table import set_holidays
from storage.parameters import NewValue, set_parameter
from storage.requirements import NewRequirement, require_document
from workflow.authority import Capacity, Kind, Role
from workflow.personnel import PostKind
from workflow.routes import ROUTES

ZONE = ZoneInfo("Asia/Jakarta")

SECRETARY = "ketua"
"""The account of the city's secretary, who chairs the assessment team and authenticates copies."""

COLLECTIVE_LEAVE = {
    date(2026, 2, 16): "Cuti bersama Tahun Baru Imlek 2577 Kongzili",
    date(2026, 3, 18): "Cuti bersama Hari Suci Nyepi",
    date(2026, 3, 20): "Cuti bersama Idulfitri 1447 Hijriah",
    date(2026, 3, 23): "Cuti bersama Idulfitri 1447 Hijriah",
    date(2026, 3, 24): "Cuti bersama Idulfitri 1447 Hijriah",
    date(2026, 5, 15): "Cuti bersama Kenaikan Yesus Kristus",
    date(2026, 5, 28): "Cuti bersama Iduladha 1447 Hijriah",
    date(2026, 12, 24): "Cuti bersama Natal",
}
"""The collective leave of 2026, by the joint decree of three ministers."""

FREEZE = NewFreeze(
    name="Masa enam bulan sebelum penetapan pasangan calon",
    starts=date(2026, 9, 1),
    ends=date(2027, 2, 28),
    law="UU 10/2016 Pasal 71 ayat (2)",
    post_kinds=(PostKind.JPT, PostKind.ADMINISTRATOR, PostKind.PENGAWAS),
)

INITIALLED = Kind.PROV_KE_KABKOTA
"""The kind of transfer whose approval is initialled before it is signed."""


def govern(connection: sa.Connection, by: By) -> None:
    """Set up what holds from the story's first day, each change with its reason."""
    set_holidays(connection, COLLECTIVE_LEAVE, "collective", "SKB tiga menteri tentang cuti bersama tahun 2026.", by)
    set_freeze(connection, FREEZE, "Pemilihan kepala daerah.", by)
    chain = NewValue("endorsement", "approve", "hr_officer,hr_head", INITIALLED)
    set_parameter(connection, chain, "Tata naskah dinas Kota Telaga Sari.", by)
    require_document(connection, OWN_DOCUMENT, "Keputusan Wali Kota tentang penerimaan pegawai pindahan.", by)
    designate(connection, SECRETARY, "Sekretaris Daerah", True, "Tata naskah dinas Kota Telaga Sari.", by)
    told = _mandate(MAYOR, Capacity.definitif, by.today, None, "100.2.1.3-1205 Tahun 2025", date(2025, 2, 18))
    mandates.add(connection, told, "Pelantikan Wali Kota Telaga Sari.", by)


OWN_DOCUMENT = NewRequirement(
    code="L01",
    name="Pakta integritas pegawai pindahan",
    kinds=tuple(kind for kind in ROUTES if kind.between_agencies),
)


def let_the_assistant_sign(connection: sa.Connection, by: By) -> None:
    """An assistant signs on the mayor's behalf for a month, for staff who move within the city."""
    until, limits = by.today + timedelta(days=30), [PostKind.PELAKSANA.value, PostKind.FUNGSIONAL.value]
    told = _mandate(ASSISTANT, Capacity.an, by.today, until, "800.1.11/77/SM/2026", by.today - timedelta(days=3))
    told |= {"given_by": MAYOR, "title": "Asisten Administrasi Umum"}
    told |= {"verbs": ["approve"], "kinds": [Kind.INTERNAL.value], "post_kinds": limits}
    _give(connection, told, "Pelimpahan wewenang bagi jabatan pelaksana dan fungsional.", by)


def let_the_deputy_act(connection: sa.Connection, by: By) -> None:
    """The deputy mayor acts for three days while the mayor is away."""
    until, number = by.today + timedelta(days=2), "100.1.4/31/SP/2026"
    told = _mandate(DEPUTY, Capacity.plh, by.today, until, number, by.today - timedelta(days=3))
    _give(connection, told, "Wali Kota menjalankan tugas ke luar daerah.", by)


def _give(connection: sa.Connection, told: dict[str, Any], reason: str, by: By) -> None:
    """Give a mandate, unless its letter was entered before."""
    if told["number"] not in {one["number"] for one in mandates.mandates(connection, by.at)}:
        mandates.add(connection, told, reason, by)


def _mandate(
    holder: str, capacity: Capacity, first: date, last: date | None, number: str, dated: date
) -> dict[str, Any]:
    """What `mandate add` is told: from the beginning of the first day to the end of the last."""
    return {
        **{"office": Role.authority.value, "holder": holder, "capacity": capacity.value, "number": number},
        **{"dated": dated.isoformat(), "starts": _midnight(first).isoformat()},
        "ends": _midnight(last + timedelta(days=1)).isoformat() if last else None,
        **{"given_by": None, "title": None, "through": None, "verbs": [], "kinds": [], "post_kinds": []},
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
