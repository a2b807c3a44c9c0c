"""The long lists: filters in the address, search, pages, and speed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.wiring import Office
from tests import world
from tests.pages.browser import Browser
from workflow.process import EDGES, PROCESS
from workflow.states import State

MANY = 10_000


@pytest.fixture(scope="module")
def crowd(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Ten thousand proposals of a few people."""
    path = tmp_path_factory.mktemp("crowd") / "mutasi.db"
    path.write_bytes(sqlite_template.read_bytes())
    with world.build(f"sqlite:///{path}") as office:
        states = ("draft", "needs_analysis", "evaluation", "completed")
        row = {"post": world.TARGET, "kind": "INTERNAL", "version": 0, "proposed_by": world.ANALYST}
        when = {"proposed_at": world.START, "proposed_on": world.START.date()}
        with office.database.transaction() as connection:
            connection.execute(
                world.tables.table(world.tables.Proposal).insert(),
                [
                    row
                    | when
                    | {"nip": world.COLLEAGUES[n % 6], "state": states[n % 4]}
                    | {"changed_at": world.START - timedelta(minutes=n)}
                    for n in range(MANY)
                ],
            )
        yield office


@pytest.mark.parametrize(
    "path", ["/", "/?tahap=evaluation", "/?cari=Sari", "/?cari=1990", "/?hal=200", "/?tahap=semua"]
)
def test_the_worklist_is_quick_with_ten_thousand_proposals(crowd: Office, path: str) -> None:
    browser = Browser(crowd, world.HEAD)
    browser.read(path)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        browser.get(path)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.5


def test_a_page_has_a_limit_and_leads_on(crowd: Office) -> None:
    page = Browser(crowd).read("/?tahap=draft&hal=2")
    assert "26–50 dari 2500" in page.text
    links = {told["href"] for tag, told in page.tags if tag == "a" and "rel" in told}
    assert links == {"/?tahap=draft", "/?hal=3&tahap=draft"}


def test_a_page_beyond_the_end_says_so_kindly(crowd: Office) -> None:
    assert "Tidak ada usulan yang cocok" in Browser(crowd).read("/?hal=99999").text


def test_the_counters_are_links_with_their_numbers(office: Office, proposal: int) -> None:
    page = Browser(office, world.HEAD).read("/")
    links = {
        told["href"] for tag, told in page.tags if tag == "a" and told.get("class", "").startswith(("counter", "chip"))
    }
    assert links == {"/?tahap=saya", "/?tahap=terlambat", "/?tahap=proses", "/?tahap=semua"} | {
        f"/?tahap={state}" for state in State
    }


def test_what_waits_for_me_is_a_filter(office: Office, proposal: int) -> None:
    assert f"#{proposal} " in Browser(office, world.ANALYST).read(f"/?tahap=saya&cari={proposal}").text
    assert f"#{proposal} " not in Browser(office, world.MAYOR).read(f"/?tahap=saya&cari={proposal}").text
    assert "Tidak ada yang menunggu Anda." in Browser(office, world.AUDITOR).read("/?tahap=saya").text


@pytest.mark.parametrize("ask", ["number", "nip", "part", "name"])
def test_a_proposal_is_found_by_number_nip_and_name(office: Office, proposal: int, person: str, ask: str) -> None:
    name = next(row["name"] for row in world.rows(office, world.tables.Person) if row["nip"] == person)
    search = {"number": f"%23{proposal}", "nip": person, "part": f"{person[:8]} {person[8:]}", "name": name.upper()}[
        ask
    ]
    page = Browser(office).read(f"/?cari={search}").text
    assert f"#{proposal} {name}" in page
    assert person not in page.replace("Cari usulan", "")


def test_wildcards_in_a_search_are_letters(office: Office, proposal: int) -> None:
    assert "Tidak ada usulan yang cocok" in Browser(office).read("/?cari=%25").text


def test_a_row_tells_from_where_to_where_and_who_is_next(office: Office, proposal: int) -> None:
    office.clock.forward(days=3)
    page = Browser(office).read(f"/?cari={proposal}").text
    office.clock.moved = world.START
    assert "Analis Kebijakan Kesehatan Dinas Kesehatan Penelaah Kebijakan Dinas Pendidikan Konsep 3 hari" in page
    assert "3 hari Analis SDM Aparatur" in page


def test_an_empty_worklist_says_what_comes_next(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        page = Browser(office).read("/").text
    assert "Belum ada usulan" in page
    assert "mutasi import" in page


def test_history_is_filtered_by_actor_verb_and_proposal(office: Office, proposal: int) -> None:
    world.carry(office, proposal, "evaluation")
    browser = Browser(office)
    assert "1–2 dari 2" in browser.read(f"/riwayat?usulan={proposal}").text
    page = browser.read(f"/riwayat?usulan={proposal}&pelaku={world.HEAD}&langkah=establish_need").text
    assert "1–1 dari 1" in page
    assert "Tetapkan kebutuhan Analisis Kebutuhan → Evaluasi" in page
    assert "Kepala Unit Kepegawaian (definitif)" in page
    assert "Tidak ada entri yang cocok." in browser.read(f"/riwayat?usulan={proposal}&langkah=approve").text


@pytest.mark.filterwarnings("ignore:The Result.tuples:DeprecationWarning")
def test_the_check_says_how_many_entries_and_that_nothing_changed(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        world.carry(office, world.propose(office), "evaluation")
        answer = Browser(office).post("/riwayat/periksa")
    assert answer.status_code == 200
    assert "2 entri diperiksa, tidak ada yang berubah" in answer.text


def test_the_process_page_lists_every_row_of_the_table(office: Office) -> None:
    page = Browser(office).read("/proses")
    body = sum(tag == "tr" and told.get("class") != "group-row" for tag, told in page.tags) - 1
    assert body == len(EDGES)
    assert PROCESS in page.text
