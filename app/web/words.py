"""Words and values as pages show them: dates, masked numbers, roles, capacities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from app.clock import MONTHS
from documents.catalogue import FORMS
from workflow import objections
from workflow.authority import CAPACITY_LABELS, ROLE_LABELS, Capacity, Role
from workflow.process import VERBS

KINDS = {
    "INTERNAL": "Dalam satu instansi",
    "KABKOTA_SATU_PROV": "Antarkabupaten/kota dalam satu provinsi",
    "PROV_KE_KABKOTA": "Provinsi ke kabupaten/kota",
    "KABKOTA_KE_PROV": "Kabupaten/kota ke provinsi",
    "KABKOTA_BEDA_PROV": "Antarkabupaten/kota berbeda provinsi",
    "KABKOTA_KE_PROV_LAIN": "Kabupaten/kota ke provinsi lain",
    "PROV_KE_KABKOTA_LAIN": "Provinsi ke kabupaten/kota provinsi lain",
    "ANTAR_PROV": "Antarprovinsi",
    "DAERAH_KE_PUSAT": "Daerah ke instansi pusat",
    "PUSAT_KE_DAERAH": "Instansi pusat ke daerah",
    "ANTAR_PUSAT": "Antarinstansi pusat",
    "PERWAKILAN_LN": "Perwakilan di luar negeri",
}
"""Kind of transfer → its words."""

STATUSES = {"issued": "Terbit", "void": "Batal", "booked": "Sedang dicetak"}
CHANNELS = {"cli": "baris perintah", "page": "halaman", "batch": "kumpulan", "api": "API", "demo": "peragaan"}
OBJECTED = {name: said for name, (said, _) in objections.OUTCOMES.items()}
OUTCOMES = {"met": "Terpenuhi", "unmet": "Belum terpenuhi", "waived": "Dikecualikan"}
SEVERITIES = {"block": "Wajib", "warn": "Peringatan", "info": "Informasi"}

VALUES = {
    "as_of": "data per",
    "post": "jabatan",
    "answer_days": "masa jawaban (hari)",
    "answered": "sudah dijawab",
    "date": "tanggal",
    "day": "per tanggal",
    "end": "selesai",
    "field": "bidang",
    "fields": "bidang yang diminta",
    "free": "tersedia",
    "holders": "pemangku",
    "incoming": "akan masuk",
    "left": "sisa setelah mutasi",
    "level": "tingkat",
    "limit_months": "batas (bulan)",
    "max": "tertinggi",
    "min": "terendah",
    "minimum": "jumlah minimum",
    "months": "lama (bulan)",
    "need": "kebutuhan",
    "need_as_of": "analisis per",
    "number": "nomor",
    "one_lower": "kelonggaran satu tingkat",
    "open": "usulan terbuka",
    "outgoing": "akan keluar",
    "pending": "usulan lain",
    "percent": "batas (%)",
    "rank": "golongan",
    "education": "pendidikan",
    "released": "akan dilepas",
    "reserved": "sudah dijanjikan",
    "response": "tanggapan",
    "running": "hukuman berjalan",
    "since": "sejak",
    "source": "sumber",
    "staff": "pegawai unit asal",
    "start": "mulai",
    "waiver": "dokumen pengecualian",
    "absent": "unsur yang tidak hadir",
    "box": "kotak talenta",
    "competence": "kompetensi",
    "competences": "kompetensi",
    "datum": "data",
    "document": "dokumen",
    "documents": "dokumen",
    "employment": "status pegawai",
    "has": "dimiliki",
    "limit_years": "batas (tahun)",
    "members": "anggota tim",
    "name": "nama",
    "needed": "syarat",
    "old": "data lama",
    "oldest": "data terlama",
    "order": "urutan",
    "own_request": "permintaan sendiri",
    "part": "unsur",
    "parts": "unsur potensi",
    "performance": "kinerja",
    "post_name": "nama jabatan",
    "potential": "potensi",
    "predicates": "predikat kinerja",
    "present": "anggota hadir",
    "retirement_age": "batas usia pensiun",
    "retires": "mencapai batas usia",
    "same_post": "jabatan sama",
    "same_unit": "unit sama",
    "score": "nilai",
    "spouse_unit": "unit pasangan",
    "unit": "unit tujuan",
    "valid_until": "berlaku sampai",
    "weight": "bobot",
    "weights": "susunan bobot",
    "wishes": "keinginan",
    "adverse": "dampak merugikan",
    "answered_on": "dijawab tanggal",
    "capacity": "kapasitas",
    "changed": "berubah",
    "days": "hari",
    "decider": "penetap keputusan pemindahan",
    "due": "batas waktu",
    "freezes": "pembekuan",
    "limit_days": "batas (hari kerja)",
    "mandate": "mandat",
    "mandate_date": "tanggal mandat",
    "missing": "belum ada",
    "named": "jabatan yang disebut",
    "oath": "berita acara sumpah",
    "oath_date": "tanggal sumpah",
    "objections": "keberatan",
    "outcome": "hasil",
    "owner": "penanggung jawab",
    "post_kind": "jenis jabatan",
    "received": "diterima",
    "reviews": "pemantauan",
    "spmt": "SPMT",
    "spmt_date": "tanggal SPMT",
    "tmt": "TMT",
    "type": "jenis",
    "file_until": "dapat diajukan sampai",
    "worth": "keadaan",
}
"""Name of a value that a rule looked at → its words."""

SOURCES = {
    "workload": "analisis beban kerja",
    "stated": "dinyatakan dalam buku kerja",
    "person": "data pegawai",
    "appraisal": "penilaian kinerja",
    "competence": "kompetensi",
    "education": "pendidikan",
    "education_field": "bidang pendidikan",
    "discipline": "catatan disiplin",
    "verified": "sudah diperiksa",
    "unverified": "belum diperiksa",
    "refused": "ditolak",
    "expired": "tidak berlaku lagi",
    "missing": "belum ada",
    "upheld": "dikabulkan",
    "dismissed": "ditolak",
    "inadmissible": "tidak dapat diterima",
}


def day(value: date | datetime | str | None) -> str:
    """A date as `21 Nov 2026`; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return f"{value.day} {MONTHS['id'][value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """The name of a day's day of the week."""
    return ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")[value.weekday()]


