"""The site: the office behind the pages, the templates before it, and what every page says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web import words
from app.wiring import Office
from storage import accounts, agency
from workflow.errors import MutasiError
from workflow.process import VERBS
from workflow.states import State, label

APP = Path(__file__).parents[1]
STATIC = APP / "static"
COOKIE = "akun"


@dataclass(frozen=True)
class Frame:
    """What every page says of itself.

    Attributes:
        known: whether the database could be asked at all.
        account: the account that the reader acts as, in a rehearsal.
        calendar: the day to which a rehearsal's calendar was moved.
        here: the address of the page, to come back to.
    """

    known: bool
    rehearsal: bool
    engine: str
    agency: str
    account: str | None
    accounts: Sequence[dict[str, Any]]
    calendar: str
    here: str


class Site:
    """The pages of one office."""

    def __init__(self, office: Office) -> None:
        self.office = office

    @cached_property
    def templates(self) -> Environment:
        found = Environment(
            loader=FileSystemLoader(APP / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        found.filters |= {"day": words.day, "masked": words.masked, "grouped": words.grouped, "label": label}
        found.globals |= {"words": words, "shown": self.shown, "style": self.style, "VERBS": VERBS, "State": State}
        found.globals |= {"address": address}
        return found

    @cached_property
    def style(self) -> str:
        """The address of the style sheet, which changes when its content does."""
        digest = hashlib.sha256((STATIC / "app.css").read_bytes()).hexdigest()[:12]
        return f"/static/app.css?v={digest}"

    def shown(self, at: Any) -> str:
        """An instant in the agency's zone, which is named."""
        return self.office.clock.shown(at)

    def account(self, request: Request) -> str | None:
        """The account that the reader chose to act as; only a rehearsal knows one."""
        chosen = unquote(request.cookies.get(COOKIE, ""))
        if not chosen or not self.office.rehearsal:
            return None
        with self.office.database.reading() as connection:
            return chosen if any(one["name"] == chosen for one in accounts.accounts(connection)) else None

    def frame(self, request: Request) -> Frame:
        """What the page says of itself; little when the database cannot be asked."""
        engine = "SQLite" if self.office.database.sqlite else "PostgreSQL"
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        try:
            return self._known_frame(request, engine, here)
        except MutasiError:
            return Frame(False, False, engine, "mutasi", None, (), "", here)

    def _known_frame(self, request: Request, engine: str, here: str) -> Frame:
        rehearsal = self.office.rehearsal
        with self.office.database.reading() as connection:
            everyone = accounts.accounts(connection) if rehearsal else []
            name = agency.agency(connection).name
        moved = words.day(self.office.today) if self.office.settings.now else ""
        return Frame(True, rehearsal, engine, name, self.account(request), everyone, moved, here)

    def page(self, request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
        """A page from its template."""
        text = self.templates.get_template(template).render(frame=self.frame(request), **told)
        return HTMLResponse(text, status_code=status)


def address(path: str, **query: Any) -> str:
    """A local address with the query fields that are not empty."""
    asked = {name: value for name, value in query.items() if value not in ("", None, 1)}
    return f"{quote(path)}?{urlencode(asked)}" if asked else quote(path)


def site_of(request: Request) -> Site:
    found: Site = request.app.state.site
    return found


SiteHere = Annotated[Site, Depends(site_of)]
