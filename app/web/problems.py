"""Pages for what went wrong: a sentence, what to do, and the right status."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.web.refusals import NoSuchPage, sentence, status_of
from app.web.security import HEADERS
from app.web.site import Site
from workflow.errors import MutasiError

TITLES = {
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Cara ini tidak tersedia",
    409: "Sudah berubah",
    422: "Belum dapat dilakukan",
    500: "Ada yang tidak semestinya",
    503: "Sedang tidak dapat bekerja",
}

SENTENCES = {
    404: NoSuchPage.id,
    405: "Halaman ini tidak menerima permintaan seperti itu. Mulai dari kotak kerja.",
    500: "Permintaan ini gagal karena kesalahan program, dan tidak ada yang berubah olehnya. Ulangi; bila tetap gagal, sampaikan kepada administrator sistem.",
}

log = logging.getLogger("mutasi.web")


def install(app: FastAPI, site: Site) -> None:
    """Give every kind of error its page."""

    def known(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, MutasiError)
        return _page(site, request, status_of(problem), sentence(problem))

    def http(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        status = problem.status_code if problem.status_code in TITLES else 422
        return _page(site, request, status, SENTENCES.get(status, "Permintaan ini tidak dapat dibaca."))

    def unreadable(request: Request, problem: Exception) -> Response:
        return _page(site, request, 404, SENTENCES[404])

    def unexpected(request: Request, problem: Exception) -> Response:
        log.error("%s failed", request.method, exc_info=problem)
        return _page(site, request, 500, SENTENCES[500])

    app.add_exception_handler(MutasiError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(Exception, unexpected)


def _page(site: Site, request: Request, status: int, text: str) -> Response:
    answer = site.page(request, "problem.html", status, code=status, title=TITLES[status], text=text)
    answer.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return answer