def masked(nip: str) -> str:
    """A NIP of which only the birth year and the last four digits are shown."""
    return f"{nip[:4]}••••••••••{nip[-4:]}" if len(nip) == 18 else "•" * len(nip)


def grouped(nip: str | None) -> str:
    """A NIP in its groups 8-6-1-3."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if nip and len(nip) == 18 else nip or ""


def roles(names: Any) -> str:
    """Roles as a list of their labels."""
    return ", ".join(ROLE_LABELS[Role(name)][0] for name in names)


def capacity(recorded: str) -> str:
    """The recorded capacity, `hr_head (plt, mandate 3)`, as people say it."""
    role, _, held = recorded.partition(" ")
    label = ROLE_LABELS[Role(role)][0] if role in tuple(Role) else role
    how, _, mandate = held.strip("()").partition(", mandate ")
    by = f", mandat {mandate}" if mandate else ""
    return f"{label} ({held_as(how)}{by})" if how else label


def held_as(capacity: str) -> str:
    """A capacity in words: definitif, Plt., Plh., a.n., u.b."""
    return CAPACITY_LABELS[Capacity(capacity)][0] if capacity in tuple(Capacity) else capacity


def verb(name: str) -> str:
    """The words of a verb's button."""
    return VERBS[name].id if name in VERBS else name


def title(name: str) -> str:
    """The title of the decree that a verb issues."""
    return FORMS[name].title if name in FORMS else name


def values(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a rule looked at, as (words, value), without what was empty."""
    told = ((VALUES.get(name, name), shown(value)) for name, value in found.items())
    return [(words, value) for words, value in told if value]


def shown(value: Any) -> str:
    """One value that a rule looked at."""
    if value is None or value == [] or value == "":
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list | tuple):
        return "; ".join(shown(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{words} {item}" for words, item in values(value))
    return _plain(str(value))


def _plain(text: str) -> str:
    try:
        return day(text) if len(text) == 10 else SOURCES.get(text, text)
    except ValueError:
        return SOURCES.get(text, text)


def excerpt_path(proposal: int, number: str) -> str:
    """The address of a person's petikan on our own pages."""
    return f"/usulan/{proposal}/petikan/{quote(number, safe='/')}"


def decree_path(number: str) -> str:
    """The address of a decree on our own pages."""
    return "/keputusan/" + quote(number, safe="/")
