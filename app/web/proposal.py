"""The page of one proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.web import paging, words
from app.web.choices import Choice, choices, findings
from app.web.draft import Draft, fresh, nearest
from app.web.fields import form_for, form_of
from app.web.law import NINE_BOXES, law
from app.web.papers import papers
from app.web.site import Site, SiteHere
from app.web.stepper import MARKS, stepper
from storage import accounts, history, pages
from storage.ledger import Ledger
from storage.watch import watch
from workflow.dossier import Dossier
from workflow.filed import Worth

router = APIRouter()

ProposalId = Annotated[int, Path(ge=1, le=pages.LARGEST_ID)]


@router.get("/usulan/{id}")
def proposal(request: Request, site: SiteHere, id: ProposalId, entri: str = "") -> Response:
    """A proposal: where it stands, what may happen, what is known, what has happened."""
    return proposal_page(request, site, id, entry=paging.number(entri))


def proposal_page(
    request: Request,
    site: Site,
    id: int,
    *,
    status: int = 200,
    draft: Draft | None = None,
    entry: int | None = None,
) -> Response:
    """The page, with a form that came back, or with the entry of a step that was just taken."""
    account, clock = site.account(request), site.office.clock
    with site.office.database.reading() as connection:
        dossier, found = choices(Ledger(connection), id, account, clock.now())
        seen = watch(connection, clock.now())
        standing = {"id": id, "changed_at": pages.changed_at(connection, id)}
        waits = seen.told(standing | {"state": dossier.state, "kind": dossier.kind})
        entries = list(history.history(connection, id))[::-1]
        people = {one["name"]: one["person"] for one in accounts.accounts(connection)}
        decided = pages.origins_at_approval(connection, [id]).get(id)
    filed = papers(dossier, seen.today)
    return site.page(
        request,
        "proposal.html",
        status=status,
        d=dossier,
        origin=decided or dossier.as_json["origin"],
        kind=words.KINDS[dossier.proposal.kind],
        stepper=stepper(dossier, entries),
        marks=MARKS,
        waits=waits,
        law=law(dossier, seen.today, seen.calendar, findings(found), entries),
        papers=filed,
        lacking=sum(one.required and one.worth is not Worth.verified for one in filed),
        boxes=NINE_BOXES,
        choices=sorted(found, key=lambda one: (not one.onward, not one.allowed)),
        findings=findings(found),
        drafts=_drafts(found, dossier, draft),
        sent=draft,
        unsent=_unsent(found, draft),
        form_for=lambda verb: form_for(verb, dossier, dossier.occupancy.day),
        entries=entries,
        people=people,
        done=next((one for one in entries if one["index"] == entry), None),
    )


def _drafts(found: Sequence[Choice], dossier: Dossier, sent: Draft | None) -> dict[str, Draft]:
    """The form of each verb that may be taken; the one that came back as it came."""
    drafts = {}
    for choice in found:
        if choice.allowed:
            mine = sent if sent and sent.verb == choice.verb else None
            drafts[choice.verb] = mine or _empty(choice.verb, dossier)
    return drafts


def _empty(verb: str, dossier: Dossier) -> Draft:
    named = {"post": dossier.target.post.code} if any(one.name == "post" for one in form_of(verb)) else {}
    return fresh(verb, **named)


def _unsent(found: Sequence[Choice], sent: Draft | None) -> list[tuple[str, str]]:
    """What was typed for a verb that may no longer be taken, so that nothing typed is lost."""
    if sent is None or any(one.allowed and one.verb == sent.verb for one in found):
        return []
    typed = [(nearest(form_of(sent.verb), path)[1], text) for path, text in sent.typed.items()]
    return [*typed, ("Catatan", sent.note)] if sent.note else typed
