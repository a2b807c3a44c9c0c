"""Kinds of posts: what a post of this kind asks of its holder, whoever's post it is."""

from dataclasses import dataclass

from app.sample.families import FAMILIES, Work

RANKS = tuple(
    f"{group}/{letter}"
    for group, letters in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for letter in letters
)
DEGREES = ("SD", "SLTP", "SLTA/SMK", "D-I", "D-II", "D-III", "D-IV", "S-1", "Profesi", "S-2", "S-3")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of post; no `fields` means that any field of study will do."""

    name: str
    type: str
    level: str | None
    grade: int
    ranks: tuple[str, str]
    degree: str
    fields: tuple[str, ...]
    competences: tuple[tuple[str, int], ...]
    retirement: int
    tasks: tuple[Work, ...]


LEAD: tuple[Work, ...] = (
    ("Menyusun rencana dan sasaran kerja unit", "bulan", 600),
    ("Membagi tugas dan menilai kinerja bawahan", "minggu", 240),
    ("Memeriksa dan menandatangani naskah dinas", "hari", 6),
)

ECHELONS = {
    "II.a": ("jpt", 15, ("IV/c", "IV/d"), "S-1", 5, 60),
    "II.b": ("jpt", 14, ("IV/b", "IV/c"), "S-1", 4, 60),
    "III.a": ("administrator", 12, ("IV/a", "IV/b"), "S-1", 3, 58),
    "III.b": ("administrator", 11, ("III/d", "IV/a"), "S-1", 3, 58),
    "IV.a": ("pengawas", 9, ("III/c", "III/d"), "S-1", 2, 58),
    "IV.b": ("pengawas", 8, ("III/b", "III/c"), "D-III", 2, 58),
}

STEPS = {
    "terampil": (6, ("II/c", "II/d"), "D-III", 1, 58),
    "mahir": (7, ("III/a", "III/b"), "D-III", 2, 58),
    "ahli pertama": (8, ("III/a", "III/b"), "", 2, 58),
    "ahli muda": (9, ("III/c", "III/d"), "", 3, 58),
    "ahli madya": (11, ("IV/a", "IV/c"), "", 4, 60),
}


def echelon(name: str, level: str, fields: tuple[str, ...] = ()) -> Kind:
    """A structural post (jpt, administrator, pengawas) of the given echelon."""
    kind, grade, ranks, degree, skill, retirement = ECHELONS[level]
    competences = (
        ("Integritas", skill),
        ("Kerja Sama", skill),
        ("Pengambilan Keputusan", skill),
        ("Mengelola Perubahan", skill),
        ("Pelayanan Publik", skill),
    )
    return Kind(name, kind, level, grade, ranks, degree, fields, competences, retirement, LEAD)


def functional(family: str, level: str, duty: str = "") -> Kind:
    """A functional post; with an extra duty (head of school, head of puskesmas) it is named after the duty."""
    row = FAMILIES[family]
    grade, ranks, degree, skill, retirement = STEPS[level]
    competences = (("Integritas", min(skill, 3)), ("Pelayanan Publik", min(skill, 3)), (row.competence, skill))
    name = duty or f"{family} {level.title()}"
    return Kind(
        name,
        "fungsional",
        level,
        grade,
        ranks,
        degree or row.expert,
        row.fields,
        competences,
        retirement,
        (LEAD[0], *row.tasks[:2]) if duty else row.tasks,
    )


def staff(
    name: str, grade: int, ranks: tuple[str, str], degree: str, skill: int, *tasks: Work, fields: tuple[str, ...] = ()
) -> Kind:
    """A supporting post (pelaksana), open to many fields of study."""
    competences = (("Integritas", 1), ("Kerja Sama", 1), ("Pelayanan Publik", skill))
    return Kind(name, "pelaksana", None, grade, ranks, degree, fields, competences, 58, tasks)


OFFICE_FIELDS = (
    "Administrasi Negara",
    "Manajemen",
    "Ilmu Hukum",
    "Ilmu Pemerintahan",
    "Akuntansi",
    "Ekonomi Pembangunan",
    "Teknik Informatika",
    "Sistem Informasi",
    "Ilmu Komunikasi",
    "Sosiologi",
    "Teknik Sipil",
    "Kesehatan Masyarakat",
    "Psikologi",
)

PENELAAH = staff(
    "Penelaah Teknis Kebijakan",
    7,
    ("III/a", "III/d"),
    "S-1",
    2,
    ("Menelaah bahan kebijakan teknis", "minggu", 120),
    ("Menyusun konsep naskah dinas", "hari", 30),
    ("Menyusun laporan kegiatan", "bulan", 240),
    fields=OFFICE_FIELDS,
)
PENGOLAH = staff(
    "Pengolah Data dan Informasi",
    6,
    ("II/c", "III/c"),
    "D-III",
    1,
    ("Mengumpulkan dan mengolah data", "hari", 20),
    ("Menyusun sajian data", "minggu", 90),
    ("Memeriksa kelengkapan berkas", "hari", 6),
)
ADMINISTRASI = staff(
    "Pengadministrasi Perkantoran",
    5,
    ("II/a", "III/b"),
    "SLTA/SMK",
    1,
    ("Mencatat surat masuk dan keluar", "hari", 5),
    ("Menata berkas", "hari", 8),
    ("Menyiapkan rapat dan perjalanan dinas", "minggu", 60),
)
PENATA = staff(
    "Penata Layanan Operasional",
    7,
    ("III/a", "III/d"),
    "S-1",
    2,
    ("Melayani permohonan warga", "hari", 15),
    ("Memeriksa hasil pelayanan", "hari", 8),
    ("Menyusun laporan pelayanan", "bulan", 180),
    fields=OFFICE_FIELDS,
)
OPERATOR = staff(
    "Operator Layanan Operasional",
    5,
    ("II/a", "III/b"),
    "SLTA/SMK",
    1,
    ("Melayani warga di loket", "hari", 10),
    ("Memasukkan data pelayanan", "hari", 5),
    ("Merawat sarana pelayanan", "minggu", 45),
)
UMUM = staff(
    "Pengelola Umum Operasional",
    3,
    ("I/c", "II/b"),
    "SLTP",
    1,
    ("Menjaga dan merawat gedung", "hari", 45),
    ("Mengantar dokumen", "hari", 15),
    ("Menyiapkan ruang kegiatan", "minggu", 45),
)

STAFF = {
    "penelaah": PENELAAH,
    "pengolah": PENGOLAH,
    "administrasi": ADMINISTRASI,
    "penata": PENATA,
    "operator": OPERATOR,
    "umum": UMUM,
}
