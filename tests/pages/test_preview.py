"""The draft of a decree before its step is taken, from the form of the step."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.web import preview as previews
from app.wiring import Office
from tests import world
from tests.pages.browser import Browser, Reader, flat
from workflow.errors import DrawingFailed


def look(office: Office, proposal: int, verb: str, account: str, **typed: str) -> Any:
    """Press the second button of a verb's form."""
    browser = Browser(office, account)
    return browser.post(f"/usulan/{proposal}/langkah/{verb}/konsep", browser.form(proposal, verb) | typed)


def test_the_second_button_of_a_form_opens_the_draft_in_a_new_tab(office: Office, proposal: int) -> None:
    page = Browser(office, world.ANALYST).read(f"/usulan/{proposal}")
    asking = [told for tag, told in page.tags if tag == "button" and "formaction" in told]
    address = f"/usulan/{proposal}/langkah/submit/konsep"
    assert [(one["formaction"], one["formtarget"]) for one in asking] == [(address, "_blank")]
    assert "Lihat konsep keputusan" in page.text


def test_the_draft_is_shown_as_a_decree_is_and_nothing_has_happened(office: Office, proposal: int) -> None:
    before = world.rows(office, world.tables.Booking)
    answer = look(office, proposal, "submit", world.ANALYST)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert "/…/" in answer.content.decode()
    assert answer.headers["content-disposition"].startswith(f'inline; filename="Konsep_usulan_{proposal}.pdf"')
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert answer.headers["cache-control"] == "no-store"
    assert world.show(office, proposal)["version"] == 0
    assert world.rows(office, world.tables.Booking) == before


def test_what_was_typed_is_in_the_draft(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    world.make_ready(office, proposal, "assess")
    orders: list[bytes] = []
    office.press.during = orders.append
    try:
        typed = flat(world.data_of(office, proposal, "assess"))
        answer = look(office, proposal, "assess", world.CHAIR, note="Rapat kedua.", **typed)
    finally:
        office.press.during = None
    assert answer.status_code == 200
    assert "Rapat kedua." in orders[-1].decode()
    assert "Prof. Tuti Herawati" in orders[-1].decode()


def test_a_step_that_would_be_refused_answers_with_the_form_and_its_reasons(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    answer = look(office, proposal, "assess", world.CHAIR, note="Catatan saya", considerations="Cakap.")
    page = Reader(answer.text)
    assert answer.status_code == 422
    assert "Konsep untuk langkah “Tetapkan hasil evaluasi” belum dapat dibuat" in page.text
    form = next(form for form in page.forms if form["action"].endswith("/assess"))["fields"]
    assert (form["note"], form["considerations"].strip()) == ("Catatan saya", "Cakap.")


def test_a_stale_form_is_told_who_changed_what(office: Office, proposal: int) -> None:
    browser = Browser(office, world.ANALYST)
    fields = browser.form(proposal, "submit")
    world.step(office, proposal, "submit")
    answer = browser.post(f"/usulan/{proposal}/langkah/submit/konsep", fields)
    assert answer.status_code == 409
    assert f"Usulan {proposal} sudah berubah" in answer.text


def test_a_draft_that_cannot_be_drawn_says_so_and_names_no_number(office: Office, proposal: int) -> None:
    office.press.fails = DrawingFailed(problem="tata letaknya rusak.", problem_en="the layout is broken.")
    try:
        answer = look(office, proposal, "submit", world.ANALYST)
    finally:
        office.press.fails = None
    assert answer.status_code == 422
    assert "Konsep tidak dapat digambar: tata letaknya rusak." in answer.text
    assert "Nomornya dibatalkan" not in answer.text


@pytest.mark.parametrize("account", ["", "tidak.ada"])
def test_nobody_sees_a_draft_without_an_account(office: Office, proposal: int, account: str) -> None:
    browser = Browser(office, account)
    assert browser.post(f"/usulan/{proposal}/langkah/submit/konsep", {"key": "x"}).status_code == 403
    assert "/konsep" not in browser.get(f"/usulan/{proposal}").text


def test_outside_a_rehearsal_there_is_no_draft(real_office: Office) -> None:
    proposal = world.propose(real_office)
    browser = Browser(real_office, world.ANALYST)
    answer = browser.post(f"/usulan/{proposal}/langkah/submit/konsep", {"account": world.ANALYST})
    assert answer.status_code == 403
    assert "hanya dapat dibaca" in answer.text
    assert "/konsep" not in browser.get(f"/usulan/{proposal}").text


def test_another_site_gets_no_draft(office: Office, proposal: int) -> None:
    browser = Browser(office, world.ANALYST)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    fields = browser.form(proposal, "submit")
    assert browser.post(f"/usulan/{proposal}/langkah/submit/konsep", fields, foreign).status_code == 403


@pytest.mark.parametrize(
    ("address", "status"), [("/usulan/{}/langkah/nix/konsep", 404), ("/usulan/999999/langkah/submit/konsep", 404)]
)
def test_what_is_not_there_is_404(office: Office, proposal: int, address: str, status: int) -> None:
    browser = Browser(office, world.ANALYST)
    fields = browser.form(proposal, "submit")
    assert browser.post(address.format(proposal), fields).status_code == status


def test_the_address_of_a_draft_leads_back_to_its_proposal(office: Office, proposal: int) -> None:
    answer = Browser(office).get(f"/usulan/{proposal}/langkah/submit/konsep")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/usulan/{proposal}")


def test_few_drafts_are_drawn_at_once_and_one_more_is_asked_to_wait(
    office: Office, proposal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "PATIENCE_SECONDS", 0.05)
    fields = Browser(office, world.ANALYST).form(proposal, "submit")
    drawing, done = threading.Semaphore(0), threading.Event()
    answers: list[Any] = []

    def hold(order: bytes) -> None:
        drawing.release()
        done.wait(10)

    def ask() -> None:
        answers.append(Browser(office, world.ANALYST).post(f"/usulan/{proposal}/langkah/submit/konsep", fields))

    office.press.during = hold
    threads = [threading.Thread(target=ask) for _ in range(previews.AT_ONCE)]
    try:
        for thread in threads:
            thread.start()
        assert all(drawing.acquire(timeout=10) for _ in threads)
        ask()
        busy = answers.pop()
    finally:
        office.press.during = None
        done.set()
        for thread in threads:
            thread.join()
    assert busy.status_code == 503
    assert "Terlalu banyak konsep sedang digambar. Tunggu sebentar" in busy.text
    assert [answer.status_code for answer in answers] == [200, 200]
    assert look(office, proposal, "submit", world.ANALYST).status_code == 200
