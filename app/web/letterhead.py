"""What decrees look like and say by the agency's own choice: letterhead, arms, series of numbers, own words."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from app.web.governance import page
from app.web.refusals import NoSuchPage
from app.web.site import SiteHere
from documents.catalogue import FORMS
from storage import agency, arms, series, wording
from workflow.wording import COLLECTIVE

router = APIRouter(prefix="/pengaturan")

PICTURE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "max-age=31536000, immutable",
}
"""The headers of arms: nothing in them can run or fetch, and what a hash names never changes."""

FIELDS = {
    "name": "Instansi",
    "head_title": "Jabatan pimpinan",
    "hr_unit": "Unit kepegawaian",
    "hr_code": "Kode dalam nomor",
    "address": "Alamat",
    "contact": "Kontak",
    "place": "Tempat penetapan",
    "paper": "Kertas",
}
"""Field of the agency → its words."""

TITLES = {verb: form.title for verb, form in FORMS.items()} | {COLLECTIVE: "Keputusan Mutasi kolektif"}
"""Form → its title."""


@router.get("/naskah")
def of_letterhead(request: Request, site: SiteHere) -> Response:
    """Letterhead, arms, formats of numbers, and the words that stand in the place of the forms' own."""
    today = site.office.today
    with site.office.database.reading() as connection:
        facts = asdict(agency.agency(connection))
        numbered, own = series.listed(connection, today), wording.in_force(connection)
    rows = [(words, facts[name]) for name, words in FIELDS.items() if facts[name]]
    told = {"rows": rows, "agency": facts, "series": numbered, "own": own, "titles": TITLES}
    return page(request, site, "letterhead", **told, shown=site.office.clock.shown)


@router.get("/lambang/{sha256}.svg")
def picture(sha256: str, site: SiteHere) -> Response:
    """The arms of a hash."""
    with site.office.database.reading() as connection:
        content = arms.arms(connection, sha256) if sha256.isalnum() and sha256.isascii() else None
    if content is None:
        raise NoSuchPage()
    return Response(content, media_type="image/svg+xml", headers=PICTURE)
