"""Commands about the agency's own data."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from app.cli.changing import AsAdmin, SetUpReason, by, why
from app.cli.face import Json, office, say
from workflow.errors import InvalidField
from workflow.text import SHORT, clean

agency = typer.Typer(help="Data instansi sendiri.", no_args_is_help=True)

WORDS = {
    "name": "Nama instansi",
    "region": "Wilayah",
    "head_title": "Jabatan pimpinan",
    "place": "Tempat penetapan",
    "zone": "Zona waktu",
    "hr_unit": "Unit kepegawaian",
    "hr_head_title": "Jabatan kepala unit kepegawaian",
    "hr_code": "Kode unit dalam nomor",
    "address": "Alamat",
    "paper": "Kertas",
}


def register(app: typer.Typer) -> None:
    app.add_typer(agency, name="agency")


def _text(help: str) -> Any:
    return typer.Option(help=help)


@agency.command("set")
def set_(
    name: Annotated[str | None, _text("Nama instansi, misalnya Pemerintah Kota …")] = None,
    region: Annotated[str | None, _text("Wilayah, misalnya Kota …")] = None,
    head_title: Annotated[str | None, _text("Jabatan pimpinan, misalnya Wali Kota …")] = None,
    place: Annotated[str | None, _text("Tempat penetapan keputusan.")] = None,
    zone: Annotated[str | None, _text("Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.")] = None,
    hr_unit: Annotated[str | None, _text("Nama unit kepegawaian.")] = None,
    hr_head_title: Annotated[str | None, _text("Jabatan kepala unit kepegawaian.")] = None,
    hr_code: Annotated[str | None, _text("Singkatan unit kepegawaian dalam nomor.")] = None,
    address: Annotated[str | None, _text("Alamat pada kop.")] = None,
    paper: Annotated[str | None, _text("F4 atau A4.")] = None,
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Tetapkan data instansi; isian yang tidak disebut tidak berubah."""
    from storage.agency_change import change_agency

    given = {key: value for key, value in locals().items() if key in WORDS and value is not None}
    for key, value in given.items():
        if not value.strip():
            raise InvalidField(field=_option(key), problem="tidak boleh kosong.", problem_en="must not be empty.")
    values = {key: clean(_option(key), value, SHORT, one_line=True) for key, value in given.items()}
    _check("--zone", values.get("zone"), ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"))
    _check("--paper", values.get("paper"), ("F4", "A4"))
    if not CODE.fullmatch(values.get("hr_code", "X")):
        raise InvalidField(
            field="--hr-code",
            problem="hanya huruf, angka, titik dan tanda hubung, paling banyak 30.",
            problem_en="takes letters, digits, dots and hyphens only, at most 30.",
        )
    with office() as here:
        who = by(here, admin)
        with here.database.transaction() as connection:
            if values:
                change_agency(connection, values, why(admin, reason), who)
    show(json=json)


CODE = re.compile(r"[A-Za-z0-9.-]{1,30}")
"""What may stand for the unit in a printed number."""


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _check(field: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise InvalidField(
            field=field,
            problem=f"“{value}” tidak dikenal. Pilih {', '.join(allowed)}.",
            problem_en=f"“{value}” is not known. Choose {', '.join(allowed)}.",
        )


@agency.command()
def show(json: Json = False) -> None:
    """Tampilkan data instansi."""
    from storage.agency import agency as facts_of

    with office() as here, here.database.reading() as connection:
        facts = facts_of(connection)
    say(facts, json, lambda: [f"{word}: {getattr(facts, key)}" for key, word in WORDS.items()])
