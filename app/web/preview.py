"""The preview of a decree, before its step is taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.web.decrees import VIEWED, disposition
from app.web.draft import returned
from app.web.proposal import ProposalId, proposal_page
from app.web.refusals import TooManyPreviews, status_of
from app.web.site import SiteHere
from app.web.steps import FormHere, acting, asked, told
from workflow.errors import Conflict, Refused, UnknownProposal
from workflow.preview import preview

router = APIRouter()

AT_ONCE = 2
"""Previews that are judged and drawn at the same time; steps need the press, too."""

PATIENCE_SECONDS = 10
"""How long one more preview waits for its turn."""

_turns = threading.BoundedSemaphore(AT_ONCE)


@router.post("/usulan/{id}/langkah/{verb}/konsep")
def show(request: Request, site: SiteHere, id: ProposalId, verb: str, form: FormHere) -> Response:
    """The decree that the step would issue now, marked KONSEP; or the form again with what stands against the step."""
    account = acting(request, site)
    draft, data = told(verb, form)
    draft = replace(draft, preview=True)
    try:
        with turn():
            content = preview(site.office.desk, asked(site, account, id, draft, data, form))
    except UnknownProposal:
        raise
    except (Refused, Conflict) as problem:
        return proposal_page(request, site, id, status=status_of(problem), draft=returned(draft, problem))
    headers = VIEWED | {"Content-Disposition": disposition(f"Konsep usulan {id}")}
    return Response(content, media_type="application/pdf", headers=headers)


@contextmanager
def turn() -> Iterator[None]:
    """One of the few previews that may be made at once.

    Raises:
        TooManyPreviews: none came free in time.
    """
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise TooManyPreviews()
    try:
        yield
    finally:
        _turns.release()


@router.get("/usulan/{id}/langkah/{verb}/konsep")
def back_to_proposal(id: ProposalId, verb: str) -> Response:
    """Whoever asks for the address of a preview is shown its proposal."""
    return RedirectResponse(f"/usulan/{id}", status_code=303)
