"""What stands before every page: the headers of every answer, and the refusal of foreign requests."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.refusals import ForeignRequest, FormTooLarge, UploadTooLarge

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")
"""Host names under which the pages answer; any other name is refused, whoever resolves it to us."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

LARGEST_FORM = 1024 * 1024
"""Bytes of a request's body."""

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes of a file that is to be verified; the form around it may add LARGEST_FORM at most."""

UPLOADED_TO = "/verifikasi"
"""The one address that takes a file."""

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SafeHeaders:
    """Adds the headers that every answer carries, and keeps pages out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


def guard(request: Request) -> None:
    """Let a request pass that may change something only when one of our own pages sent it.

    Raises:
        ForeignRequest: another site sent it, or nobody says who did.
        FormTooLarge, UploadTooLarge: its body is larger than any form of ours, or does not say how large it is.
    """
    if request.method in SAFE_METHODS:
        return
    if not same_origin(request.headers):
        raise ForeignRequest()
    length = request.headers.get("content-length", "")
    taken = LARGEST_FORM + (LARGEST_UPLOAD if request.url.path == UPLOADED_TO else 0)
    if length.isdigit() and int(length) <= taken:
        return
    if request.url.path == UPLOADED_TO:
        raise UploadTooLarge(limit=LARGEST_UPLOAD >> 20)
    raise FormTooLarge(limit=LARGEST_FORM)


def same_origin(headers: Headers) -> bool:
    """Whether the browser says that the request comes from one of our own pages; silence is no."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    scheme, _, host = headers.get("origin", "").partition("://")
    return scheme in ("http", "https") and host != "" and host == headers.get("host")
