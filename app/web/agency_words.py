"""Words of the agency's own law: kinds of changes and their data, subjects of parameters, kinds of holidays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.web import words
from workflow.authority import CAPACITY_LABELS, ROLE_LABELS, Kind
from workflow.process import VERBS

DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d")

ACTS = {
    "mandate add": "Mandat diberikan",
    "mandate end": "Mandat diakhiri",
    "parameter set": "Parameter ditetapkan",
    "document require": "Dokumen diwajibkan",
    "document unrequire": "Dokumen tidak lagi diwajibkan",
    "holiday set": "Hari libur ditetapkan",
    "holiday remove": "Hari libur dihapus",
    "agency set": "Data instansi ditetapkan",
    "authenticator set": "Pejabat pengautentikasi ditetapkan",
    "agency arms": "Lambang ditetapkan",
    "series set": "Bentuk nomor ditetapkan",
    "series add": "Seri nomor dibuat",
    "wording set": "Kata-kata instansi ditetapkan",
    "wording reset": "Kata-kata instansi dicabut",
    "freeze set": "Pembekuan ditetapkan",
    "freeze end": "Pembekuan diakhiri",
    "basis set": "Dasar hukum ditetapkan",
    "basis end": "Dasar hukum diakhiri",
    "account add": "Akun dibuat",
    "erase": "Data pribadi dihapus",
    "account bind": "Akun diikat ke pengguna sistem operasi",
    "account grant": "Peran diberikan",
    "account revoke": "Peran dicabut",
    "log reopen": "Riwayat dimulai dengan nama asal baru",
}
"""Kind of a change → its words."""

STATUSES = {"asked": "Menunggu administrator kedua", "done": "Berlaku", "refused": "Ditolak"}
"""What became of a change → its words."""

HOLIDAYS = {"national": "Libur nasional", "collective": "Cuti bersama", "local": "Libur daerah"}
"""Kind of a holiday → its words."""

GROUPS = {
    "rules": "Ketentuan",
    "deadline": "Tenggat tahap",
    "endorsement": "Rantai paraf",
    "route": "Jalur mutasi",
}
"""Group of parameters → its words."""

FIELDS = {
    "account": "akun",
    "arms": "lambang",
    "emblem": "lambang pada kop jabatan",
    "contact": "kontak",
    "format": "bentuk",
    "purpose": "untuk",
    "form": "formulir",
    "words": "kata-kata",
    "clauses": "bunyi pengganti",
    "considerations": "pertimbangan tambahan",
    "dictums": "diktum tambahan",
    "copies": "tembusan",
    "capacity": "kapasitas",
    "code": "kode",
    "dated": "tanggal naskah",
    "days": "hari",
    "ends": "sampai",
    "given_by": "pemberi",
    "holder": "pemegang",
    "id": "nomor",
    "kind": "jenis",
    "kinds": "jenis mutasi",
    "law": "dasar",
    "lifted_by": "dicabut dokumen",
    "name": "nama",
    "names_post": "menyebut jabatan",
    "nip": "NIP",
    "number": "nomor naskah",
    "office": "kewenangan",
    "os_user": "pengguna sistem operasi",
    "position": "urutan",
    "post_kinds": "jenis jabatan",
    "role": "peran",
    "roles": "peran",
    "rows": "baris",
    "since": "sejak",
    "starts": "mulai",
    "subject": "tentang",
    "through": "melalui",
    "title": "sebutan",
    "unit": "unit",
    "until": "sampai",
    "valid_months": "berlaku (bulan)",
    "value": "nilai",
    "verbs": "langkah",
    "day": "hari",
    "severity": "kekuatan",
    "origin": "nama asal",
    "continues": "melanjutkan",
    "reason": "alasan",
}
"""Field of a change's data → its words."""

SUBJECTS = {"deadline": "tenggat", "endorsement": "paraf", "route": "jalur"}
"""Subject of a parameter that is no rule → its words."""


SAID: dict[str, str] = {
    **SUBJECTS,
    **words.KINDS,
    **words.SEVERITIES,
    **HOLIDAYS,
    **{capacity.value: said for capacity, (said, _) in CAPACITY_LABELS.items()},
    **{role.value: said for role, (said, _) in ROLE_LABELS.items()},
    **{name: verb.id for name, verb in VERBS.items()},
}
"""A word of the agency's law as it is stored → as people say it."""

Shown = Callable[[datetime], str]


def said(text: str) -> str:
    """A stored value as people say it; lists are separated by commas."""
    return ", ".join(SAID.get(part, part) for part in text.split(",")) or "–"


def by_kind(values: Mapping[Kind, str]) -> str:
    """Values by kind of transfer in a few words: the one that most kinds have, then the others."""
    kinds: dict[str, list[str]] = {}
    for kind, value in values.items():
        kinds.setdefault(said(value), []).append(words.KINDS[kind])
    usual, *others = sorted(kinds, key=lambda value: -len(kinds[value]))
    return "; ".join([usual, *(f"{', '.join(kinds[value])}: {value}" for value in others)])


def told(value: Any, shown: Shown) -> list[tuple[str, str]]:
    """The data of a change as (words, value), without what is empty."""
    if not isinstance(value, Mapping):
        return [("", _said(value, shown))] if value not in (None, "") else []
    filled = ((name, part) for name, part in value.items() if part not in (None, "", [], {}))
    return [(FIELDS.get(name, _plain(name, shown)), _said(part, shown)) for name, part in filled]


def _said(value: Any, shown: Shown) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {part}".strip() for name, part in told(value, shown))
    if isinstance(value, list):
        return "; ".join(_said(part, shown) for part in value)
    return _plain(value, shown) if isinstance(value, str) else words.shown(value)


def _plain(text: str, shown: Shown) -> str:
    """A stored instant, day or word as people say it; text that someone typed stays as it is."""
    if INSTANT.fullmatch(text):
        return shown(datetime.fromisoformat(text))
    if DAY.fullmatch(text):
        return words.day(text)
    parts = text.split(",")
    return said(text) if all(part in SAID for part in parts) else text


def limits(mandate: Mapping[str, Any]) -> Iterator[str]:
    """The limits of a mandate, in words."""
    if mandate["verbs"]:
        yield "langkah: " + ", ".join(words.verb(verb) for verb in mandate["verbs"])
    if mandate["kinds"]:
        yield "jenis mutasi: " + ", ".join(words.KINDS.get(kind, kind) for kind in mandate["kinds"])
    if mandate["post_kinds"]:
        yield "jenis jabatan: " + ", ".join(mandate["post_kinds"])
