"""The retirement age of a post (BUP; UU 20/2023 Pasal 55)."""

from __future__ import annotations

from datetime import date

from workflow.dossier import PostFacts
from workflow.personnel import PostKind
from workflow.planning.calendar import add_months

LEADERSHIP, USUAL = 60, 58
FUNCTIONAL = {"utama": 65, "madya": 60}
"""Level of a functional post → age in years; the other levels retire at the usual age."""


def retirement_age(post: PostFacts) -> int:
    """The age in years that the post states, else that of its kind and level."""
    if post.retirement_age is not None:
        return post.retirement_age
    if post.kind == PostKind.JPT:
        return LEADERSHIP
    if post.kind == PostKind.FUNGSIONAL:
        words = (post.level or post.name).casefold().split()
        return next((age for word, age in FUNCTIONAL.items() if word in words), USUAL)
    return USUAL


def retires_on(birth: date, age: int) -> date:
    """The day on which a person reaches an age in years."""
    return add_months(birth, age * 12)
