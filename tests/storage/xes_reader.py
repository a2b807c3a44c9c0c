"""A small strict reader of XES 1.0: the order and the kinds of elements that its schema asks for, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

SPACE = "{http://www.xes-standard.org/}"
ORDER = ("extension", "global", "classifier", "string", "trace")
READ: dict[str, Any] = {"string": str, "int": int, "date": datetime.fromisoformat}


@dataclass
class Log:
    """An event log: its attributes, and the traces with theirs."""

    attributes: dict[str, Any]
    extensions: dict[str, str]
    globals: dict[str, dict[str, Any]]
    classifiers: dict[str, list[str]]
    traces: list[tuple[dict[str, Any], list[dict[str, Any]]]] = field(default_factory=list)


def read(content: bytes) -> Log:
    """The log that a file holds; an AssertionError where the schema is not kept."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SPACE}log"
    assert float(root.attrib["xes.version"]) == 1.0
    assert root.attrib["xes.features"] == ""
    children = [(child.tag.removeprefix(SPACE), child) for child in root]
    places = [ORDER.index(name) for name, _ in children]
    assert places == sorted(places)
    log = Log(
        _attributes(child for name, child in children if name == "string"),
        {child.attrib["prefix"]: child.attrib["uri"] for name, child in children if name == "extension"},
        {child.attrib["scope"]: _attributes(child) for name, child in children if name == "global"},
        {child.attrib["name"]: child.attrib["keys"].split() for name, child in children if name == "classifier"},
    )
    assert set(log.globals) == {"trace", "event"}
    log.traces = [_trace(child, log) for name, child in children if name == "trace"]
    return log


def _trace(trace: Any, log: Log) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    tags = [child.tag.removeprefix(SPACE) for child in trace]
    first = tags.index("event")
    assert set(tags[first:]) == {"event"}
    attributes, events = _attributes(trace[:first]), [_attributes(event) for event in trace[first:]]
    assert set(log.globals["trace"]) <= set(attributes)
    for event in events:
        assert set(log.globals["event"]) <= set(event)
        assert {key for keys in log.classifiers.values() for key in keys} <= set(event)
        assert {key.split(":")[0] for key in event if ":" in key} <= set(log.extensions)
    return attributes, events


def _attributes(elements: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in elements:
        assert set(element.attrib) == {"key", "value"}
        assert element.attrib["key"] not in found
        found[element.attrib["key"]] = READ[element.tag.removeprefix(SPACE)](element.attrib["value"])
    return found
