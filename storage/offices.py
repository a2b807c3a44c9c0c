"""Who may act on a proposal's file: the offices that an act asks for, held now by role or by mandate."""

from __future__ import annotations

from datetime import date, datetime

from workflow.authority import ROLE_LABELS, Actor, Held, Role
from workflow.errors import NoMandate, RoleMissing


def office_of(actor: Actor, roles: tuple[Role, ...], now: datetime, today: date, act: tuple[str, str]) -> Held:
    """The first of the offices that the actor holds now.

    Args:
        act: what it is asked for, in (Indonesian, English), as the refusal says it.

    Raises:
        RoleMissing: the actor has none of them.
        NoMandate: the actor has one that is held by mandate, and no mandate in force.
    """
    for role in roles:
        if found := actor.held(role, now, today):
            return found
    names, names_en = (", ".join(ROLE_LABELS[role][pick] for role in roles) for pick in (0, 1))
    if any(actor.holds(role, today) or any(one.office is role for one in actor.mandates) for role in roles):
        raise NoMandate(account=actor.account, roles=names, roles_en=names_en)
    raise RoleMissing(account=actor.account, act=act[0], act_en=act[1], roles=names, roles_en=names_en)
