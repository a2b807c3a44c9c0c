"""Workload rows: volumes that add up to the seats a post needs, by the arithmetic of the workload analysis (ABK)."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from app.sample.kinds import Work
from app.sample.rows import Task
from app.sample.structure import Place

MINUTES = {"tahun": 72_000, "bulan": 6_000, "minggu": 1_500, "hari": 300}
FRESH = (date(2026, 1, 12), date(2026, 9, 25))
STALE = (date(2024, 2, 5), date(2025, 8, 29))


def seats(volumes: list[int], tasks: tuple[Work, ...]) -> Fraction:
    """The need before rounding: volume x minutes / effective minutes of the same period, over all tasks."""
    return sum(
        (Fraction(volume * minutes, MINUTES[per]) for volume, (_, per, minutes) in zip(volumes, tasks, strict=True)),
        Fraction(0),
    )


def volumes_for(rng: Random, need: int, tasks: tuple[Work, ...]) -> list[int]:
    """Whole volumes whose need lies near `need`, near enough that rounding gives it back."""
    target = need + rng.uniform(-0.3, 0.3)
    shares = [rng.uniform(0.6, 1.4) for _ in tasks]
    volumes = [
        max(1, round(target * share / sum(shares) * MINUTES[per] / minutes))
        for share, (_, per, minutes) in zip(shares, tasks, strict=True)
    ]
    finest = min(range(len(tasks)), key=lambda number: Fraction(tasks[number][2], MINUTES[tasks[number][1]]))
    while seats(volumes, tasks) >= need + Fraction(9, 20):
        volumes[finest] -= 1
    while seats(volumes, tasks) < need - Fraction(9, 20):
        volumes[finest] += 1
    return volumes


def day_between(rng: Random, days: tuple[date, date]) -> date:
    """A day from the first to the last of `days`."""
    return days[0] + timedelta(days=rng.randint(0, (days[1] - days[0]).days))


def build_tasks(rng: Random, places: list[Place]) -> list[Task]:
    """The measured tasks of every post below the high leadership; a few measurements are older than a year."""
    rows = []
    for place in places:
        if place.kind.type == "jpt":
            continue
        measured = day_between(rng, STALE if rng.random() < 0.03 else FRESH)
        volumes = volumes_for(rng, place.need, place.kind.tasks)
        rows += [
            Task(place.code, task, volume, per, minutes, measured)
            for volume, (task, per, minutes) in zip(volumes, place.kind.tasks, strict=True)
        ]
    return rows
