"""The history of all transitions, for those who check that nobody rewrote it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.web import paging
from app.web.site import Site, SiteHere
from storage import pages
from storage.audit import AuditReport, verify
from workflow.process import VERBS

router = APIRouter()


@router.get("/riwayat")
def trail(
    request: Request, site: SiteHere, pelaku: str = "", langkah: str = "", usulan: str = "", hal: str = ""
) -> Response:
    """Entries of history, newest first."""
    return _trail(request, site, pelaku, langkah, usulan, hal, None)


@router.post("/riwayat/periksa")
def check(request: Request, site: SiteHere) -> Response:
    """Check everything stored against everything else. It writes nothing."""
    report = verify(site.office.database, site.office.clock.real())
    return _trail(request, site, "", "", "", "", report)


@router.get("/riwayat/periksa")
def back_to_trail() -> Response:
    """Whoever asks for the address of the check is shown the history."""
    return RedirectResponse("/riwayat", status_code=303)


def _trail(
    request: Request, site: Site, actor: str, verb: str, proposal: str, hal: str, report: AuditReport | None
) -> Response:
    page, id = paging.page_number(hal), paging.number(proposal)
    verb = verb if verb in VERBS else ""
    with site.office.database.reading() as connection:
        everyone = pages.actors(connection)
        actor = actor if actor in everyone else ""
        found = pages.transitions(connection, actor, verb, id, paging.ROWS, paging.offset(page))
    return site.page(
        request,
        "trail.html",
        rows=found.rows,
        paging=paging.Paging(page, found.total),
        actors=everyone,
        asked={"pelaku": actor, "langkah": verb, "usulan": id or ""},
        report=report,
    )
