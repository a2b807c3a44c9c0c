"""Commands that set an installation up: init, account, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.face import Json, choice, office, say, table
from workflow.authority import GIVEN_ROLES, ROLE_LABELS, Role
from workflow.text import SHORT, clean

account = typer.Typer(help="Akun dan peran.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.add_typer(account, name="account")
    app.command()(doctor)


def init(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Basis data latihan: semuanya bertanda DEMO.")] = False,
    json: Json = False,
) -> None:
    """Buat basis data, atau perbarui skemanya."""
    from app.wiring import Office

    with Office() as made:
        new = made.create(rehearsal=rehearsal)
        what = "latihan" if made.rehearsal else "resmi"
        did = "dibuat" if new else "sudah mutakhir"
        say(
            {"created": new, "rehearsal": made.rehearsal},
            json,
            lambda: [f"Basis data {what} {did}. Lanjutkan dengan `mutasi import BUKU-KERJA`."],
        )


@account.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama akun.")],
    role: Annotated[list[str], typer.Option("--role", metavar="PERAN", help="Peran; boleh diulang.")],
    nip: Annotated[str | None, typer.Option("--nip", help="NIP orangnya.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="KODE", help="Kode unitnya.")] = None,
    os_user: Annotated[str | None, typer.Option("--os-user", help="Pengguna sistem operasi yang memakainya.")] = None,
    json: Json = False,
) -> None:
    """Buat akun dengan satu peran atau lebih."""
    from storage.accounts import add_account

    roles = [choice(Role, one, "--role") for one in role]
    for one in roles:
        if one not in GIVEN_ROLES:
            choice(Role, f"{one} ", "--role")
    with office() as here, here.database.transaction() as connection:
        add_account(
            connection,
            clean("NAMA", name, SHORT),
            roles,
            nip=nip,
            unit=unit,
            os_user=os_user,
            now=here.clock.now(),
            today=here.today,
        )
    said = {"name": name, "roles": [one.value for one in roles], "nip": nip, "unit": unit, "os_user": os_user}
    say(said, json, lambda: [f"Akun {name} dibuat: {', '.join(ROLE_LABELS[one][0] for one in roles)}."])


@account.command("list")
def list_accounts(json: Json = False) -> None:
    """Daftar akun dan perannya."""
    from storage.accounts import accounts

    with office() as here, here.database.reading() as connection:
        found = accounts(connection)
    rows = [(a["name"], ", ".join(a["roles"]), a["person"], a["unit"], a["os_user"]) for a in found]
    say(found, json, lambda: table(("Akun", "Peran", "Pegawai", "Unit", "Pengguna OS"), rows))


def doctor(json: Json = False) -> None:
    """Periksa pengaturan, skema, pemesanan yang terhenti, huruf dan izin."""
    from app.doctor import examine
    from app.wiring import Office

    with Office() as here:
        checks = examine(here)
    say(
        [{"check": c.name, "ok": c.ok, "sentence": c.sentence} for c in checks],
        json,
        lambda: [f"{'✓' if c.ok else '✗'} {c.name}: {c.sentence}" for c in checks],
    )
    raise typer.Exit(0 if all(c.ok for c in checks) else 1)
