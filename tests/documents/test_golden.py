"""Each form says and shows what someone has looked at and found good."""

from __future__ import annotations

import pytest
from weasyprint import CSS

from documents import render
from tests.documents import golden
from tests.documents.orders import order


@pytest.mark.parametrize("name", golden.ORDERS)
def test_a_form_says_and_shows_what_was_found_good(name: str) -> None:
    found = golden.differences(name, render.draw(golden.ORDERS[name]()))
    assert found == [], "look at it; when it is right, `make golden` keeps it"


def test_every_golden_file_belongs_to_a_form_and_all_together_are_small() -> None:
    files = list(golden.FOLDER.iterdir())
    assert {path.stem.rpartition("-")[0] or path.stem for path in files} == set(golden.ORDERS)
    assert sum(path.stat().st_size for path in files) < 1_000_000


def test_a_line_that_moved_by_a_millimetre_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found = styled(monkeypatch, ".title .about { margin: 1.8mm 0 -.2mm }")
    assert [line.split(" between ")[0] for line in found] == ["page 1 looks otherwise"]


def test_a_page_that_moved_by_a_tenth_of_a_millimetre_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert styled(monkeypatch, "@page { margin: 16.1mm 19.9mm 17.9mm 30.1mm }") == []


def styled(monkeypatch: pytest.MonkeyPatch, rule: str) -> list[str]:
    """What is found on a form with one more rule of style."""
    style = render.stylesheets
    monkeypatch.setattr(render, "stylesheets", lambda told: [*style(told), CSS(string=rule)])
    return golden.differences("submit", render.draw(golden.ORDERS["submit"]()))


def test_a_changed_word_is_found() -> None:
    pdf = render.draw(
        order(
            "submit",
            lambda told: told["cases"][0]["dossier"]["origin"]["unit"].update(name="UPTD Puskesmas Rawa Indeh"),
        )
    )
    assert any(line.startswith("+") and "Indeh" in line for line in golden.differences("submit", pdf))


def test_another_number_of_pages_is_found() -> None:
    pdf = render.draw(order("submit", lambda told: told.update(bases=[f"Peraturan {n}" for n in range(100)])))
    assert any("pages, and not" in line for line in golden.differences("submit", pdf))
