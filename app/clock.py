"""The clock: the real one, or a calendar that a rehearsal has moved."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class SystemClock:
    """Instants in UTC; shown in the agency's zone, which is named."""

    def __init__(self, moved: datetime | None, zone: str, language: str = "id") -> None:
        self.moved = moved
        self.zone = zone
        self.language = language

    def now(self) -> datetime:
        return self.moved.astimezone(UTC) if self.moved else self.real()

    def real(self) -> datetime:
        return datetime.now(UTC)

    def shown(self, at: datetime) -> str:
        """An instant as `21 Nov 2026 14.05 WIB`."""
        local = at.astimezone(ZoneInfo(self.zone))
        month = MONTHS[self.language][local.month - 1]
        return f"{local.day} {month} {local.year} {local:%H.%M} {ZONE_NAMES.get(self.zone, self.zone)}"
