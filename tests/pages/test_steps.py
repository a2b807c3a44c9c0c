"""Taking steps from the pages of a rehearsal, without scripts."""

from __future__ import annotations

import time
from typing import Any

import pytest

from app.web.draft import new_key
from app.wiring import Office
from tests import world
from tests.pages.browser import Browser, Reader, flat
from workflow.authority import Kind
from workflow.errors import DrawingFailed

WITHIN = ("submit", "establish_need", "assess", "socialize", "approve", "implement", "correct", "conclude")
BETWEEN = ("submit", "establish_need", "assess", "socialize", "consent", "advise", "approve", "implement", "conclude")


def take(office: Office, proposal: int, verb: str, **typed: str) -> Any:
    """A verb by its form, with honest data."""
    world.make_ready(office, proposal, verb)
    who = Browser(office, world.TAKER.get(verb) or world.STEPPERS[world.show(office, proposal)["state"]])
    return who.step(proposal, verb, **(flat(world.data_of(office, proposal, verb)) | typed))


def test_the_whole_way_within_an_agency_goes_by_forms(office: Office, proposal: int) -> None:
    for verb in WITHIN:
        answer = take(office, proposal, verb)
        assert answer.status_code == 303, Reader(answer.text).text
        assert answer.headers["location"].startswith(f"/usulan/{proposal}?entri=")
    assert world.show(office, proposal)["state"] == "completed"


def test_the_whole_way_between_agencies_goes_by_forms(office: Office, person: str, posts: str) -> None:
    office.clock.moved = world.START
    proposal = world.propose(office, person, posts, kind=Kind.KABKOTA_SATU_PROV)
    for verb in BETWEEN:
        answer = take(office, proposal, verb)
        assert answer.status_code == 303, Reader(answer.text).text
    assert world.show(office, proposal)["state"] == "completed"


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("evaluation", "send_back", "needs_analysis"),
        ("needs_analysis", "reject", "rejected"),
        ("needs_analysis", "withdraw", "withdrawn"),
        ("socialization", "suspend", "suspended"),
        ("implementation", "annul", "annulled"),
    ],
)
def test_the_ways_aside_go_by_forms(office: Office, proposal: int, state: str, verb: str, after: str) -> None:
    world.carry(office, proposal, state)
    refused = take(office, proposal, verb)
    assert refused.status_code == 422
    assert "Langkah ini memerlukan alasan. Tuliskan alasannya." in refused.text
    assert take(office, proposal, verb, note="Karena suatu alasan.").status_code == 303
    assert world.show(office, proposal)["state"] == after


