"""The petikan of a collective decree, from the history of each of its proposals."""

from __future__ import annotations

from app.batch import take_together
from app.wiring import Office
from tests import world
from tests.pages.browser import Browser
from workflow.canonical import sha256


def test_the_history_of_a_proposal_leads_to_its_own_petikan(office: Office, posts: str) -> None:
    office.clock.moved = world.START
    ids = [world.propose(office, nip, posts) for nip in world.add_people(office, 2)]
    for id in ids:
        world.carry(office, id, "approval")
    outcomes = dict(take_together(office, "approve", world.MAYOR, ids, world.data_of(office, 0, "approve"), None))
    browser, bodies = Browser(office), set()
    for id in ids:
        decree = outcomes[id]["decree"]
        path = f"/usulan/{id}/petikan/{decree['number']}"
        assert f'href="{path}"' in browser.get(f"/usulan/{id}").text
        answer = browser.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert sha256(answer.content) == decree["excerpt"]["sha256"]
        bodies.add(answer.content)
    assert len(bodies) == 2
    assert browser.get(f"/usulan/{ids[0]}/petikan/900/1").status_code == 404


def test_a_decree_about_one_person_has_no_link_to_a_petikan(office: Office, proposal: int) -> None:
    number = world.step(office, proposal, "submit")["decree"]["number"]
    browser = Browser(office)
    assert "/petikan/" not in browser.get(f"/usulan/{proposal}").text
    assert browser.get(f"/usulan/{proposal}/petikan/{number}").status_code == 404
