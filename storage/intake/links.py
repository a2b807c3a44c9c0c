"""What rows owe to other rows, of the file and of the database: references, the tree of units, assignments, needs."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

import sqlalchemy as sa

from storage.intake.report import Problem, Remark, shown
from storage.intake.sheets import SHEETS
from storage.intake.table import Table

BY_NAME = {sheet.name: sheet for sheet in SHEETS}


class Known:
    """Which keys there are: in the accepted rows of the file, and in the database."""

    def __init__(self, connection: sa.Connection, tables: dict[str, Table]) -> None:
        self._connection, self._tables = connection, tables
        self._stored: dict[str, set[object]] = {}

    def stored(self, sheet: str) -> set[object]:
        """The keys that the database holds."""
        if sheet not in self._stored:
            target = BY_NAME[sheet].column(BY_NAME[sheet].key[0]).target
            rows = self._connection.exec_driver_sql(f'SELECT "{target}" FROM {BY_NAME[sheet].table}')
            self._stored[sheet] = {row[0] for row in rows}
        return self._stored[sheet]

    def unknown(self, sheet: str, keys: Set[object]) -> Set[object]:
        """Which of the keys are neither in the file nor in the database."""
        table = self._tables.get(sheet)
        if table and table.columns:
            own = table.keys()
            keys = keys - ({own[n] for n in table.accepted()} if table.problems else set(own))
        return keys and keys - self.stored(sheet)

    def refused_rows(self, sheet: str) -> dict[object, int]:
        """The row numbers of the refused rows of the file, by key."""
        table = self._tables.get(sheet)
        if not table or not table.columns:
            return {}
        keys = table.keys()
        return {keys[n]: table.numbers[n] for n in table.problems if keys}


def refuse_unknown(table: Table, known: Known) -> bool:
    """Refuse rows that name something that is nowhere, or only in a refused row; whether there were any."""
    found = False
    for column in table.sheet.columns:
        if not column.refers or not table.columns.get(column.name):
            continue
        values = table.columns[column.name]
        unknown = known.unknown(column.refers, set(values) - {None})
        rows = known.refused_rows(column.refers) if unknown else {}
        for position, value in enumerate(values) if unknown else ():
            if value in unknown and position not in table.problems:
                table.refuse(position, column.name, _nowhere(column.refers, value, rows.get(value)))
                found = True
    return found


def _nowhere(sheet: str, value: object, row: int | None) -> Problem:
    if row is not None:
        return Problem(
            f"{shown(value)} ada pada baris {row} lembar {sheet}, yang ditolak; perbaiki baris itu dahulu",
            f"{shown(value)} is on row {row} of the sheet {sheet}, which was refused; correct that row first",
        )
    return Problem(
        f"{shown(value)} tidak ada pada lembar {sheet} maupun di basis data; perbaiki, atau tambahkan barisnya",
        f"{shown(value)} is neither on the sheet {sheet} nor in the database; correct it, or add its row",
    )


# The tree of units


def settle_units(table: Table, known: Known, connection: sa.Connection) -> None:
    """Refuse units with an unknown parent and units in a circle, and those that then hang in the air."""
    changed = True
    while changed:
        while refuse_unknown(table, known):
            pass
        changed = _refuse_circles(table, connection)


def _refuse_circles(table: Table, connection: sa.Connection) -> bool:
    if not table.columns.get("induk"):
        return False
    codes, parents = table.columns["kode"], table.columns["induk"]
    above: dict[object, object] = {
        row[0]: row[1] for row in connection.exec_driver_sql("SELECT code, parent FROM unit")
    }
    above |= {codes[n]: parents[n] for n in table.accepted()}
    on_circle = {code: circle for circle in circles(above) for code in circle}
    guilty = [n for n in table.accepted() if codes[n] in on_circle]
    for position in guilty:
        table.refuse(position, "induk", _circle(on_circle[codes[position]]))
    return bool(guilty)


def circles(above: dict[object, object]) -> list[list[object]]:
    """The circles in which units hang below each other."""
    found: list[list[object]] = []
    done: set[object] = set()
    for start in above:
        path: dict[object, int] = {}
        code: object = start
        while code is not None and code not in done and code not in path:
            path[code] = len(path)
            code = above.get(code)
        if code is not None and code in path:
            found.append(list(path)[path[code] :])
        done.update(path)
    return found


def _circle(units: list[object]) -> Problem:
    names = [shown(unit) for unit in (*units[:10], units[0])]
    written = " → ".join(names if len(units) <= 10 else [*names[:10], "…"])
    return Problem(
        f"unit melingkar: {written}; perbaiki induk salah satunya",
        f"units in a circle: {written}; correct the parent of one of them",
    )


# Assignments and needs

ASSIGNED = sa.text(
    "SELECT nip, post, starts, decree FROM assignment"
    " WHERE NOT held AND cancelled_by IS NULL AND starts <= :today ORDER BY starts, id"
).columns(starts=sa.Date)


def refuse_contradictions(table: Table, connection: sa.Connection, today: date) -> None:
    """Refuse employees whom the file puts elsewhere than an assignment in effect (design.md 3, Seats).

    A row whose tmt_jabatan is after the assignment's start is later news, and taken.
    """
    assigned = {row.nip: row for row in connection.execute(ASSIGNED, {"today": today})}
    if not assigned or not table.columns:
        return
    columns = zip(*(table.columns[name] for name in ("nip", "jabatan", "tmt_jabatan")), strict=True)
    for position, (nip, post, since) in enumerate(columns):
        seat = assigned.get(nip)
        if seat and post and since and post != seat.post and str(since) <= seat.starts.isoformat():
            table.refuse(position, "jabatan", _contradiction(seat.post, seat.starts, seat.decree))


def _contradiction(post: str, starts: date, decree: str) -> Problem:
    return Problem(
        f"keputusan {decree} menempatkan pegawai ini pada jabatan {post} sejak {starts}; sesuaikan jabatan dan"
        " tmt_jabatan dengan keputusan itu",
        f"the decree {decree} puts this employee into the post {post} from {starts}; make jabatan and tmt_jabatan"
        " agree with it",
    )


def ignore_stated_needs(posts: Table, workloads: Table | None, connection: sa.Connection) -> list[Remark]:
    """A stated need counts only where no workload says it (design.md 6); else it is left aside with a remark."""
    needs = posts.columns.get("kebutuhan", [])
    if not any(need is not None for need in needs):
        return []
    loaded = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT post FROM workload")}
    if workloads and workloads.columns:
        loaded |= {workloads.columns["jabatan"][n] for n in workloads.accepted()}
    codes = posts.columns["kode"]
    aside = [n for n in posts.accepted() if needs[n] is not None and codes[n] in loaded]
    for position in aside:
        needs[position] = None
    return [_ignored(posts.name, posts.numbers[n]) for n in aside]


def _ignored(sheet: str, row: int) -> Remark:
    return Remark(
        sheet,
        row,
        "kebutuhan",
        "kebutuhan diabaikan karena jabatan ini punya baris beban_kerja; kosongkan kebutuhannya",
        "kebutuhan was left aside because the post has beban_kerja rows; leave it blank",
    )
