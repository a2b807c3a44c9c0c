"""Decrees: their bytes, their register, and what a verification code says of one."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.web import paging
from app.web.refusals import UnknownCode
from app.web.site import SiteHere, address
from app.web.words import STATUSES
from storage import pages
from storage.register import decree as stored_decree
from workflow.errors import DecreeAltered, UnknownDecree
from workflow.text import shown

router = APIRouter()


@router.get("/keputusan/{number:path}")
def decree(number: str, site: SiteHere) -> Response:
    """The bytes that were issued under a number; altered bytes are not shown."""
    if not number.isprintable():
        raise UnknownDecree(number=shown(number))
    with site.office.database.reading() as connection:
        sha256, content = stored_decree(connection, number)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DecreeAltered(number=number)
    headers = {
        "Content-Disposition": disposition(number),
        # The viewer of a browser brings a style of its own.
        "Content-Security-Policy": "frame-ancestors 'none'",
        "ETag": f'"{sha256}"',
    }
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


@router.get("/verifikasi")
def ask_code(request: Request, site: SiteHere, kode: str = "") -> Response:
    """Ask for a verification code."""
    code = tidy(kode)
    if code:
        return RedirectResponse(address(f"/verifikasi/{code}"), status_code=303)
    return site.page(request, "verify.html", code="", found=None)


@router.get("/verifikasi/{code}")
def verify(request: Request, site: SiteHere, code: str) -> Response:
    """What the register says of the decree with this code; no more than its reader holds in hand already."""
    code = tidy(code)
    with site.office.database.reading() as connection:
        found = pages.by_code(connection, code, site.office.clock.real()) if code else None
    if found is None:
        raise UnknownCode(code=code or "ini")
    return site.page(request, "verify.html", code=code, found=found)


def tidy(code: str) -> str:
    """A code as it is printed, however it was typed: capitals, in groups of four."""
    letters = "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:12]
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
