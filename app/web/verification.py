"""Verification: what the register says of a code, and whether a file is a decree of this agency.

Anyone may ask, so nothing is said that the holder of a code or of a file does not hold in hand already, except whether the
decree is still in force.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from app.checking import check, reader, seal_words, trusted
from app.web.refusals import NoFile, UnknownCode, UploadTooLarge, sentence
from app.web.security import LARGEST_UPLOAD
from app.web.site import Site, SiteHere, address
from app.web.verdicts import Verdict, of_code, of_file
from storage import issued, pages
from workflow.errors import DecreeAltered, Refused

router = APIRouter()

AT_ONCE = threading.BoundedSemaphore(2)
"""Files that are looked at together: each may take a second and 150 MB."""


async def uploaded(request: Request) -> AsyncIterator[UploadFile | None]:
    """The file of the form, if there is one."""
    async with request.form(max_files=1, max_fields=4) as form:
        found = form.get("berkas")
        yield found if isinstance(found, UploadFile) else None


@router.get("/verifikasi")
def ask(request: Request, site: SiteHere, kode: str = "") -> Response:
    """Ask for a verification code, or for a file."""
    code = tidy(kode)
    if code:
        return RedirectResponse(address(f"/verifikasi/{code}"), status_code=303)
    return shown(request, site)


@router.get("/verifikasi/{code}")
def by_code(request: Request, site: SiteHere, code: str) -> Response:
    """What the register says of the decree with this code."""
    code = tidy(code)
    with site.office.database.reading() as connection:
        found = pages.by_code(connection, code, site.office.clock.real()) if code else None
        revoked = _confirmed(connection, found) if found else {}
    if found is None:
        raise UnknownCode(code=code or "ini")
    return shown(request, site, code=code, verdict=of_code(found, revoked, rehearsal=site.office.rehearsal))


def _confirmed(connection: sa.Connection, found: Mapping[str, Any]) -> dict[int, str]:
    """For whom a decree was revoked, once the log has confirmed that it was issued.

    Raises:
        DecreeAltered, LogInconsistent: the register knows a decree of which the log says otherwise.
    """
    if found["status"] != "issued":
        return {}
    if issued.place(connection, found["number"]).sha256 != found["sha256"]:
        raise DecreeAltered(number=found["number"])
    return issued.revoked(connection, found["number"])


@router.post("/verifikasi")
def by_file(request: Request, site: SiteHere, file: Annotated[UploadFile | None, Depends(uploaded)]) -> Response:
    """Whether a file is a decree of this agency: issued, revoked since, altered, or unknown."""
    try:
        with AT_ONCE, site.office.database.reading() as connection:
            found = check(
                connection, content_of(file), site.office.clock.real(), reader(trusted(site.office)), public=True
            )
    except (NoFile, UploadTooLarge) as problem:
        return shown(request, site, status=422, problem=problem)
    return shown(request, site, verdict=of_file(found, rehearsal=site.office.rehearsal))


def content_of(file: UploadFile | None) -> bytes:
    """The bytes of the file.

    Raises:
        NoFile: none was chosen, or it is empty.
        UploadTooLarge: it has more than `LARGEST_UPLOAD` bytes.
    """
    content = file.file.read(LARGEST_UPLOAD + 1) if file else b""
    if not content:
        raise NoFile()
    if len(content) > LARGEST_UPLOAD:
        raise UploadTooLarge(limit=LARGEST_UPLOAD >> 20)
    return content


def shown(
    request: Request,
    site: Site,
    status: int = 200,
    code: str = "",
    verdict: Verdict | None = None,
    problem: Refused | None = None,
) -> Response:
    """The page with its two questions, and the answer to one of them."""
    told = {"code": code, "verdict": verdict, "problem": sentence(problem) if problem else "", "seal_words": seal_words}
    return site.page(request, "verify.html", status, **told)


def tidy(code: str) -> str:
    """A code as it is printed, however it was typed: capitals, in groups of four."""
    letters = "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:12]
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
