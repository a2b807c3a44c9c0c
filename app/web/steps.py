"""Taking a step from a page, in a rehearsal."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.web import typed
from app.web.draft import Draft, returned
from app.web.fields import form_of
from app.web.proposal import ProposalId, proposal_page
from app.web.refusals import AccountChanged, Incomplete, NoAccount, ReadOnly, status_of
from app.web.site import COOKIE, Site, SiteHere
from storage import accounts
from workflow import desk
from workflow.booking import Answer
from workflow.errors import Conflict, KeyBusy, Refused, UnknownProposal, UnknownVerb
from workflow.process import VERBS
from workflow.step import take
from workflow.text import shown

router = APIRouter()

WAITS, WAIT_SECONDS = 40, 0.25
"""How often, and how long each time, a repeated click waits for the answer of the first."""

YEAR = 365 * 24 * 3600


async def typed_form(request: Request) -> dict[str, str]:
    """The fields of a form that hold text."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


FormHere = Annotated[dict[str, str], Depends(typed_form)]


@router.post("/usulan/{id}/langkah/{verb}")
def step(request: Request, site: SiteHere, id: ProposalId, verb: str, form: FormHere) -> Response:
    """Take a step, or show the form again with what stands against it."""
    account = acting(request, site)
    draft, data = told(verb, form)
    if draft.more:
        return proposal_page(request, site, id, draft=draft)
    try:
        answer = patiently(site.office.desk, asked(site, account, id, draft, data, form))
    except UnknownProposal:
        raise
    except (Refused, Conflict) as problem:
        return proposal_page(request, site, id, status=status_of(problem), draft=returned(draft, problem))
    return RedirectResponse(f"/usulan/{id}?entri={answer[0]['entry']}", status_code=303)


def told(verb: str, form: Mapping[str, str]) -> tuple[Draft, dict[str, Any]]:
    """What was typed into a verb's form, and the data that the verb is told by it.

    Raises:
        UnknownVerb: the process has no such verb.
    """
    if verb not in VERBS:
        raise UnknownVerb(verb=shown(verb), verbs=", ".join(VERBS))
    data, filled = typed.read(form_of(verb), form)
    note = form.get("note", "").replace("\r\n", "\n")
    return Draft(verb, filled, note, form.get("key", ""), form.get("more", "")), data


@router.get("/usulan/{id}/langkah/{verb}")
def back_to_proposal(id: ProposalId, verb: str) -> Response:
    """Whoever asks for the address of a form is shown its proposal."""
    return RedirectResponse(f"/usulan/{id}", status_code=303)


def acting(request: Request, site: Site) -> str:
    """The account that acts.

    Raises:
        ReadOnly: this is not a rehearsal.
        NoAccount: none was chosen.
    """
    if not site.office.rehearsal:
        raise ReadOnly()
    account = site.account(request)
    if account is None:
        raise NoAccount()
    return account


def asked(
    site: Site, account: str, id: int, draft: Draft, data: Mapping[str, Any], form: Mapping[str, str]
) -> desk.Request:
    """The step as the one door is asked for it.

    Raises:
        Incomplete: the form does not say which version it was read at.
        AccountChanged: the form was opened as another account.
    """
    version, opened = form.get("version", ""), form.get("account", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10 and draft.key and form.get("dossier")):
        raise Incomplete()
    if opened != account:
        raise AccountChanged(opened=shown(opened), account=account)
    return desk.Request(
        verb=draft.verb,
        account=account,
        proposals=(id,),
        data=data,
        note=draft.note.strip() or None,
        key=draft.key[:100],
        version=int(version),
        dossier=form["dossier"],
        channel="page",
        os_user=site.office.os_user,
    )


def patiently(here: desk.Desk, request: desk.Request) -> Answer:
    """Take the step; a repeated click waits for the answer of the first."""
    for _ in range(WAITS):
        try:
            return take(here, request)
        except KeyBusy:
            time.sleep(WAIT_SECONDS)
    return take(here, request)


@router.post("/akun")
def choose_account(request: Request, site: SiteHere, form: FormHere) -> Response:
    """Choose the account to act as; nothing chosen ends acting."""
    if not site.office.rehearsal:
        raise ReadOnly()
    name = form.get("account", "")
    answer = RedirectResponse(local(form.get("here", "")), status_code=303)
    if not name:
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return answer
    with site.office.database.reading() as connection:
        accounts.os_user(connection, name)
    answer.set_cookie(COOKIE, quote(name, safe=""), max_age=YEAR, httponly=True, samesite="lax")
    return answer


def local(path: str) -> str:
    """A path of our own pages to return to, and the worklist for anything else."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
