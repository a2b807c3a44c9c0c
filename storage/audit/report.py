"""What an audit found, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Words = tuple[str, str]
"""A sentence in (Indonesian, English)."""

Progress = Callable[[int, int, str], None]
"""Told how many of how many were checked, and of what."""


@dataclass
class AuditReport:
    """What an audit found.

    Attributes:
        problems: what is wrong, each as a sentence.
        notes: what is odd but not wrong.
        counts: how many entries, decrees, numbers, proposals, leaves and checkpoints were checked.
        newest: the size of the newest checkpoint, if there is one.
    """

    problems: list[Words] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    newest: int | None = None

    def wrong(self, id: str, en: str) -> None:
        """Add a problem."""
        self.problems.append((id, en))

    def note(self, id: str, en: str) -> None:
        """Add something odd."""
        self.notes.append((id, en))

    @property
    def promise(self) -> Words | None:
        """What the newest checkpoint promises of a history in which nothing is wrong."""
        if self.newest is None or self.problems:
            return None
        return (
            f"Setiap perubahan riwayat sampai entri {self.newest} dapat diketahui oleh siapa pun yang memegang titik periksa berukuran {self.newest} atau lebih yang dibuat sebelum perubahan itu.",
            f"Any change to history up to entry {self.newest} is detectable by anyone who holds a checkpoint of size {self.newest} or more made before the change.",
        )

    def as_json(self, language: str) -> dict[str, Any]:
        """The report as scripts read it."""
        pick = 1 if language == "en" else 0
        return {
            "ok": not self.problems,
            "problems": [words[pick] for words in self.problems],
            "notes": [words[pick] for words in self.notes],
            "counts": self.counts,
            "promise": self.promise[pick] if self.promise else None,
        }

    def lines(self, language: str) -> Iterator[str]:
        """The report as a person reads it."""
        said = self.as_json(language)
        yield from (f"✗ {problem}" for problem in said["problems"])
        yield from (f"· {note}" for note in said["notes"])
        entries, decrees = self.counts["entries"], self.counts["decrees"]
        if language == "en":
            found = f"{len(self.problems)} problem(s)" if self.problems else "nothing was changed"
            yield f"{entries} entries and {decrees} decrees checked: {found}."
        else:
            found = f"{len(self.problems)} masalah" if self.problems else "tidak ada yang berubah"
            yield f"{entries} entri dan {decrees} keputusan diperiksa: {found}."
        if said["promise"]:
            yield said["promise"]
