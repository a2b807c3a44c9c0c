"""Every page and method is listed here, with who may use it; a route that is not listed fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Mount

from app.web import make_app
from app.web.governance import SECTIONS
from app.wiring import Office
from tests import world
from tests.pages.browser import Browser

READ = {
    "/": "/",
    "/usulan/{id}": "/usulan/{id}",
    "/usulan/{id}/langkah/{verb}": "/usulan/{id}/langkah/submit",
    "/usulan/{id}/langkah/{verb}/konsep": "/usulan/{id}/langkah/submit/konsep",
    "/keputusan/{number:path}": "/keputusan/{number}",
    "/register": "/register",
    "/riwayat": "/riwayat",
    "/riwayat/periksa": "/riwayat/periksa",
    "/proses": "/proses",
    "/verifikasi": "/verifikasi",
    "/verifikasi/{code}": "/verifikasi/{code}",
    "/healthz": "/healthz",
    **{path: path for path, _ in SECTIONS},
}
"""Route of a page → an address of it. Anyone on this machine may read."""

CHANGE = {
    "/usulan/{id}/langkah/{verb}": "/usulan/{id}/langkah/submit",
    "/akun": "/akun",
}
"""Routes that change something; only in a rehearsal."""

CHECK = {"/riwayat/periksa": "/riwayat/periksa", "/verifikasi": "/verifikasi"}
"""Routes that take a POST and write nothing."""

DRAW = {"/usulan/{id}/langkah/{verb}/konsep": "/usulan/{id}/langkah/submit/konsep"}
"""Routes that take a POST, draw and write nothing; only in a rehearsal."""

KEPT = ("/usulan/{id}/petikan/{number:path}", "/pengaturan/lambang/{sha256}.svg")
"""Routes of what not every database holds; their own tests ask for it."""

FOREIGN = (
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://127.0.0.1:81"},
    {"Origin": "http://"},
)


def told(office: Office, address: str) -> str:
    """An address with the numbers of a proposal that has a decree."""
    id = world.propose(office, *world.add_people(office, 1))
    number = world.step(office, id, "submit")["decree"]["number"]
    code = next(row["code"] for row in world.rows(office, world.tables.Booking) if row["number"] == number)
    return address.format(id=id, number=number, code=code)


def methods_and_paths(routes: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Every method and path, also of the routers that were included."""
    for route in routes:
        if isinstance(route, Mount):
            assert route.path == "/static"
        elif isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods)
        else:
            yield from methods_and_paths(route.original_router.routes)  # type: ignore[attr-defined]


def test_every_route_and_method_is_listed(office: Office) -> None:
    listed = {("GET", path) for path in (*READ, *KEPT)} | {("POST", path) for path in CHANGE | CHECK | DRAW}
    assert set(methods_and_paths(make_app(office).routes)) == listed


@pytest.mark.parametrize("path", READ)
def test_every_page_answers_in_a_full_database(office: Office, path: str) -> None:
    answer = Browser(office, world.HEAD).get(told(office, READ[path]))
    assert answer.status_code in (200, 303)


@pytest.mark.parametrize("path", ["/", "/register", "/riwayat", "/proses", "/verifikasi", "/healthz"])
def test_every_page_answers_in_an_empty_database(sqlite_url: str, path: str) -> None:
    with world.open_office(sqlite_url) as office:
        with office.database.transaction() as connection:
            world.insert(connection, world.tables.Installation, id=1, rehearsal=False, created_at=world.START)
        assert Browser(office).get(path).status_code == 200


@pytest.mark.parametrize("path", CHANGE | CHECK | DRAW)
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_from_elsewhere_is_refused(office: Office, path: str, headers: dict[str, str]) -> None:
    address = told(office, (CHANGE | CHECK | DRAW)[path])
    answer = Browser(office, world.HEAD).post(address, {"account": world.HEAD}, headers)
    assert answer.status_code == 403
    assert "tidak dikirim dari halaman kami sendiri" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Origin": "http://127.0.0.1"}], ids=str)
def test_a_form_of_our_own_passes(office: Office, headers: dict[str, str]) -> None:
    assert Browser(office).post("/akun", {"account": world.HEAD}, headers).status_code == 303


@pytest.mark.parametrize("path", CHANGE | DRAW)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(office: Office, path: str, method: str) -> None:
    answer = Browser(office).client.request(
        method, told(office, (CHANGE | DRAW)[path]), headers={"Sec-Fetch-Site": "none"}
    )
    assert answer.status_code == 405


@pytest.mark.parametrize("path", ["/", "/usulan/1", "/nix", "/static/app.css", "/proses"])
def test_every_answer_carries_the_safe_headers(office: Office, path: str) -> None:
    headers = Browser(office).get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "0.0.0.0", ""])
def test_another_host_name_is_refused(office: Office, host: str) -> None:
    assert Browser(office).client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(office: Office, host: str) -> None:
    assert Browser(office).client.get("/proses", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nix",
        "/usulan/0",
        "/usulan/-1",
        "/usulan/abc",
        "/usulan/99999999999999999999",
        "/usulan/2147483647",
        "/keputusan/tidak-ada",
        "/keputusan/..%2f..%2fetc/passwd",
        "/keputusan/%00",
        "/verifikasi/AAAA-AAAA-AAAA",
        "/verifikasi/%00",
        "/verifikasi/%3Cscript%3E",
        "/static/../app.css",
        "/static/nix.css",
    ],
)
def test_what_does_not_exist_is_404_in_the_same_look(office: Office, path: str) -> None:
    answer = Browser(office).get(path)
    assert answer.status_code == 404
    assert "Ke kotak kerja" in answer.text
    assert "<script" not in answer.text


def test_no_page_runs_a_script_or_carries_a_style_of_its_own(office: Office) -> None:
    for address in READ.values():
        page = Browser(office, world.HEAD).get(told(office, address))
        if page.headers.get("content-type", "").startswith("text/html"):
            for sign in ("<script", "<style", " style=", " onclick=", "javascript:", "http://www", "https://"):
                assert sign not in page.text.replace("http://www.w3.org", ""), sign


def test_a_program_error_is_a_page_with_a_sentence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("kepala.bkpsdm")

    monkeypatch.setattr("app.web.process.drawing", broken)
    browser = Browser(office)
    browser.client = browser.client.__class__(browser.client.app, "http://127.0.0.1", raise_server_exceptions=False)
    answer = browser.get("/proses")
    assert answer.status_code == 500
    assert "kesalahan program" in answer.text
    assert "RuntimeError" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_database_that_is_gone_is_503_on_every_page(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        browser = Browser(office, world.HEAD)
        assert browser.get("/healthz").json() == {"ok": True}
        office.database.dispose()
        Path(str(office.database.engine.url.database)).unlink()
        for path in ("/", "/register", "/riwayat", "/usulan/1"):
            answer = browser.get(path)
            assert answer.status_code == 503
            assert "Basis data belum dibuat." in answer.text
            assert "Ke kotak kerja" in answer.text
        assert browser.get("/healthz").status_code == 503
