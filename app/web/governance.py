"""The agency's own law, for everyone to read: parameters, routes, mandates, calendar, freezes, bases, documents, changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from app.web import agency_words, paging, words
from app.web.site import Site, SiteHere
from storage import accounts, bases, changes, freezes, holidays, mandates, parameters, requirements
from workflow.authority import Kind
from workflow.papers import BETWEEN_AGENCIES, DOCUMENT_TYPES
from workflow.route_book import route_entry

router = APIRouter(prefix="/pengaturan")

SECTIONS = (
    ("/pengaturan", "Parameter"),
    ("/pengaturan/jalur", "Jalur"),
    ("/pengaturan/dokumen", "Dokumen"),
    ("/pengaturan/dasar-hukum", "Dasar hukum"),
    ("/pengaturan/naskah", "Naskah"),
    ("/pengaturan/mandat", "Mandat"),
    ("/pengaturan/kalender", "Kalender"),
    ("/pengaturan/pembekuan", "Pembekuan"),
    ("/pengaturan/perubahan", "Perubahan"),
)
"""The pages of the agency's law: address and words."""

COMING, RUNNING, OVER = "coming", "running", "over"

STANDINGS = {RUNNING: "Berlaku", COMING: "Akan berlaku", OVER: "Sudah berakhir"}
"""Where a period stands, in words."""


def page(request: Request, site: Site, template: str, **told: Any) -> Response:
    """A page of the agency's law, with the row of its sections."""
    return site.page(
        request,
        f"settings/{template}.html",
        sections=SECTIONS,
        here=request.url.path,
        standings=STANDINGS,
        said=agency_words,
        **told,
    )


def standing(starts: date | datetime, ends: date | datetime | None, now: Any) -> str:
    """Where a period of days stands today; its last day counts."""
    if starts > now:
        return COMING
    return OVER if ends is not None and ends < now else RUNNING


@router.get("")
def of_parameters(request: Request, site: SiteHere) -> Response:
    """Every value that may be set: what ships, what counts today, what the agency has set."""
    today = site.office.today
    with site.office.database.reading() as connection:
        book = [_value(entry) for entry in parameters.book(connection, today)]
    book.sort(key=lambda one: one["subject"])
    groups = [(said, [one for one in book if one["group"] == group]) for group, said in agency_words.GROUPS.items()]
    return page(request, site, "parameters", groups=groups, today=today)


def _value(entry: Mapping[str, Any]) -> dict[str, Any]:
    group = entry["subject"] if entry["subject"] in agency_words.GROUPS else "rules"
    shipped, in_force = (agency_words.by_kind(entry[name]) for name in ("shipped", "in_force"))
    shown = {"group": group, "title": _title(group, entry), "changed": shipped != in_force}
    return {**entry, **shown, "shipped": shipped, "in_force": in_force}


def _title(group: str, entry: Mapping[str, Any]) -> str:
    said = str(entry["words"]["id"])
    if group == "endorsement":
        said = f"sebelum “{words.verb(entry['name'])}”"
    title = f"{entry['subject']}: {said}" if group == "rules" else said
    return title[0].upper() + title[1:]


@router.get("/jalur")
def of_routes(request: Request, site: SiteHere) -> Response:
    """Every kind of transfer: its authorities, documents, deadlines and chains, as they stand today."""
    today = site.office.today
    with site.office.database.reading() as connection:
        told, own = parameters.parameters(connection), requirements.facts(connection)
    routes = [route_entry(kind, told, own, today) for kind in Kind]
    return page(request, site, "routes", routes=routes, words=words)


@router.get("/dokumen")
def of_documents(request: Request, site: SiteHere) -> Response:
    """The documents of the law, and those that the agency itself asks for."""
    today = site.office.today
    with site.office.database.reading() as connection:
        own = requirements.requirements(connection)
    rows = [row | {"standing": standing(row["since"], row["until"], today)} for row in own]
    return page(request, site, "documents", types=DOCUMENT_TYPES.values(), between=BETWEEN_AGENCIES, own=rows)


@router.get("/dasar-hukum")
def of_bases(request: Request, site: SiteHere) -> Response:
    """The legal bases of Mengingat, in their order."""
    today = site.office.today
    with site.office.database.reading() as connection:
        found = bases.bases(connection)
    rows = [row | {"standing": standing(row["since"], row["until"], today)} for row in found]
    return page(request, site, "bases", rows=rows)


@router.get("/mandat")
def of_mandates(request: Request, site: SiteHere) -> Response:
    """Who signs for an office in another capacity: now, soon, and before."""
    now = site.office.clock.now()
    with site.office.database.reading() as connection:
        found = mandates.mandates(connection, now)
        people = {one["name"]: one["person"] for one in accounts.accounts(connection)}
    rows = [
        row | {"standing": RUNNING if row["in_force"] else COMING if row["starts"] > now else OVER} for row in found
    ]
    groups = [(name, [row for row in rows if row["standing"] == name]) for name in STANDINGS]
    return page(request, site, "mandates", groups=groups, empty=not rows, people=people)


@router.get("/kalender")
def of_holidays(request: Request, site: SiteHere, tahun: str = "") -> Response:
    """The days of a year on which the office rests."""
    year = paging.number(tahun, site.office.today.year, 9998) or site.office.today.year
    with site.office.database.reading() as connection:
        everything = holidays.holidays(connection)
    years = sorted({row["day"].year for row in everything} | {year})
    rows = [row for row in everything if row["day"].year == year]
    return page(request, site, "holidays", rows=rows, year=year, years=years, today=site.office.today)


@router.get("/pembekuan")
def of_freezes(request: Request, site: SiteHere) -> Response:
    """The windows in which transfers rest."""
    today = site.office.today
    with site.office.database.reading() as connection:
        found = freezes.freezes(connection)
    rows = [row | {"standing": standing(row["starts"], row["ends"], today)} for row in found]
    return page(request, site, "freezes", rows=rows, types=DOCUMENT_TYPES)


@router.get("/perubahan")
def of_changes(request: Request, site: SiteHere, hal: str = "") -> Response:
    """Every change of this law: who asked, who agreed, why, what was and what is."""
    number = paging.page_number(hal)
    with site.office.database.reading() as connection:
        found = changes.changes(connection)
        people = {one["name"]: one["person"] for one in accounts.accounts(connection)}
    rows = found[paging.offset(number) :][: paging.ROWS]
    return page(request, site, "changes", rows=rows, paging=paging.Paging(number, len(found)), people=people)
