"""What the proposal's page shows is what the server allows."""

from __future__ import annotations

import pytest

from app.wiring import Office
from storage.ledger import Ledger
from tests import world
from tests.pages.browser import Browser
from workflow.judgement import examine
from workflow.states import label

STATES = tuple(dict(world.PATH))[:9]
WITHIN = tuple(state for state in STATES if state not in ("consent", "advice"))
ACCOUNTS = tuple(name for name, _, _ in world.ACCOUNTS)


@pytest.mark.parametrize("state", WITHIN)
def test_the_buttons_are_the_verbs_that_the_server_allows(office: Office, proposal: int, state: str) -> None:
    world.carry(office, proposal, state)
    for account in ACCOUNTS:
        with office.database.reading() as connection:
            _, found = examine(Ledger(connection), proposal, account, office.clock.now())
        assert Browser(office, account).buttons(proposal) == {one.verb for one in found if one.allowed}, account


def test_whoever_only_looks_has_no_button(office: Office, proposal: int) -> None:
    assert Browser(office).buttons(proposal) == set()
    assert "Langkah ini untuk: Analis SDM Aparatur." in Browser(office).read(f"/usulan/{proposal}").text


def test_a_missing_button_says_why_and_cites_the_rule(office: Office, proposal: int) -> None:
    page = Browser(office, world.EMPLOYEE).read(f"/usulan/{proposal}").text
    assert "Ajukan usulan Langkah ini hanya untuk: Analis SDM Aparatur." in page


def test_a_blocking_rule_is_named_with_its_law(office: Office, posts: str) -> None:
    (nip,) = world.add_people(office, 1)
    office.clock.moved = world.START
    first = world.propose(office, nip, posts)
    world.step(office, first, "submit")
    second = world.propose(office, nip, posts)
    page = Browser(office, world.ANALYST).read(f"/usulan/{second}").text
    assert f"Pegawai ini masih berada dalam usulan {first}." in page
    assert "R-PRO-01 · Ketentuan sistem: satu pegawai dalam satu usulan terbuka" in page
    assert Browser(office, world.ANALYST).buttons(second) == set()


def test_the_findings_say_what_was_looked_at(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    page = Browser(office, world.CHAIR).read(f"/usulan/{proposal}").text
    assert "Terpenuhi Pegawai menduduki jabatannya sejak 3 Januari 2022" in page
    assert "sejak 3 Jan 2022 lama (bulan) 52 batas (bulan) 24" in page


def test_the_stepper_marks_the_stage_and_shortens_itself(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "socialization")
    page = Browser(office).read(f"/usulan/{proposal}")
    current = [told for tag, told in page.tags if tag == "li" and told.get("aria-current") == "step"]
    assert len(current) == 1
    assert "3 dari 6: Sosialisasi" in page.text
    assert "Evaluasi , selesai" in page.text


@pytest.mark.parametrize(("verb", "mark"), [("suspend", "ditangguhkan di sini"), ("reject", "berhenti di sini")])
def test_the_stepper_tells_where_a_proposal_stopped(office: Office, proposal: int, verb: str, mark: str) -> None:
    world.carry(office, proposal, "evaluation")
    state = world.step(office, proposal, verb)["to"]
    page = Browser(office).read(f"/usulan/{proposal}").text
    assert f"Evaluasi , {mark} {label(state)}" in page
    assert "2 dari 6: Evaluasi" in page


def test_a_completed_proposal_has_every_stage_behind_it_and_keeps_its_origin(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "completed")
    page = Browser(office).read(f"/usulan/{proposal}").text
    assert "Semua tahap selesai." in page
    assert page.count(", selesai") == 6
    assert "Dari Analis Kebijakan Kesehatan Dinas Kesehatan" in page
    assert "Ke Penelaah Kebijakan Dinas Pendidikan" in page


def test_the_timeline_runs_backwards_with_actor_capacity_zone_and_decree(office: Office, proposal: int) -> None:
    world.step(office, proposal, "submit", note="Mohon diproses.")
    world.step(office, proposal, "establish_need")
    page = Browser(office).read(f"/usulan/{proposal}").text
    newest, oldest = page.index("Analisis Kebutuhan → ke Evaluasi"), page.index("Konsep → ke Analisis Kebutuhan")
    assert newest < oldest
    assert "oleh Rini Lestari, S.E." in page or "oleh Rini Lestari , Analis SDM Aparatur (definitif)" in page
    assert "2 Jun 2026 09.00 WIB" in page
    assert "Mohon diproses." in page
