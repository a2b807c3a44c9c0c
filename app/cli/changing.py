"""How commands change the agency's own data: by whom, why, and whether it waits for a second administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.face import office, say, words

if TYPE_CHECKING:
    import sqlalchemy as sa

    from app.wiring import Office
    from storage.changes import By

Reason = Annotated[str, typer.Option("--reason", metavar="ALASAN", help="Mengapa diubah.")]


AsAdmin = Annotated[
    str | None, typer.Option("--as", metavar="AKUN", help="Administrator yang mengubah; wajib bila sudah ada dua.")
]
"""While an installation is set up, nobody administers it yet."""

SetUpReason = Annotated[str | None, typer.Option("--reason", metavar="ALASAN", help="Mengapa; wajib dengan --as.")]

SETTING_UP = "Penyiapan instalasi"
"""Why a change was made, where whoever sets the installation up says nothing."""


def by(here: Office, account: str | None) -> By:
    """Who changes something now, through the command line: an account, or the operating-system user.

    Raises:
        UnknownAccount, NotYourAccount: whoever calls may not act as this account.
    """
    from storage.changes import UNNAMED, By

    if account is not None:
        here.may_act_as(account)
    who = f"{UNNAMED}{here.os_user}" if account is None else account
    return By(who, here.clock.now(), here.today, here.os_user, named=account is not None)


def why(account: str | None, reason: str | None) -> str:
    """The reason of a change; only while an installation is set up it may be left out."""
    return SETTING_UP if account is None and reason is None else reason or ""


def change(
    account: str | None, json: bool, act: Callable[[sa.Connection, By], dict[str, Any]], done: tuple[str, str]
) -> None:
    """Make a change and say what became of it; `done` is said of one that is made, in (Indonesian, English)."""
    with office() as here:
        who = by(here, account)
        with here.database.transaction() as connection:
            said = act(connection, who)
    say(said, json, lambda: [outcome(said, done)])


def outcome(said: dict[str, Any], done: tuple[str, str]) -> str:
    """One sentence about a change that was made, or that waits."""
    id = said["change"]
    if said["status"] == "asked":
        return words(
            f"Perubahan {id} menunggu administrator lain: `mutasi change confirm {id} --as AKUN`.",
            f"Change {id} waits for another administrator: `mutasi change confirm {id} --as ACCOUNT`.",
        )
    return words(*done)
