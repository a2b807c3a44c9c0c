"""What the hospital, the health centres and the schools need: family, level and seats of every post."""

Team = tuple[tuple[str, str, int], ...]

# fmt: off
WARDS: dict[str, Team] = {
    "Bagian Tata Usaha": (
        ("Analis Keuangan Pusat dan Daerah", "ahli pertama", 2), ("Pranata Komputer", "ahli pertama", 2),
        ("Arsiparis", "terampil", 1)),
    "Instalasi Gawat Darurat": (
        ("Dokter", "ahli pertama", 3), ("Perawat", "ahli pertama", 3), ("Perawat", "terampil", 4)),
    "Instalasi Rawat Inap": (
        ("Dokter", "ahli muda", 2), ("Perawat", "ahli muda", 2), ("Perawat", "mahir", 4), ("Perawat", "terampil", 5),
        ("Nutrisionis", "ahli pertama", 1)),
    "Instalasi Kebidanan": (
        ("Dokter", "ahli madya", 1), ("Bidan", "ahli pertama", 2), ("Bidan", "mahir", 2), ("Bidan", "terampil", 3)),
    "Instalasi Farmasi": (
        ("Apoteker", "ahli pertama", 2), ("Apoteker", "ahli muda", 1)),
    "Instalasi Penunjang": (
        ("Pranata Laboratorium Kesehatan", "terampil", 3), ("Radiografer", "terampil", 2),
        ("Tenaga Sanitasi Lingkungan", "ahli pertama", 1)),
}
CLINIC: Team = (
    ("Dokter", "ahli pertama", 2), ("Dokter Gigi", "ahli pertama", 1), ("Perawat", "ahli pertama", 2),
    ("Perawat", "terampil", 4), ("Bidan", "ahli pertama", 1), ("Bidan", "terampil", 3), ("Nutrisionis", "terampil", 1),
    ("Tenaga Sanitasi Lingkungan", "terampil", 1), ("Apoteker", "ahli pertama", 1))
PRIMARY: Team = (
    ("Guru Kelas", "ahli pertama", 4), ("Guru Kelas", "ahli muda", 2), ("Guru Penjasorkes", "ahli pertama", 1),
    ("Guru Pendidikan Agama", "ahli pertama", 1))
SECONDARY: Team = (
    ("Guru Matematika", "ahli pertama", 2), ("Guru Bahasa Indonesia", "ahli pertama", 2),
    ("Guru Bahasa Inggris", "ahli pertama", 2), ("Guru IPA", "ahli pertama", 2),
    ("Guru Informatika", "ahli pertama", 1), ("Guru Bahasa Indonesia", "ahli muda", 1))
# fmt: on
HEALTH_STAFFING = {"dalam": 1.0, "tengah": 0.8, "luar": 0.5}
"""Share of the seats of a health centre that is held, by the district's distance from the centre."""
SCHOOL_STAFFING = {"dalam": 1.25, "tengah": 0.85, "luar": 0.55}
"""The same for a school."""
