"""The pages."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from app.web import (
    decrees,
    excerpts,
    governance,
    health,
    letterhead,
    preview,
    problems,
    process,
    proposal,
    steps,
    trail,
    verification,
    worklist,
)
from app.web.security import LOOPBACK_NAMES, SafeHeaders, guard
from app.web.site import STATIC, Site
from app.wiring import Office

ROUTERS = (
    worklist,
    proposal,
    steps,
    preview,
    decrees,
    excerpts,
    verification,
    trail,
    process,
    governance,
    letterhead,
    health,
)


def make_app(office: Office) -> FastAPI:
    """The pages of an office whose database is open."""
    site = Site(office)
    app = FastAPI(
        dependencies=[Depends(guard)],
        default_response_class=HTMLResponse,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.site = site
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES, www_redirect=False)
    app.add_middleware(SafeHeaders)
    problems.install(app, site)
    for part in ROUTERS:
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
