"""The worklist (Kotak kerja): who waits, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from app.web import paging
from app.web.site import Site, SiteHere
from storage import accounts, pages
from storage.worklist import counts as counts_of
from workflow.authority import Role
from workflow.process import next_roles
from workflow.states import ENDED, State

router = APIRouter()

GOING = tuple(state for state in State if state not in ENDED)

GROUPS = {"proses": ("Dalam proses", GOING), "semua": ("Semua usulan", tuple(State))}
"""Filters of several states: their words and states."""


@router.get("/")
def worklist(request: Request, site: SiteHere, tahap: str = "", cari: str = "", hal: str = "") -> Response:
    """Proposals by state, found by name, NIP or number."""
    page, search = paging.page_number(hal), paging.search(cari)
    account = site.account(request)
    with site.office.database.reading() as connection:
        mine = waiting_for(accounts.actor(connection, account).roles) if account else ()
        states = chosen(tahap, mine, search)
        found = pages.worklist(connection, states, search, paging.ROWS, paging.offset(page))
        counts = counts_of(connection)
    return site.page(
        request,
        "worklist.html",
        tahap=tahap,
        cari=search,
        rows=found.rows,
        paging=paging.Paging(page, found.total),
        chips=chips(counts, mine, account),
        days=lambda at: days_since(site, at),
        next_roles=next_roles,
        empty=not counts,
    )


def waiting_for(roles: Iterable[Role]) -> tuple[State, ...]:
    """The states from which one of the roles carries a proposal on."""
    mine = set(roles)
    return tuple(state for state in State if mine & set(next_roles(state)))


def chosen(tahap: str, mine: tuple[State, ...], search: str) -> tuple[State, ...]:
    """The states that a filter stands for; a search without filter looks everywhere."""
    if tahap == "saya":
        return mine
    if tahap in tuple(State):
        return (State(tahap),)
    return GROUPS.get(tahap, GROUPS["semua" if search else "proses"])[1]


def chips(
    counts: dict[str, int], mine: tuple[State, ...], account: str | None
) -> list[tuple[str, str, int, State | None]]:
    """The counters: filter, words, number, and the state when it is a single one."""

    def total(states: Sequence[State]) -> int:
        return sum(counts.get(state.value, 0) for state in states)

    found: list[tuple[str, str, int, State | None]] = []
    if account:
        found.append(("saya", "Menunggu Anda", total(mine), None))
    found += [(name, words, total(states), None) for name, (words, states) in GROUPS.items()]
    found += [(state.value, "", counts.get(state.value, 0), state) for state in State]
    return found


def days_since(site: Site, at: datetime) -> int:
    """Whole days of the agency's calendar since an instant."""
    clock = site.office.clock
    zone = ZoneInfo(clock.zone)
    return max(0, (clock.now().astimezone(zone).date() - at.astimezone(zone).date()).days)
