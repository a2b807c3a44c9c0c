"""A name is printed with every letter, or not at all: what the faces lack makes a sentence and voids the number."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pypdfium2
import pytest
import sqlalchemy as sa

from app.wiring import Office
from documents import render
from documents.catalogue import sample
from documents.press import Press
from storage import tables
from tests import world
from tests.documents.orders import named
from tests.documents.test_fetch import typed
from workflow.errors import DrawingFailed
from workflow.text import SHORT

LATIN = (
    *("Zaenal Abidin", "Ngurah Éka Rènda", "Sêkar Pêni", "D'Souza–Lopulalan", "Müller Nuñez", "Agnès Ciçek"),
    *("Željko Šimić", "Łukasz Őry", "Ṣāliḥ Ḍāru’l-Ḥaqq", "Ýmir Þór Æsir", "José Ângelo Gonçalves"),
)
"""Names as Indonesians bear them: EYD with its accents, heirs of other Latin alphabets, transliterated Arabic."""

OTHERS = ("ꦱꦼꦏꦂ", "ᬤᬾᬯᬶ", "ᮞᮥᮔ᮪ᮓ", "ᨕᨙᨑ", "سري", "Дмитрий", "陳美玲", "Sari 😀")
"""Names in the scripts of Java, Bali, Sunda and Sulawesi, in Arabic, Russian and Chinese, and with a picture."""


OURS = ("number", "code", "verify_url")
"""What this program makes itself."""

MARGIN = 28
"""Points at the right edge that stay empty: ten millimetres."""


@pytest.mark.parametrize("name", LATIN)
def test_every_latin_letter_of_a_name_is_printed(name: str) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(render.draw(named(name, "resume")))) as file:
        words = " ".join(file[0].get_textpage().get_text_range().replace("\ufffe", "-").split())
    assert name in words


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_in_another_script_is_refused_by_the_code_of_a_letter(name: str) -> None:
    with pytest.raises(DrawingFailed) as failure:
        render.html(json.loads(named(name)))
    assert any(f"U+{ord(letter):04X}" in failure.value.sentence("id") for letter in name)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as running:
        yield running


def test_the_number_of_such_a_decree_is_void_for_this_reason(sqlite_url: str, press: Press) -> None:
    office: Office = world.build(sqlite_url)
    office.__dict__["press"] = press
    proposal = world.propose(office)
    with office.database.transaction() as connection:
        person = tables.table(tables.Person)
        connection.execute(
            sa.update(person).where(person.c.nip == world.show(office, proposal)["nip"]).values(name="ꦱꦼꦏꦂ")
        )
    with pytest.raises(DrawingFailed, match="U\\+A9"):
        world.step(office, proposal, "submit")
    (booking,) = world.rows(office, tables.Booking)
    assert booking["status"] == "void"
    assert "U+A9" in booking["reason"]
    assert "Ganti huruf itu pada datanya" in booking["reason"]


@pytest.mark.parametrize("verb", ["approve", "annul", "socialize"])
def test_a_word_as_long_as_a_field_allows_stays_on_the_page(verb: str) -> None:
    told = json.loads(sample(verb))
    checkpoint = told.pop("checkpoint")
    for container, place in list(typed(told)):
        if place not in OURS:
            container[place] = "W" * SHORT
    content = render.draw(json.dumps(told | {"checkpoint": checkpoint}).encode())
    with pypdfium2.PdfDocument(io.BytesIO(content)) as file:
        for page in file:
            text, (width, height) = page.get_textpage(), page.get_size()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            assert all(left >= 0 and right <= width - MARGIN for left, _, right, _ in boxes)
            assert all(bottom >= 0 and top <= height for _, bottom, _, top in boxes)
