"""Commands that set an installation up: init, account, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.face import Json, choice, office, say, table, words
from workflow.authority import GIVEN_ROLES, ROLE_LABELS, Role
from workflow.errors import InvalidField
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
        say({"created": new, "rehearsal": made.rehearsal}, json, lambda: [_ready(new, made.rehearsal)])


def _ready(new: bool, rehearsal: bool) -> str:
    kind = words("latihan", "rehearsal") if rehearsal else words("resmi", "real")
    if new:
        return words(
            f"Basis data {kind} dibuat. Lanjutkan dengan `mutasi import BUKU-KERJA`.",
            f"The {kind} database was created. Go on with `mutasi import WORKBOOK`.",
        )
    return words(f"Basis data {kind} sudah mutakhir.", f"The {kind} database is up to date.")


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

    roles = [choice(Role, one, "--role", GIVEN_ROLES) for one in role]
    name = _required("NAMA", name)
    bound = _required("--os-user", os_user) if os_user is not None else None
    with office() as here, here.database.transaction() as connection:
        add_account(
            connection,
            name,
            roles,
            nip=nip,
            unit=unit,
            os_user=bound,
            now=here.clock.now(),
            today=here.today,
        )
    said = {"name": name, "roles": [one.value for one in roles], "nip": nip, "unit": unit, "os_user": bound}
    labels = ", ".join(words(*ROLE_LABELS[one]) for one in roles)
    say(said, json, lambda: [words(f"Akun {name} dibuat: {labels}.", f"The account {name} was created: {labels}.")])


@account.command("bind")
def bind(
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama akun.")],
    os_user: Annotated[str, typer.Option("--os-user", help="Pengguna sistem operasi yang memakainya.")],
    json: Json = False,
) -> None:
    """Ikat akun pada pengguna sistem operasi."""
    from storage.accounts import bind as bind_account

    bound = _required("--os-user", os_user)
    with office() as here, here.database.transaction() as connection:
        bind_account(connection, name, bound)
    said = words(f"Akun {name} dipakai oleh {bound}.", f"The account {name} is used by {bound}.")
    say({"name": name, "os_user": bound}, json, lambda: [said])


def _required(field: str, text: str) -> str:
    """A name on one line that is not empty."""
    found = clean(field, text, SHORT, one_line=True)
    if not found:
        raise InvalidField(field=field, problem="tidak boleh kosong.", problem_en="must not be empty.")
    return found


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
