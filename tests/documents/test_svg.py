"""Arms: shapes in full colours, and nothing that fetches, runs, moves, hides or takes time."""

from __future__ import annotations

import hashlib
import time

import pytest

from documents import artwork, ink, svg
from documents.assets import ARMS, bundled
from workflow.errors import InvalidField

SHAPES = """<g id="lambang" fill="#c00" stroke="gold" stroke-width="2" transform="translate(1,2) rotate(10)">
<!-- a comment says nothing --><rect x="1" y="1" width="50" height="40" rx="4"/><circle cx="50" cy="50" r="9"/>
<ellipse cx="50" cy="50" rx="9" ry="4"/><polygon points="1,1 2,5 9,9"/><line x1="0" y1="0" x2="9" y2="9"/>
<polyline points="1,1 2,5 9,9" fill="none" stroke-dasharray="1 2" stroke-linejoin="round" stroke-linecap="butt"/>
<path fill-rule="evenodd" d="M0 0a1 1 0 01.5.5 1 1 0 112 2zM5 5h4v4q1-1 2 3t1 1-4 2c1 2 3 4 5 6s1 1 2 2z" fill="rgb(1,2,3)"/></g>"""


def svg_of(inside: str, view: str = "0 0 60 80", before: str = "") -> bytes:
    """An SVG file with something in it."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{inside}</svg>'.encode()


@pytest.mark.parametrize("content", [bundled()[ARMS][0], svg_of(SHAPES), svg_of(SHAPES, before="\ufeff")])
def test_shapes_in_full_colours_are_taken(content: bytes) -> None:
    svg.checked(content)


def test_every_shape_is_painted_by_operators_alone() -> None:
    operators = ink.traced(svg_of(SHAPES).decode()).operators.decode()
    found = {line.split()[-1] for line in operators.splitlines() if line}
    assert found <= {"q", "Q", "cm", "m", "l", "c", "h", "f", "S", "B", "B*", "w", "rg", "RG", "J", "j", "M", "d", "n"}
    assert {"rg", "RG", "c", "l", "B", "B*"} <= found


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '<path onload="alert(1)" d="M0 0"/>',
    "style element": "<style>@import url(http://a.example/x.css)</style>",
    "style attribute": '<path style="fill:url(http://a.example/x)" d="M0 0"/>',
    "class": '<path class="a" d="M0 0"/>',
    "image": '<image href="file:///etc/passwd" width="9" height="9"/>',
    "use": '<use href="#lambang"/>',
    "xlink": '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://a.example/"/>',
    "foreign object": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    "other namespace": '<g xmlns="http://www.w3.org/1999/xhtml"/>',
    "text": "<text>WALI KOTA</text>",
    "bare text": "<g>WALI KOTA</g>",
    "gradient": '<defs><linearGradient id="a"/></defs>',
    "paint server": '<path fill="url(#a)" d="M0 0"/>',
    "filter": '<g filter="url(#a)"/>',
    "mask": '<g mask="url(#a)"/>',
    "animation": '<animate attributeName="x" dur="1s"/>',
    "link": '<a href="http://a.example/"><path d="M0 0"/></a>',
    "nested": '<svg viewBox="0 0 1 1"/>',
    "entity": "&lt;script&gt;",
    "unknown entity": "&lol;",
    "instruction": '<?xml-stylesheet href="http://a.example/x.css"?>',
    "opacity": '<path opacity=".5" d="M0 0"/>',
    "half colour": '<path fill="rgba(0,0,0,.5)" d="M0 0"/>',
    "no colour": '<path fill="transparent" d="M0 0"/>',
    "current colour": '<path fill="currentColor" d="M0 0"/>',
    "long colour": f'<path fill="{"(" * 50_000}" d="M0 0"/>',
    "too many elements": "<g/>" * 2001,
    "too deep": "<g>" * 21 + "</g>" * 21,
    "too many numbers": f'<path d="M{"0 0 " * 10_001}"/>',
    "too large a number": '<path d="M0 0L1e9 1"/>',
    "infinite": '<path d="M0 0L1e99999 1"/>',
    "no number": '<path d="M0 0LNaN 1"/>',
    "command": '<path d="M0 0e"/>',
    "missing number": '<path d="M0 0L1"/>',
    "no move": '<path d="L0 0"/>',
    "empty path": '<path d=""/>',
    "digits": f'<path d="M{"1" * 50_000}x"/>',
    "blanks": f'<path d="M0 0{" " * 50_000};"/>',
    "arcs": f'<path d="M0 0a1 1 0 0{"1" * 40_000}x"/>',
    "commas": f'<polygon points="{"," * 50_000}"/>',
    "odd points": '<polygon points="1 2 3"/>',
    "transforms": '<g transform="' + "rotate(1)" * 9 + '"/>',
    "transform": '<g transform="skewZ(1)"/>',
    "slow transform": f'<g transform="rotate(1){" " * 50_000}x"/>',
    "negative size": '<circle cx="1" cy="1" r="-1"/>',
}


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE)
def test_anything_else_is_refused_at_once_and_named(inside: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidField) as refusal:
        svg.checked(svg_of(inside))
    assert time.process_time() - began < 0.5
    assert "Use an SVG" in refusal.value.sentence("en")
    assert len(refusal.value.sentence("id")) < 400


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"GIF89a", b"\xff\xfe<\x00s\x00", b"<svg", b"<svg viewBox='0 0 1 1'/>", b"x" * (svg.BYTES + 1)),
        svg_of("", before="<!DOCTYPE svg>"),
        svg_of("&a;", before='<!DOCTYPE svg [<!ENTITY a "aaaa">]>'),
        svg_of("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        svg_of("", before='<?xml version="1.0" encoding="utf-7"?>'),
        *(svg_of("", view) for view in ("", "0 0 1", "0 0 0 0", "0 0 -1 -1", "0 0 100 1", "0 0 1 100", "a b c d")),
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_a_file_that_is_no_drawing_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidField):
        svg.checked(content)


def test_a_few_drawings_are_held_and_the_one_not_asked_for_longest_goes() -> None:
    files = [svg_of(f'<path d="M0 0L{n} 1"/>') for n in range(artwork.HELD + 1)]
    names = [hashlib.sha256(content).hexdigest() for content in files]
    for content in files[:-1]:
        artwork.hold(content)
    artwork.held(names[0])
    artwork.hold(files[-1])
    assert artwork.held(names[0]).width == 60
    with pytest.raises(artwork.Wanted) as missing:
        artwork.held(names[1])
    assert missing.value.sha256 == names[1]
