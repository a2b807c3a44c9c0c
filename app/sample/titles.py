"""Academic titles before and after a name."""

from random import Random

# fmt: off
BACHELOR = {
    "Administrasi Negara": "S.AP.", "Ilmu Pemerintahan": "S.IP.", "Ilmu Hukum": "S.H.", "Akuntansi": "S.Ak.",
    "Manajemen": "S.M.", "Ekonomi Pembangunan": "S.E.", "Teknik Informatika": "S.Kom.", "Ilmu Komputer": "S.Kom.",
    "Sistem Informasi": "S.Kom.", "Statistika": "S.Stat.", "Matematika": "S.Si.", "Psikologi": "S.Psi.",
    "Sosiologi": "S.Sos.", "Kesejahteraan Sosial": "S.Tr.Sos.", "Ilmu Komunikasi": "S.I.Kom.",
    "Jurnalistik": "S.I.Kom.", "Ilmu Perpustakaan": "S.I.P.", "Kearsipan": "S.Tr.Ars.", "Gizi": "S.Gz.",
    "Kesehatan Masyarakat": "S.K.M.", "Administrasi Kesehatan": "S.K.M.", "Kesehatan Lingkungan": "S.Tr.Kes.",
    "Analis Kesehatan": "S.Tr.Kes.", "Radiologi": "S.Tr.Kes.", "Keperawatan": "S.Tr.Kep.", "Kebidanan": "S.Tr.Keb.",
    "Biologi": "S.Si.", "Kimia": "S.Si.", "Geografi": "S.Si.", "Agribisnis": "S.P.", "Agroteknologi": "S.P.",
    "Perikanan": "S.Pi.", "Ilmu Kelautan": "S.Kel.", "Pariwisata": "S.Par.", "Sejarah": "S.Hum.",
    "Antropologi": "S.Ant.", "Seni": "S.Sn.", "Arsitektur": "S.Ars.", "Perencanaan Wilayah dan Kota": "S.P.W.K.",
    "Transportasi Darat": "S.Tr.Tra.", "Keselamatan Kerja": "S.Tr.K3.", "Farmasi": "S.Farm.",
    "Kedokteran": "S.Ked.",
}
MASTER = {
    "Ilmu Hukum": "M.H.", "Manajemen": "M.M.", "Akuntansi": "M.Ak.", "Ekonomi Pembangunan": "M.E.",
    "Teknik Informatika": "M.Kom.", "Sistem Informasi": "M.Kom.", "Ilmu Komputer": "M.Kom.",
    "Kesehatan Masyarakat": "M.K.M.", "Administrasi Negara": "M.A.P.",
    "Kedokteran": "M.Kes.", "Kedokteran Gigi": "M.Kes.",
    "Keperawatan": "M.Kep.", "Kebidanan": "M.Keb.", "Farmasi": "M.Farm.",
}
PROFESSION = {
    "Kedokteran": ("dr.", None), "Kedokteran Gigi": ("drg.", None), "Kedokteran Hewan": ("drh.", None),
    "Farmasi": ("apt.", "S.Farm."), "Keperawatan": (None, "S.Kep., Ns."), "Kebidanan": (None, "S.Keb., Bdn."),
}
DIPLOMA = {"Keperawatan": "A.Md.Kep.", "Kebidanan": "A.Md.Keb.", "Gizi": "A.Md.Gz.", "Radiologi": "A.Md.Rad.",
           "Analis Kesehatan": "A.Md.Kes.", "Kesehatan Lingkungan": "A.Md.KL."}
# fmt: on
OLD_DOCTORANDUS = ("S.Pd.", "S.Sos.", "S.IP.", "S.AP.", "S.E.", "S.M.", "S.Psi.", "S.Hum.")
"""Degrees that were called doctorandus before 1993."""


def bachelor(field: str) -> str:
    """The first degree of a field."""
    if field.startswith("Pendidikan"):
        return "S.Pd."
    if field.startswith("Teknik") and field not in BACHELOR:
        return "S.T."
    return BACHELOR.get(field, "S.Si.")


def master(field: str) -> str:
    """The second degree of a field."""
    if field.startswith("Pendidikan"):
        return "M.Pd."
    if field.startswith("Teknik") and field not in MASTER:
        return "M.T."
    return MASTER.get(field, "M.Si.")


def titles(rng: Random, degree: str, field: str | None, sex: str, born: int) -> tuple[str | None, str | None]:
    """The titles before and after the name."""
    if field is None or degree == "SLTA/SMK":
        return None, None
    if degree == "D-III":
        return None, DIPLOMA.get(field, "A.Md.")
    professional = field in PROFESSION and degree not in ("D-IV", "S-1")
    front, first = PROFESSION[field] if professional else (None, bachelor(field))
    if degree in ("S-1", "D-IV", "Profesi"):
        if born < 1972 and first in OLD_DOCTORANDUS and rng.random() < 0.4:
            return ("Drs." if sex == "L" else "Dra."), None
        if born < 1972 and first == "S.T." and rng.random() < 0.5:
            return "Ir.", None
        return front, first
    back = f"{first}, {master(field)}" if first else master(field)
    if degree == "S-3":
        return f"Dr. {front}" if front else "Dr.", back
    return front, back
