"""Outside a rehearsal the pages are read, and nothing more."""

from __future__ import annotations

import pytest

from app.wiring import Office
from tests import world
from tests.pages.browser import Browser


@pytest.fixture(scope="module")
def filed(real_office: Office) -> int:
    id = world.propose(real_office)
    world.step(real_office, id, "submit")
    return id


def test_every_page_says_that_it_is_read_only_and_runs_without_login(real_office: Office, filed: int) -> None:
    for path in ("/", f"/usulan/{filed}", "/register", "/riwayat", "/proses", "/verifikasi", "/nix"):
        page = Browser(real_office).get(path).text
        assert "Hanya baca" in page
        assert "Tanpa masuk dengan akun" in page
        assert "DEMO" not in page


def test_every_page_of_a_rehearsal_says_demo(office: Office) -> None:
    for path in ("/", "/register", "/riwayat", "/proses", "/verifikasi", "/nix"):
        page = Browser(office).get(path).text
        assert ">DEMO<" in page
        assert "Tanpa masuk dengan akun" in page
        assert "Kalender latihan" in page


def test_there_is_no_form_that_changes_anything(real_office: Office, filed: int) -> None:
    for path in ("/", f"/usulan/{filed}", "/register", "/riwayat", "/proses", "/verifikasi"):
        forms = Browser(real_office, world.HEAD).read(path).forms
        assert {form["action"] for form in forms if form["method"] == "post"} <= {"/riwayat/periksa", "/verifikasi"}


def test_a_step_is_403_with_a_sentence_and_changes_nothing(real_office: Office, filed: int) -> None:
    fields = {"account": world.HEAD, "version": "1", "dossier": "x", "key": "x"}
    answer = Browser(real_office, world.HEAD).post(f"/usulan/{filed}/langkah/establish_need", fields)
    assert answer.status_code == 403
    assert "hanya dapat dibaca" in answer.text
    assert world.show(real_office, filed)["version"] == 1


def test_choosing_an_account_is_403(real_office: Office) -> None:
    answer = Browser(real_office).post("/akun", {"account": world.HEAD})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_cookie_from_elsewhere_acts_for_nobody(real_office: Office, filed: int) -> None:
    browser = Browser(real_office, world.HEAD)
    assert browser.buttons(filed) == set()
    assert "Menunggu Anda" not in browser.get("/").text


def test_who_may_act_and_why_is_still_shown(real_office: Office, filed: int) -> None:
    page = Browser(real_office).read(f"/usulan/{filed}").text
    assert "Tetapkan kebutuhan Langkah ini untuk: Kepala Unit Kepegawaian." in page
    assert "R-KEB-02" in page
