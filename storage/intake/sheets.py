"""The table of columns: what the workbook may hold (design.md 6). Nothing else defines a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from storage.intake.cells import NAME_LIMIT, Code, Email, Fields, Kind, Levels, Text, Word, plain, word
from storage.intake.days import Day
from storage.intake.nips import Nip
from storage.intake.numbers import Quantity, Whole, Year
from workflow.personnel import (
    EDUCATION,
    PPPK_GRADES,
    RANKS,
    DisciplineLevel,
    Employment,
    Period,
    PostKind,
    Predicate,
    Rating,
    Sex,
)


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a sheet.

    Attributes:
        name: the header, in Indonesian.
        target: the column of the table in which it is stored.
        kind: what its cells may hold.
        required: it must be there, and no cell of it blank.
        aliases: other headers that mean the same, SIASN's among them (domain.md 6.7).
        refers: the sheet whose key the cell names.
    """

    name: str
    target: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    refers: str | None = None

    def headers(self) -> frozenset[str]:
        """All headers that mean this column, as `plain` writes them."""
        return frozenset(map(plain, (self.name, *self.aliases)))


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet and the table behind it.

    Attributes:
        key: the columns that say which row it is.
        stamp: the column of the table that says on which day the row was last confirmed.
    """

    name: str
    table: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    stamp: str | None = None

    def column(self, name: str) -> Column:
        """The column with that header."""
        return next(column for column in self.columns if column.name == name)


NAME = Text(NAME_LIMIT)
TEXT = Text()

SEX = word(
    tuple(Sex),
    **{"Laki-laki": "L", "Lelaki": "L", "Pria": "L", "M": "L", "Perempuan": "P", "Wanita": "P", "F": "P"},
)
EMPLOYMENT = word(tuple(Employment), P3K="PPPK")
SIASN_RANKS = {f"{group}{n}": rank for group in range(1, 5) for n, rank in enumerate(RANKS[group * 4 - 4 :][:4], 1)}
"""SIASN writes III/c as 33 (domain.md 6.3); IV/e follows below."""
RANK = word((*RANKS, *PPPK_GRADES), **SIASN_RANKS, **{"45": "IV/e"})
EDUCATION_SPELLINGS = {
    **{"SMP": "SLTP", "SLTP/SMP": "SLTP", "MTs": "SLTP", "SMA": "SLTA/SMK", "SMK": "SLTA/SMK", "SLTA": "SLTA/SMK"},
    **{"SMA/SMK": "SLTA/SMK", "SLTA/SMA": "SLTA/SMK", "MA": "SLTA/SMK", "D1": "D-I", "D2": "D-II", "D3": "D-III"},
    **{"D4": "D-IV", "Diploma I": "D-I", "Diploma II": "D-II", "Diploma III": "D-III", "Diploma IV": "D-IV"},
}
SCHOOL = word(tuple(EDUCATION), **EDUCATION_SPELLINGS)
RATING = word(
    tuple(Rating),
    **{"Di atas ekspektasi": "diatas", "Sesuai ekspektasi": "sesuai", "Di bawah ekspektasi": "dibawah"},
)
PREDICATE = word(tuple(Predicate))
POST_KIND = word(
    tuple(PostKind),
    **{"Jabatan pimpinan tinggi": "jpt", "Jabatan administrator": "administrator", "Jabatan pengawas": "pengawas"},
    **{"Jabatan fungsional": "fungsional", "JF": "fungsional", "Jabatan pelaksana": "pelaksana"},
)
PERIOD = word(tuple(Period), **{"per tahun": "tahun", "per bulan": "bulan", "per minggu": "minggu", "per hari": "hari"})
LEVEL_WORDS = {f"{start} {level}": str(level) for start in ("hukuman disiplin", "tingkat") for level in DisciplineLevel}
DISCIPLINE: Word = word(tuple(DisciplineLevel), **LEVEL_WORDS)

NIP_ALIASES = ("nipBaru", "nip_baru")


def _person() -> Column:
    return Column("nip", "nip", Nip(), True, NIP_ALIASES, "pegawai")


UNIT = Sheet(
    "unit",
    "unit",
    ("kode",),
    (
        Column("kode", "code", Code(), True, ("kode_unit", "kodeUnor")),
        Column("nama", "name", NAME, True, ("namaUnor", "nama_unit", "unorNama")),
        Column("induk", "parent", Code(), False, ("kode_induk", "unorIndukId", "unorInduk"), "unit"),
        Column("jenis", "kind", NAME, False, ("jenisUnor",)),
        Column("minimum", "minimum", Whole(0, 100_000)),
        Column("siasn_id", "siasn_id", Code(), False, ("unorId", "idSiasn")),
    ),
)

POST = Sheet(
    "jabatan",
    "post",
    ("kode",),
    (
        Column("kode", "code", Code(), True, ("kode_jabatan", "kodeJabatan")),
        Column("nama", "name", NAME, True, ("namaJabatan",)),
        Column("unit", "unit", Code(), True, ("kode_unit", "unorId"), "unit"),
        Column("jenis", "kind", POST_KIND, True, ("jenisJabatan",)),
        Column("jenjang", "level", NAME, False, ("namaJenjang",)),
        Column("kelas", "grade", Whole(1, 17), False, ("kelasJabatan",)),
        Column("golongan_min", "rank_min", RANK, False, ("golonganTerendah",)),
        Column("golongan_max", "rank_max", RANK, False, ("golonganTertinggi",)),
        Column("pendidikan_min", "education_min", SCHOOL),
        Column("bidang_pendidikan", "education_fields", Fields()),
        Column("kompetensi", "competences", Levels()),
        Column("bup", "retirement_age", Whole(50, 75), False, ("batasUsiaPensiun",)),
        Column("kebutuhan", "need", Whole(0, 100_000)),
    ),
)

WORKLOAD = Sheet(
    "beban_kerja",
    "workload",
    ("jabatan", "tugas"),
    (
        Column("jabatan", "post", Code(), True, ("kode_jabatan",), "jabatan"),
        Column("tugas", "task", TEXT, True, ("uraian_tugas",)),
        Column("volume", "volume", Quantity(), True),
        Column("per", "per", PERIOD, True),
        Column("menit", "minutes", Quantity(), True, ("waktu_menit",)),
        Column("tanggal", "as_of", Day(past=True)),
    ),
    stamp="as_of",
)

PERSON = Sheet(
    "pegawai",
    "person",
    ("nip",),
    (
        Column("nip", "nip", Nip(), True, NIP_ALIASES),
        Column("nama", "name", NAME, True),
        Column("gelar_depan", "title_before", NAME, False, ("gelarDepan",)),
        Column("gelar_belakang", "title_after", NAME, False, ("gelarBelakang",)),
        Column("tempat_lahir", "birth_place", NAME, False, ("tempatLahir", "tempatLahirNama")),
        Column("tanggal_lahir", "birth_date", Day(past=True), True, ("tglLahir", "tanggalLahir")),
        Column("jenis_kelamin", "sex", SEX, True, ("jenisKelamin",)),
        Column("status", "employment", EMPLOYMENT, True, ("statusPegawai", "statusKepegawaian")),
        Column("golongan", "rank", RANK, True, ("golonganId", "golRuangAkhir", "golRuangAkhirId")),
        Column("tmt_golongan", "rank_since", Day(), False, ("tmtGolongan", "tmtGolAkhir")),
        Column("pendidikan", "education", SCHOOL, True, ("tingkatPendidikan", "tkPendidikanTerakhir")),
        Column("bidang_pendidikan", "education_field", NAME, False, ("pendidikanTerakhirNama", "jurusan")),
        Column("jabatan", "post", Code(), True, ("kode_jabatan", "jabatanId"), "jabatan"),
        Column("tmt_jabatan", "post_since", Day(), True, ("tmtJabatan",)),
        Column("nip_pasangan", "spouse", Nip(), False, ("nipPasangan",)),
        Column("surel", "email", Email(), False, ("email",)),
    ),
    stamp="as_of",
)

APPRAISAL = Sheet(
    "skp",
    "appraisal",
    ("nip", "tahun"),
    (
        _person(),
        Column("tahun", "year", Year(2000, 2100), True, ("tahunPenilaian",)),
        Column("hasil_kerja", "result", RATING, False, ("hasilKinerja", "hasilKinerjaNilai")),
        Column("perilaku", "behaviour", RATING, False, ("perilakuKerja", "perilakuKerjaNilai")),
        Column("predikat", "predicate", PREDICATE, False, ("kuadranKinerja", "predikatKinerja")),
    ),
)

COMPETENCE = Sheet(
    "kompetensi",
    "competence",
    ("nip", "kompetensi"),
    (
        _person(),
        Column("kompetensi", "name", NAME, True, ("namaKompetensi",)),
        Column("level", "level", Whole(1, 5), True),
        Column("tanggal", "date", Day(past=True), True),
    ),
)

CAREER = Sheet(
    "riwayat",
    "career",
    ("nip", "jabatan", "tmt"),
    (
        _person(),
        Column("jabatan", "post", NAME, True, ("namaJabatan",)),
        Column("unit", "unit", NAME, False, ("namaUnor", "unorNama")),
        Column("tmt", "since", Day(), True, ("tmtJabatan",)),
        Column("sampai", "until", Day()),
        Column("nomor_sk", "decree", NAME, False, ("nomorSk",)),
    ),
)

SANCTION = Sheet(
    "hukuman",
    "discipline",
    ("nip", "mulai", "tingkat"),
    (
        _person(),
        Column("tingkat", "level", DISCIPLINE, True, ("jenisTingkatHukuman",)),
        Column("mulai", "start", Day(), True, ("hukumanTanggal", "tmtHukuman")),
        Column("selesai", "end", Day(), False, ("akhirHukumTanggal",)),
        Column("nomor_sk", "decree", NAME, False, ("nomorSk", "skNomor")),
    ),
)

WISH = Sheet(
    "preferensi",
    "preference",
    ("nip", "urutan"),
    (
        _person(),
        Column("jabatan", "post", Code(), True, ("kode_jabatan",), "jabatan"),
        Column("urutan", "order", Whole(1, 99), True),
        Column("alasan", "reason", TEXT),
    ),
)

SHEETS: tuple[Sheet, ...] = (UNIT, POST, WORKLOAD, PERSON, APPRAISAL, COMPETENCE, CAREER, SANCTION, WISH)
"""All sheets, each after those that it refers to."""
