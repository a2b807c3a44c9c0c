"""A browser without scripts: it follows links, fills in forms, and sends what a form would send."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from app.web import make_app
from app.wiring import Office

HOME = "http://127.0.0.1"
OURS = {"Sec-Fetch-Site": "same-origin"}


class Reader(HTMLParser):
    """What stands on a page: forms with their fields, text, and every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, Any]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._choice: str | None = None
        self._area: str | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag == "form":
            self.forms.append({"action": told.get("action", ""), "method": told.get("method", "get"), "fields": {}})
        fields = self.forms[-1]["fields"] if self.forms else {}
        name = told.get("name", "")
        if tag == "input" and name:
            fields[name] = told.get("value", "")
        elif tag == "select":
            self._choice = name
            fields[name] = ""
        elif tag == "option" and self._choice and "selected" in told:
            fields[self._choice] = told.get("value", "")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choice = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area:
            self.forms[-1]["fields"][self._area] += data


class Browser:
    """Someone in front of the pages, acting as an account or only looking."""

    def __init__(self, office: Office, account: str = "") -> None:
        app = office.__dict__.setdefault("pages", None) or make_app(office)
        office.__dict__["pages"] = app
        self.client = TestClient(app, base_url=HOME, follow_redirects=False)
        if account:
            self.client.cookies.set("akun", account)

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def post(self, path: str, fields: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Response:
        return self.client.post(path, data=fields or {}, headers=OURS if headers is None else headers)

    def read(self, path: str) -> Reader:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return Reader(answer.text)

    def form(self, proposal: int, verb: str) -> dict[str, str]:
        """The fields of a verb's form, as the page fills them in."""
        action = f"/usulan/{proposal}/langkah/{verb}"
        found = [form for form in self.read(f"/usulan/{proposal}").forms if form["action"] == action]
        assert found, f"no form for {verb}"
        fields: dict[str, str] = found[0]["fields"]
        return fields

    def buttons(self, proposal: int) -> set[str]:
        """The verbs that have a form."""
        actions = [form["action"] for form in self.read(f"/usulan/{proposal}").forms]
        return {action.rpartition("/")[2] for action in actions if "/langkah/" in action}

    def step(self, proposal: int, verb: str, **typed: str) -> Response:
        """Fill in a verb's form and send it."""
        fields = self.form(proposal, verb) | typed
        return self.post(f"/usulan/{proposal}/langkah/{verb}", fields)


def flat(data: Any, path: str = "") -> dict[str, str]:
    """The data of a verb as the fields of its form."""
    if data is None:
        return {}
    if isinstance(data, bool):
        return {path: "true" if data else "false"}
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        return {path: "\r\n".join(data)}
    if isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        prefix = f"{path}." if path else ""
        return {key: value for name, part in pairs for key, value in flat(part, f"{prefix}{name}").items()}
    return {path: str(data)}
