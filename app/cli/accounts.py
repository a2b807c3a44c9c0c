"""Commands about accounts: who may act, in which roles, for which user of the operating system."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.changing import AsAdmin, Reason, SetUpReason, change, why
from app.cli.face import As, Json, choice, office, say, table, words
from workflow.authority import GIVEN_ROLES, ROLE_LABELS, Role
from workflow.text import filled

account = typer.Typer(help="Akun dan peran.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAMA", help="Nama akun.")]
OneRole = Annotated[str, typer.Argument(metavar="PERAN", help="Peran, misalnya hr_officer.")]


def register(app: typer.Typer) -> None:
    app.add_typer(account, name="account")


@account.command("add")
def add(
    name: Name,
    role: Annotated[list[str], typer.Option("--role", metavar="PERAN", help="Peran; boleh diulang.")],
    nip: Annotated[str | None, typer.Option("--nip", help="NIP orangnya.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="KODE", help="Kode unitnya.")] = None,
    os_user: Annotated[str | None, typer.Option("--os-user", help="Pengguna sistem operasi yang memakainya.")] = None,
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Buat akun dengan satu peran atau lebih."""
    from storage.roles import NewAccount, add_account

    roles = tuple(dict.fromkeys(choice(Role, one, "--role", GIVEN_ROLES) for one in role))
    name = filled("NAMA", name)
    bound = filled("--os-user", os_user) if os_user is not None else None
    new = NewAccount(name, roles, nip, unit, bound)
    labels, labels_en = (", ".join(ROLE_LABELS[one][pick] for one in roles) for pick in (0, 1))
    done = (f"Akun {name} dibuat: {labels}.", f"The account {name} was created: {labels_en}.")
    change(admin, json, lambda connection, by: add_account(connection, new, why(admin, reason), by), done)


@account.command("bind")
def bind(
    name: Name,
    os_user: Annotated[str, typer.Option("--os-user", help="Pengguna sistem operasi yang memakainya.")],
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Ikat akun pada pengguna sistem operasi."""
    from storage.roles import bind_account

    bound = filled("--os-user", os_user)
    done = (f"Akun {name} dipakai oleh {bound}.", f"The account {name} is used by {bound}.")
    change(admin, json, lambda connection, by: bind_account(connection, name, bound, why(admin, reason), by), done)


@account.command("grant")
def grant(name: Name, role: OneRole, account: As, reason: Reason, json: Json = False) -> None:
    """Beri akun satu peran, berlaku sejak awal hari ini."""
    from storage.roles import grant as give

    given = choice(Role, role, "PERAN", GIVEN_ROLES)
    label, label_en = ROLE_LABELS[given]
    done = (f"Akun {name} kini {label}.", f"The account {name} now has the role {label_en}.")
    change(account, json, lambda connection, by: give(connection, name, given, reason, by), done)


@account.command("revoke")
def revoke(name: Name, role: OneRole, account: As, reason: Reason, json: Json = False) -> None:
    """Cabut satu peran akun."""
    from storage.roles import revoke as take

    taken = choice(Role, role, "PERAN", GIVEN_ROLES)
    label, label_en = ROLE_LABELS[taken]
    done = (f"Akun {name} bukan lagi {label}.", f"The account {name} no longer has the role {label_en}.")
    change(account, json, lambda connection, by: take(connection, name, taken, reason, by), done)


@account.command("list")
def list_accounts(json: Json = False) -> None:
    """Daftar akun dan perannya."""
    from storage.accounts import accounts

    with office() as here, here.database.reading() as connection:
        found = accounts(connection)
    headers = words(
        ("Akun", "Peran", "Pegawai", "Unit", "Pengguna OS"), ("Account", "Roles", "Person", "Unit", "OS user")
    )
    rows = [(a["name"], ", ".join(a["roles"]), a["person"], a["unit"], a["os_user"]) for a in found]
    say(found, json, lambda: table(headers, rows))
