"""Decrees: their bytes and their register."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from app.web import paging
from app.web.site import SiteHere
from app.web.words import STATUSES
from storage import pages
from storage.register import decree as stored_decree
from workflow.errors import DecreeAltered, UnknownDecree
from workflow.text import shown

router = APIRouter()

VIEWED = {"Content-Security-Policy": "frame-ancestors 'none'"}
"""The headers of a PDF: the viewer of a browser brings a style of its own."""


@router.get("/keputusan/{number:path}")
def decree(number: str, site: SiteHere) -> Response:
    """The bytes that were issued under a number; altered bytes are not shown."""
    if not number.isprintable():
        raise UnknownDecree(number=shown(number))
    with site.office.database.reading() as connection:
        sha256, content = stored_decree(connection, number)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DecreeAltered(number=number)
    headers = VIEWED | {"Content-Disposition": disposition(number), "ETag": f'"{sha256}"'}
    return Response(content, media_type="application/pdf", headers=headers)


def disposition(number: str) -> str:
    """The file name of a decree for RFC 6266: plain letters for old readers, the whole name for the others."""
    name = number.replace("/", "-") + ".pdf"
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@router.get("/register")
def register(
    request: Request, site: SiteHere, seri: str = "", tahun: str = "", status: str = "", hal: str = ""
) -> Response:
    """Every number: issued, void with its reason, or being drawn."""
    page, year = paging.page_number(hal), paging.number(tahun, None, 9999)
    status = status if status in STATUSES else ""
    now = site.office.clock.real()
    with site.office.database.reading() as connection:
        all_series, all_years = pages.series(connection), pages.years(connection)
        seri = seri if seri in all_series else ""
        found = pages.numbers(connection, now, seri, year, status, paging.ROWS, paging.offset(page))
    return site.page(
        request,
        "register.html",
        rows=found.rows,
        paging=paging.Paging(page, found.total),
        all_series=all_series,
        all_years=all_years,
        asked={"seri": seri, "tahun": year or "", "status": status},
    )