def test_a_suspended_proposal_is_resumed_by_its_form(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    take(office, proposal, "suspend", note="Menunggu.")
    assert take(office, proposal, "resume", note="Sudah jelas.").status_code == 303
    assert world.show(office, proposal)["state"] == "evaluation"


def test_the_message_after_a_step_names_the_decree(office: Office, proposal: int) -> None:
    answer = take(office, proposal, "submit")
    page = Browser(office, world.HEAD).read(answer.headers["location"]).text
    assert "Penerimaan Usulan Mutasi terbit Nomor 800.1.3.1/" in page
    assert "Usulan sekarang pada tahap Analisis Kebutuhan." in page


def test_history_keeps_that_a_page_was_the_channel(office: Office, proposal: int) -> None:
    take(office, proposal, "submit")
    entry = next(row for row in world.rows(office, world.tables.Transition) if row["proposal"] == proposal)
    assert (entry["channel"], entry["os_user"], entry["actor"]) == ("page", "penguji", world.ANALYST)


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    typed = {
        "team.0.name": "Drs. <Hendra>",
        "team.0.nip": "123",
        "team.2.name": "Sri",
        "considerations": "\nSatu\r\ndua",
    }
    answer = Browser(office, world.CHAIR).step(proposal, "assess", note="Catatan saya", **typed)
    assert answer.status_code == 422
    page = Reader(answer.text)
    form = next(form for form in page.forms if form["action"].endswith("/assess"))["fields"]
    assert form["team.0.name"] == "Drs. <Hendra>"
    assert form["team.0.nip"] == "123"
    assert form["team.1.name"] == "Sri"
    assert form["considerations"].strip() == "Satu\ndua"
    assert form["note"] == "Catatan saya"
    links = {told["href"] for tag, told in page.tags if tag == "a" and told.get("href", "").startswith("#assess")}
    ids = {told["id"] for _, told in page.tags if "id" in told}
    assert {"#assess-team.0.nip", "#assess-recommendation", "#assess-team.1.capacity"} - links <= {
        "#assess-team.1.capacity"
    }
    assert {link.removeprefix("#") for link in links} <= ids
    assert "“123” bukan NIP 18 angka." in page.text
    assert world.show(office, proposal)["state"] == "evaluation"


def test_more_rows_are_given_without_taking_the_step(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    browser = Browser(office, world.CHAIR)
    before = browser.form(proposal, "assess")
    answer = browser.step(proposal, "assess", more="team", **{"team.0.name": "Drs. Hendra"})
    form = next(form for form in Reader(answer.text).forms if form["action"].endswith("/assess"))["fields"]
    rows = lambda fields: sum(name.startswith("team.") and name.endswith(".name") for name in fields)  # noqa: E731
    assert (answer.status_code, rows(form)) == (200, rows(before) + 3)
    assert form["team.0.name"] == "Drs. Hendra"
    assert "belum diambil" not in answer.text


def test_a_double_click_has_one_effect(office: Office, proposal: int) -> None:
    browser = Browser(office, world.ANALYST)
    fields = browser.form(proposal, "submit")
    first, second = (browser.post(f"/usulan/{proposal}/langkah/submit", fields) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert world.show(office, proposal)["version"] == 1


def test_a_double_click_while_the_decree_is_being_drawn_waits_for_the_first(office: Office, proposal: int) -> None:
    fields = Browser(office, world.ANALYST).form(proposal, "submit")
    press = office.press

    def click(n: int) -> Any:
        time.sleep(n * 0.2)
        return Browser(office, world.ANALYST).post(f"/usulan/{proposal}/langkah/submit", fields)

    press.seconds = 0.7
    try:
        first, second = world.together(2, click)
    finally:
        press.seconds = 0
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert world.show(office, proposal)["version"] == 1


def test_a_stale_page_is_refused_with_who_changed_what(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "needs_analysis")
    browser = Browser(office, world.HEAD)
    fields = browser.form(proposal, "establish_need")
    world.step(office, proposal, "establish_need")
    answer = browser.post(f"/usulan/{proposal}/langkah/establish_need", fields | {"note": "Catatan yang panjang"})
    page = Reader(answer.text).text
    assert answer.status_code == 409
    assert f"Usulan {proposal} sudah berubah: surya.kepala mengambil langkah “Tetapkan kebutuhan” pada" in page
    assert "Isian Anda yang tidak terkirim Catatan Catatan yang panjang" in page
    assert world.show(office, proposal)["version"] == 2


def test_a_changed_file_is_refused_with_what_changed(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "needs_analysis")
    browser = Browser(office, world.HEAD)
    fields = browser.form(proposal, "establish_need")
    world.attach(office, proposal)
    answer = browser.post(f"/usulan/{proposal}/langkah/establish_need", fields | {"note": "Tetap"})
    assert answer.status_code == 409
    assert "berubah sejak dibaca: dokumen" in answer.text
    again = next(form for form in Reader(answer.text).forms if form["action"].endswith("/establish_need"))["fields"]
    assert again["note"] == "Tetap"
    assert again["dossier"] != fields["dossier"]
    assert browser.post(f"/usulan/{proposal}/langkah/establish_need", again).status_code == 303


def test_a_form_that_was_opened_as_another_account_is_refused(office: Office, proposal: int) -> None:
    fields = Browser(office, world.ANALYST).form(proposal, "submit")
    answer = Browser(office, world.HEAD).post(f"/usulan/{proposal}/langkah/submit", fields)
    assert answer.status_code == 409
    assert "Halaman ini dibuka sebagai rini.analis" in answer.text
    assert world.show(office, proposal)["version"] == 0


@pytest.mark.parametrize("name", ["version", "dossier", "key"])
def test_a_form_without_its_hidden_fields_is_refused(office: Office, proposal: int, name: str) -> None:
    browser = Browser(office, world.ANALYST)
    answer = browser.post(f"/usulan/{proposal}/langkah/submit", browser.form(proposal, "submit") | {name: ""})
    assert answer.status_code == 422
    assert world.show(office, proposal)["version"] == 0


def test_nobody_acts_without_an_account(office: Office, proposal: int) -> None:
    for account in ("", "tidak.ada", "%00", "a" * 3000):
        answer = Browser(office, account).post(f"/usulan/{proposal}/langkah/submit", {"key": new_key()})
        assert answer.status_code == 403
        assert "Pilih dahulu akun" in answer.text


def test_an_unknown_verb_is_404(office: Office, proposal: int) -> None:
    assert Browser(office, world.HEAD).post(f"/usulan/{proposal}/langkah/nix").status_code == 404


def test_a_verb_of_another_state_is_refused_with_a_sentence(office: Office, proposal: int) -> None:
    fields = Browser(office, world.ANALYST).form(proposal, "submit") | {"account": world.MAYOR}
    answer = Browser(office, world.MAYOR).post(f"/usulan/{proposal}/langkah/approve", fields)
    assert answer.status_code == 422
    assert "langkah “Setujui mutasi” tidak ada di tahap itu" in answer.text


def test_a_decree_that_cannot_be_drawn_is_told_and_what_was_typed_is_kept(office: Office, proposal: int) -> None:
    office.press.fails = DrawingFailed(problem="tata letaknya rusak.", problem_en="the layout is broken.")
    try:
        answer = Browser(office, world.ANALYST).step(proposal, "submit", note="Mohon diproses")
    finally:
        office.press.fails = None
    assert answer.status_code == 422
    assert "Keputusan tidak dapat dicetak: tata letaknya rusak." in answer.text
    assert "Mohon diproses</textarea>" in answer.text
    assert take(office, proposal, "submit").status_code == 303


def test_a_form_that_is_too_large_is_refused(office: Office, proposal: int) -> None:
    answer = Browser(office, world.ANALYST).post(f"/usulan/{proposal}/langkah/submit", {"note": "x" * 1_100_000})
    assert answer.status_code == 422
    assert "Isian melebihi" in answer.text


def test_the_account_chooser_sets_a_cookie_that_scripts_cannot_read(office: Office) -> None:
    browser = Browser(office)
    answer = browser.post("/akun", {"account": world.HEAD, "here": "/register?seri=SK"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?seri=SK")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert browser.post("/akun", {"account": "tidak.ada"}).status_code == 404
    assert "max-age=0" in browser.post("/akun", {"account": ""}).headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "here", ["//evil.example", "https://evil.example", "/\\evil", "evil", "/a\r\nSet-Cookie: x=1", ""]
)
def test_the_account_chooser_returns_to_our_own_pages_only(office: Office, here: str) -> None:
    answer = Browser(office).post("/akun", {"account": world.HEAD, "here": here})
    assert answer.headers["location"] == "/"
