"""What leaves the system for other programs: history and the register, as files of a known format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from storage.agency import agency
from storage.exporting import cells, xes
from storage.exporting.entries import FIRST, LAST, Progress, Wanted, entries
from storage.periods import in_order
from storage.reporting.period import Period
from workflow.canonical import canonical

COLUMNS = (
    *("entri", "usulan", "jenis", "versi", "langkah", "dari", "ke", "pelaku", "kapasitas", "kanal", "pengguna_os"),
    *("waktu", "nomor", "sha256_keputusan", "proses", "berkas", "catatan", "temuan"),
)
PEOPLE = ("nip", "nama")
REGISTER = (
    *("seri", "tahun", "n", "nomor", "keadaan", "langkah", "usulan", "pelaku", "waktu", "alasan", "dicabut_oleh"),
    "dicabut_bagi",
)


def wanted(connection: sa.Connection, since: date | None, until: date | None, people: bool = False) -> Wanted:
    """The entries of the days from `since` to `until`, both included, in the agency's zone.

    Raises:
        InvalidField: the period ends before it begins.
    """
    in_order(since or FIRST, until)
    return Wanted(Period(since or FIRST, until or LAST, agency(connection).zone), people)


def history_csv(connection: sa.Connection, wanted: Wanted, progress: Progress | None) -> Iterator[bytes]:
    """A row for each entry, for spreadsheets; times in the agency's zone, with their offset."""
    rows = (_row(entry, wanted) for entry in entries(connection, wanted, progress))
    return cells.table((*COLUMNS, *(PEOPLE if wanted.people else ())), rows)


def history_lines(connection: sa.Connection, wanted: Wanted, progress: Progress | None) -> Iterator[bytes]:
    """A line of canonical JSON for each entry, for programs; nothing is left out but identity numbers."""
    return (canonical(entry) + b"\n" for entry in entries(connection, wanted, progress))


def history_xes(connection: sa.Connection, wanted: Wanted, progress: Progress | None) -> Iterator[bytes]:
    """An event log, for programs that mine processes."""
    return xes.log(connection, wanted, agency(connection).name, progress)


HISTORY: dict[str, Callable[[sa.Connection, Wanted, Progress | None], Iterator[bytes]]] = {
    "csv": history_csv,
    "jsonl": history_lines,
    "xes": history_xes,
}
"""Format → how history is written in it."""


def register_csv(numbers: Iterable[Mapping[str, Any]], zone: str) -> Iterator[bytes]:
    """A row for each number of `storage.register`, issued, void or booked; times in the agency's zone."""
    return cells.table(REGISTER, (_number(one, zone) for one in numbers))


def _row(entry: dict[str, Any], wanted: Wanted) -> list[cells.Cell]:
    findings = [one for one in entry["findings"] or () if one["outcome"] != "met"]
    return [
        *(entry[name] for name in ("index", "id", "kind", "version", "verb", "from", "to")),
        *(entry[name] for name in ("actor", "capacity", "channel", "os_user")),
        *(_local(entry["at"], wanted.period.zone), entry["decree"]["number"], entry["decree"]["sha256"]),
        *(entry["process"], entry["dossier"], entry["note"]),
        "; ".join(f"{one['rule']} {one['outcome']}" for one in findings),
        *((_grouped(entry["nip"]), entry["name"]) if wanted.people else ()),
    ]


def _number(one: Mapping[str, Any], zone: str) -> list[cells.Cell]:
    return [
        *(one[name] for name in ("series", "year", "n", "number", "status", "verb")),
        *(" ".join(map(str, one["proposals"])), one["actor"], _local(one["at"], zone)),
        *(one["reason"], one["revoked_by"]),
        "; ".join(f"{part['proposal']}: {part['by']}" for part in one["revoked"]),
    ]


def _local(at: datetime, zone: str) -> str:
    """An instant with the offset of the agency's zone, which a date of a spreadsheet can be made of."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def _grouped(nip: str) -> str:
    """An identity number in its groups 8-6-1-3: as one number a spreadsheet would round it."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
