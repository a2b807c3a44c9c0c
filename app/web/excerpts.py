"""Petikan: the excerpt of a collective decree for one person, as it was issued."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.web.decrees import VIEWED, disposition
from app.web.proposal import ProposalId
from app.web.site import SiteHere
from storage import copies
from workflow.copies import CopyKind
from workflow.errors import UnknownDecree
from workflow.text import shown

router = APIRouter()


@router.get("/usulan/{id}/petikan/{number:path}")
def excerpt(id: ProposalId, number: str, site: SiteHere) -> Response:
    """The bytes of a petikan; altered ones are not shown."""
    with site.office.database.reading() as connection:
        found = copies.stored(connection, number, CopyKind.petikan, id) if number.isprintable() else None
    if found is None:
        raise UnknownDecree(number=shown(number))
    content = copies.verified(number, found)
    headers = VIEWED | {"Content-Disposition": disposition(f"petikan/{number}"), "ETag": f'"{found[0]}"'}
    return Response(content, media_type="application/pdf", headers=headers)
