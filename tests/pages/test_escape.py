"""Text is text: whatever people type comes out as they typed it, and never as a tag."""

from __future__ import annotations

import pytest

from app.wiring import Office
from tests import world
from tests.pages.browser import Browser, Reader, flat

CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}",
    "&lt;b&gt; &amp;amp; &#60;",
    "javascript:alert(1)",
    "${7*7} <!-- -->",
    "Ψ 東京 é ‘’ «»",
)


ACTIVE = {"script", "style", "iframe", "object", "embed"}


def tags(page: Reader) -> set[str]:
    return {tag for tag, _ in page.tags}


def assert_tame(page: Reader) -> None:
    """No tag acts by itself, and the only pictures are ours."""
    assert tags(page).isdisjoint(ACTIVE)
    assert not any(name.startswith("on") for _, told in page.tags for name in told)
    assert all(told["src"].startswith("/static/") for tag, told in page.tags if tag == "img")


@pytest.mark.parametrize("text", CORPUS)
def test_a_note_comes_out_as_it_was_typed(office: Office, proposal: int, text: str) -> None:
    browser = Browser(office, world.ANALYST)
    plain = tags(browser.read(f"/usulan/{proposal}"))
    assert browser.step(proposal, "submit", note=text).status_code == 303
    page = browser.read(f"/usulan/{proposal}")
    assert text in page.text
    assert tags(page) <= plain | {"blockquote", "ul"}
    assert_tame(page)


@pytest.mark.parametrize("text", CORPUS)
def test_a_refused_form_gives_back_what_was_typed_as_text(office: Office, proposal: int, text: str) -> None:
    world.carry(office, proposal, "evaluation")
    typed = {"team.0.name": text, "team.0.nip": text, "considerations": text, "recommendation": text, "note": text}
    answer = Browser(office, world.CHAIR).step(proposal, "assess", **typed)
    page = Reader(answer.text)
    form = next(form for form in page.forms if form["action"].endswith("/assess"))["fields"]
    assert answer.status_code == 422
    assert (form["team.0.name"], form["considerations"], form["note"]) == (text, text, text)
    assert_tame(page)


@pytest.mark.parametrize("text", CORPUS)
def test_names_and_searches_are_text_in_the_worklist(office: Office, posts: str, text: str) -> None:
    nip = f"197001012000011{CORPUS.index(text):03}"
    with office.database.transaction() as connection:
        world.add_person(connection, nip, text)
    id = world.propose(office, nip, posts)
    for path in (f"/?cari={id}", f"/usulan/{id}"):
        page = Browser(office, world.ANALYST).read(path)
        assert " ".join(text.split()) in page.text
        assert_tame(page)
    answer = Browser(office).client.get("/", params={"cari": text, "tahap": text, "hal": text})
    assert answer.status_code == 200
    assert_tame(Reader(answer.text))


@pytest.mark.parametrize("text", [*CORPUS, "\x00", "\r\n", "9" * 40, "%00", "\ud7ff", "x" * 5000])
@pytest.mark.parametrize("path", ["/", "/register", "/riwayat", "/verifikasi", "/usulan/1"])
def test_no_query_breaks_a_page(office: Office, path: str, text: str) -> None:
    names = ("cari", "tahap", "hal", "seri", "tahun", "status", "pelaku", "langkah", "usulan", "entri", "kode")
    answer = Browser(office, world.HEAD).client.get(path, params=dict.fromkeys(names, text))
    assert answer.status_code in (200, 303, 404)
    assert "alert(1)>" not in answer.text


@pytest.mark.parametrize("text", ["\x00", "\u202e", "a" + "\u0301" * 9, "\x1b[31m"])
def test_characters_that_no_text_has_are_refused(office: Office, proposal: int, text: str) -> None:
    world.carry(office, proposal, "evaluation")
    typed = flat(world.data_of(office, proposal, "assess")) | {"considerations": f"a{text}b", "note": "Baik."}
    answer = Browser(office, world.CHAIR).step(proposal, "assess", **typed)
    assert answer.status_code == 422
    assert "Ketik ulang tanpa karakter itu." in answer.text or "Hapus tandanya." in answer.text
