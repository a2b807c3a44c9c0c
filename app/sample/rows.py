"""The nine sheets of the intake workbook: one row type per sheet, its fields are the columns in their order."""

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class Unit:
    """A unit of the city; the root has no `induk`."""

    kode: str
    nama: str
    induk: str | None
    jenis: str
    minimum: int | None
    siasn_id: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post code in a unit; `kebutuhan` only where no workload was measured."""

    kode: str
    nama: str
    unit: str
    jenis: str
    jenjang: str | None
    kelas: int
    golongan_min: str
    golongan_max: str
    pendidikan_min: str
    bidang_pendidikan: str | None
    kompetensi: str
    bup: int
    kebutuhan: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """One measured task of a post."""

    jabatan: str
    tugas: str
    volume: int
    per: str
    menit: int
    tanggal: date


@dataclass(slots=True)
class Person:
    """A civil servant and the post held."""

    nip: str
    nama: str
    gelar_depan: str | None
    gelar_belakang: str | None
    tempat_lahir: str
    tanggal_lahir: date
    jenis_kelamin: str
    status: str
    golongan: str
    tmt_golongan: date
    pendidikan: str
    bidang_pendidikan: str | None
    jabatan: str
    tmt_jabatan: date
    nip_pasangan: str | None
    surel: str | None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The performance appraisal of one year."""

    nip: str
    tahun: int
    hasil_kerja: str | None
    perilaku: str | None
    predikat: str


@dataclass(frozen=True, slots=True)
class Competence:
    """One assessed competence."""

    nip: str
    kompetensi: str
    level: int
    tanggal: date


@dataclass(frozen=True, slots=True)
class Career:
    """An earlier post, by the name it had then."""

    nip: str
    jabatan: str
    unit: str
    tmt: date
    sampai: date
    nomor_sk: str


@dataclass(frozen=True, slots=True)
class Sanction:
    """A disciplinary sanction; without `selesai` it runs."""

    nip: str
    tingkat: str
    mulai: date
    selesai: date | None
    nomor_sk: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A post the person would like, with the reason in the person's own words."""

    nip: str
    jabatan: str
    urutan: int
    alasan: str


Row = Unit | Post | Task | Person | Appraisal | Competence | Career | Sanction | Wish

SHEETS: dict[str, type[Row]] = {
    "unit": Unit,
    "jabatan": Post,
    "beban_kerja": Task,
    "pegawai": Person,
    "skp": Appraisal,
    "kompetensi": Competence,
    "riwayat": Career,
    "hukuman": Sanction,
    "preferensi": Wish,
}
