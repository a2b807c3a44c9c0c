"""The sample accounts: who acts in the story, each the holder of a post of the city where it has one."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from app.sample.story import ASSISTANT, DEPUTY, MAYOR, ORIGIN, PROPOSER, REGIONAL_OFFICE
from storage import accounts
from workflow.authority import Role

ROLES: dict[str, tuple[Role, str | None]] = {
    PROPOSER: (Role.unit_head, "Kepala Dinas Kesehatan"),
    "analis": (Role.analyst, "Analis SDM Aparatur Ahli Muda"),
    "petugas": (Role.hr_officer, "Sekretaris Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    "kepala": (Role.hr_head, "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    "ketua": (Role.team_chair, "Sekretaris Daerah"),
    ORIGIN: (Role.origin_authority, None),
    REGIONAL_OFFICE: (Role.bkn, None),
    MAYOR: (Role.authority, None),
    DEPUTY: (Role.unit_head, None),
    ASSISTANT: (Role.unit_head, "Asisten Administrasi Umum"),
    "auditor": (Role.auditor, "Inspektur"),
    "admin": (Role.admin, None),
}
"""Sample account → its role, and the post whose holder it is; without one the account's name is printed."""

HOLDER = sa.text(
    "SELECT p.nip FROM person p JOIN post q ON q.code = p.post WHERE q.name = :post ORDER BY p.nip LIMIT 1"
)


def add_accounts(connection: sa.Connection, at: datetime) -> None:
    """The sample accounts, their roles holding from the beginning of a day."""
    for name, (role, post) in ROLES.items():
        nip = connection.execute(HOLDER, {"post": post}).scalar() if post else None
        accounts.add_account(connection, name, [role], nip=nip, unit=None, os_user=None, now=at, today=at.date())
