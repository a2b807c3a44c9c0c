"""The sample of a form as an agency would issue it: invented people under its own letterhead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from documents.catalogue import sample
from workflow.wording import COLLECTIVE

TITLES = ("title", "on_behalf_of", "through")


def own_sample(form: str, own: Mapping[str, Any]) -> bytes:
    """The drawing order of a sample.

    Args:
        form: of `workflow.wording`: a verb, or the decree about several people.
        own: the parts of the order that are the agency's, in place of the invented ones; `agency` among them.

    Raises:
        KeyError: there is no such form.
    """
    told = json.loads(sample("approve" if form == COLLECTIVE else form))
    if form == COLLECTIVE:
        told["cases"] *= 2
    offices = {told["agency"][name]: own["agency"][name] for name in ("head_title", "hr_head_title")}
    titles = {name: offices.get(told["signatory"].get(name), told["signatory"].get(name)) for name in TITLES}
    whole = {**told, **own, "signatory": told["signatory"] | titles}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
