"""The log: its leaves, their tree, its head; every entry and every decided change has its leaf, and every leaf its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from storage import log
from storage.audit import leaves, quick
from storage.audit.blocks import Sound, sound
from storage.audit.changed import check_changes
from storage.audit.checkpoints import check_checkpoints, sizes
from storage.audit.helpers import Helpers
from storage.audit.origins import origin_notes
from storage.audit.outside import Outside
from storage.audit.ranges import Run, runs, several, spoken
from storage.audit.report import AuditReport, Progress
from storage.audit.stored import UNREADABLE, binary, columns, count, rows, whole
from storage.audit.tree import Tree
from storage.log_tables import LogLeaf, LogNode, LogTree
from storage.tables import Transition, table
from workflow.errors import LogInconsistent

_l, _n, _h, _t = table(LogLeaf), table(LogNode), table(LogTree), table(Transition)

_HEAD = sa.select(*columns(_h, "size", "frontier", "name"))
_MINE = (_l.c.kind == "transition") & (_l.c.ref == _t.c.id)
_WITHOUT = sa.select(*columns(_t, "id")).outerjoin_from(_t, _l, _MINE).where(_l.c.index.is_(None)).order_by(_t.c.id)
_ENTRIES = sa.select(sa.func.count()).where(_l.c.kind == "transition")


class Log:
    """The look at the log from a leaf to its end.

    Attributes:
        start: the first leaf that is looked at; the tree before it is taken from the stored nodes.
    """

    def __init__(self, connection: sa.Connection, report: AuditReport, outside: Outside) -> None:
        self.connection, self.report, self.outside = connection, report, outside
        self.tree = Tree(connection, sizes(connection, outside))
        self.start = self._begin(outside.since)
        self._next, self._more = self.start, True
        self._whole = True
        self._entry = 0
        self._seen = 0

    def look(self, progress: Progress | None, helpers: Helpers | None = None) -> None:
        """Look at every leaf, and build the tree of them."""
        total = count(self.connection, _l) - self.start
        for start, found in self._ahead(total, helpers) if helpers else ():
            self._take(start, found)
            if progress:
                progress(self._seen, total, "log")
        while self._more:
            self._check(leaves.look(self.connection, self._next, self._entry))
            if progress:
                progress(self._seen, total, "log")
        self.report.counts["leaves"] = self._seen
        self._check_count(total)

    def conclude(self) -> None:
        """Check tree, head, rows and checkpoints against what the leaves say."""
        self._check_tree()
        self._check_rows()
        check_changes(self.connection, self.report)
        self.report.notes.extend(origin_notes(self.connection))
        check_checkpoints(self.connection, self.report, self.outside, self._root)

    def _begin(self, since: int) -> int:
        """Begin with whole blocks before `since`, or with the first leaf where their nodes are not there."""
        known = min(since, count(self.connection, _l))
        start = known - known % quick.BLOCK
        if start and not self.tree.start_after(start):
            self.report.wrong(
                f"Simpul log atas {start} daun pertamanya hilang.",
                f"The nodes of the log over its first {start} leaves are missing.",
            )
            return 0
        if start:
            self.report.note(
                f"Daun log sebelum {start} tidak diperiksa; pohonnya diambil dari simpul yang tersimpan.",
                f"Leaves of the log before {start} were not checked; their tree is taken from the stored nodes.",
            )
        return start

    def _ahead(self, total: int, helpers: Helpers) -> Iterator[tuple[int, tuple[list[int], Sound | None]]]:
        """What helpers say of the whole blocks, in order."""
        starts = range(self.start, self.start + total - quick.BLOCK + 1, quick.BLOCK)
        asked = [(start, self.tree.wanted(start, quick.BLOCK)) for start in starts]
        for told, found in zip(asked, helpers.each(sound, asked), strict=True):
            yield told[0], (told[1], found)

    def _take(self, start: int, told: tuple[list[int], Sound | None]) -> None:
        """Take a block that is sound and follows what was seen, or look at its leaves one by one."""
        sizes, found = told
        if (
            not found
            or not self._whole
            or start != self._next
            or not (found.first is None or found.first > self._entry)
        ):
            while self._more and self._next < start + quick.BLOCK:
                self._check(leaves.look(self.connection, self._next, self._entry))
            return
        self.tree.take(found.root, [(size, found.roots(number)) for number, size in enumerate(sizes)])
        self._seen, self._next = self._seen + quick.BLOCK, start + quick.BLOCK
        self._entry = max(self._entry, found.last)

    def _check(self, found: leaves.Look) -> None:
        for row, expected, entry in found.odd:
            self._check_place(row, expected, entry)
            self.report.problems.extend(leaves.problems(row))
        if self._whole and found.unbroken:
            self.tree.grow(found.hashes[: found.unbroken])
        self._whole = self._whole and found.unbroken == len(found.hashes)
        self._seen += len(found.hashes)
        self._more, self._next, self._entry = found.next > self._next, found.next, found.entry

    def _check_place(self, row: quick.Row, expected: int, entry: int) -> None:
        """Leaves follow each other without gaps; entries were given theirs in their own order, each one leaf."""
        index = whole(row[0])
        if index is None or index < expected:
            self.report.wrong("Ada daun log tanpa nomor yang sah.", "A leaf of the log has no valid index.")
        elif index > expected:
            self._missing((expected, index - 1))
        if leaves.is_of_entry(row) and row[2] <= entry:
            id, en = leaves.called(row)
            self.report.wrong(f"{id}: berada di luar urutan, atau ganda.", f"{en}: out of order, or there twice.")

    def _missing(self, run: Run) -> None:
        self.report.wrong(
            f"Daun {spoken(run)} hilang dari log.",
            several(
                run, f"Leaf {spoken(run)} is missing from the log.", f"Leaves {spoken(run)} are missing from the log."
            ),
        )

    def _check_count(self, total: int) -> None:
        if self._seen != total:
            self.report.wrong("Ada daun log tanpa nomor yang sah.", "A leaf of the log has no valid index.")

    def _check_tree(self) -> None:
        for run in _merged(self.tree.altered):
            self.report.wrong(
                f"Simpul log di atas daun {spoken(run)} tidak sesuai: daun atau simpulnya diubah.",
                f"The node of the log over leaves {spoken(run)} does not fit: the leaves or the node were altered.",
            )
        self._check_head()
        size = self.tree.size
        if self.start == 0 and self._whole:
            strange = count(self.connection, _n) - (size - size.bit_count() - self.tree.missing)
            if strange:
                self.report.wrong(
                    f"Log memuat {strange} simpul yang bukan bagian pohonnya.",
                    f"The log holds {strange} nodes that are not part of its tree.",
                )

    def _check_head(self) -> None:
        found = list(rows(self.connection, _HEAD))
        size = whole(found[0].size) if len(found) == 1 and isinstance(found[0].name, str) else None
        if size is None:
            self.report.wrong("Kepala log hilang atau rusak.", "The head of the log is missing or broken.")
        elif size > self._next:
            self._missing((self._next, size - 1))
        elif size < self._next:
            self.report.wrong(
                f"Log sampai pada daun {self._next - 1}, sedangkan kepalanya mencatat {size} daun.",
                f"The log goes up to leaf {self._next - 1}, but its head says {size} leaves.",
            )
        elif self._whole and binary(found[0].frontier) != b"".join(self.tree.frontier):
            self.report.wrong(
                "Akar log bukan akar yang dihitung dari daun-daunnya.",
                "The root of the log is not the one that its leaves give.",
            )

    def _check_rows(self) -> None:
        """Every entry has a leaf; looked at one by one only where the numbers of them differ."""
        if count(self.connection, _t) == self.connection.execute(_ENTRIES).scalar_one() and not self.report.problems:
            return
        found = (whole(row.id) for row in rows(self.connection, _WITHOUT))
        for run in runs(id for id in found if id is not None):
            self.report.wrong(
                f"Entri {spoken(run)} tidak ada dalam log.",
                several(run, f"Entry {spoken(run)} is not in the log.", f"Entries {spoken(run)} are not in the log."),
            )

    def _root(self, size: int) -> bytes | None:
        """The root that the log had; of a size before `start` as the stored nodes tell it."""
        if size > self.start or size in self.tree.roots:
            return self.tree.roots.get(size)
        try:
            return log.root_at(self.connection, size)
        except (LogInconsistent, *UNREADABLE):
            return None


def _merged(found: Iterable[Run]) -> list[Run]:
    """Runs of leaves in order, those that touch put together."""
    merged: list[Run] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
