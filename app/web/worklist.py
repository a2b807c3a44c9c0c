"""The worklist (Kotak kerja): who waits, for whom, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from app.web import paging
from app.web.site import Site, SiteHere
from storage import accounts, pages
from storage.watch import Watch, watch
from storage.worklist import counts as counts_of
from storage.worklist import is_for
from workflow.authority import Actor
from workflow.states import ENDED, State

router = APIRouter()

GOING = tuple(state for state in State if state not in ENDED)

GROUPS = {"proses": ("Dalam proses", GOING), "semua": ("Semua usulan", tuple(State))}
"""Filters of several states: their words and states."""


@dataclass(frozen=True)
class Attention:
    """The proposals that need someone.

    Attributes:
        mine: what waits for the reader, the longest waiting first; None when nobody acts.
        late: what is past its deadline, the earliest due first.
    """

    mine: list[int] | None
    late: list[int]


@router.get("/")
def worklist(request: Request, site: SiteHere, tahap: str = "", cari: str = "", hal: str = "") -> Response:
    """Proposals by state, found by name, NIP or number."""
    page, search, now = paging.page_number(hal), paging.search(cari), site.office.clock.now()
    account = site.account(request)
    with site.office.database.reading() as connection:
        seen = watch(connection, now)
        actor = accounts.actor(connection, account) if account else None
        wanted = attention(connection, seen, actor, now)
        picked = {"saya": wanted.mine or [], "terlambat": wanted.late}.get(tahap)
        if picked is not None:
            found = pages.among(connection, picked, search, paging.ROWS, paging.offset(page))
        else:
            states = chosen(tahap, search)
            found = pages.worklist(connection, states, search, paging.ROWS, paging.offset(page))
        counts = counts_of(connection)
    return site.page(
        request,
        "worklist.html",
        tahap=tahap,
        cari=search,
        rows=[row | seen.told(row) for row in found.rows],
        paging=paging.Paging(page, found.total),
        chips=chips(counts, wanted),
        days=lambda at: days_since(site, at),
        empty=not counts,
    )


def attention(connection: sa.Connection, seen: Watch, actor: Actor | None, now: datetime) -> Attention:
    """What waits for the reader, and what is late."""
    rows = [row | seen.told(row) for row in pages.going(connection)]
    late = sorted((row for row in rows if row["late"]), key=lambda row: (row["due"], row["id"]))
    mine = None if actor is None else [row["id"] for row in _for(actor, rows, now, seen)]
    return Attention(mine, [row["id"] for row in late])


def _for(actor: Actor, rows: Sequence[Mapping[str, Any]], now: datetime, seen: Watch) -> list[Mapping[str, Any]]:
    """Thousands of rows wait for few sets of offices, each of which is asked once."""
    offices = {tuple(row["waits_for"]): row for row in rows}
    mine = {asked for asked, row in offices.items() if is_for(row, actor, now, seen.today)}
    return [row for row in rows if tuple(row["waits_for"]) in mine]


def chosen(tahap: str, search: str) -> tuple[State, ...]:
    """The states that a filter stands for; a search without filter looks everywhere."""
    if tahap in tuple(State):
        return (State(tahap),)
    return GROUPS.get(tahap, GROUPS["semua" if search else "proses"])[1]


def chips(counts: dict[str, int], wanted: Attention) -> list[tuple[str, str, int, State | None]]:
    """The counters: filter, words, number, and the state when it is a single one."""

    def total(states: Sequence[State]) -> int:
        return sum(counts.get(state.value, 0) for state in states)

    found: list[tuple[str, str, int, State | None]] = []
    if wanted.mine is not None:
        found.append(("saya", "Menunggu Anda", len(wanted.mine), None))
    found.append(("terlambat", "Terlambat", len(wanted.late), None))
    found += [(name, words, total(states), None) for name, (words, states) in GROUPS.items()]
    found += [(state.value, "", counts.get(state.value, 0), state) for state in State]
    return found


def days_since(site: Site, at: datetime) -> int:
    """Whole days of the agency's calendar since an instant."""
    clock = site.office.clock
    zone = ZoneInfo(clock.zone)
    return max(0, (clock.now().astimezone(zone).date() - at.astimezone(zone).date()).days)
