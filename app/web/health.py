"""Whether the pages can work, for machines that watch."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.web.refusals import sentence
from app.web.site import SiteHere
from workflow.errors import MutasiError

router = APIRouter()


@router.get("/healthz")
def healthz(site: SiteHere) -> JSONResponse:
    """`ok` when the database is there and of this program's schema."""
    try:
        site.office.database.check()
    except MutasiError as problem:
        return JSONResponse({"ok": False, "problem": sentence(problem)}, status_code=503)
    return JSONResponse({"ok": True})
