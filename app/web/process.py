"""The process as the table says it, for everyone to read."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.web import words
from app.web.drawing import HEIGHT, WIDTH, drawing
from app.web.site import SiteHere
from workflow.process import EDGES, PROCESS
from workflow.rules import RULES
from workflow.states import State, label

router = APIRouter()

CONDITIONS = {"": "", "within": "dalam satu instansi", "between": "antarinstansi"}


@router.get("/proses")
def process(request: Request, site: SiteHere) -> Response:
    """Every row of the table, by the state it leaves from."""
    groups = [(state, [edge for edge in EDGES if edge.source is state]) for state in State]
    return site.page(
        request,
        "process.html",
        groups=[(state, edges) for state, edges in groups if edges],
        rules=RULES,
        sha256=PROCESS,
        drawing=drawing(),
        box={"width": WIDTH, "height": HEIGHT},
        condition=condition,
        severities=words.SEVERITIES,
    )


def condition(name: str) -> str:
    """When a row of the table holds, in words."""
    prefix = "suspended_in_"
    if name.startswith(prefix):
        return f"ditangguhkan pada {label(State(name.removeprefix(prefix)))}"
    return CONDITIONS[name]
