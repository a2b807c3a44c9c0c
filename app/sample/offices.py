"""The offices of Kota Telaga Sari: what each division is for, hence which families work there."""

from dataclasses import dataclass

CITY = "Kota Telaga Sari"
NEIGHBOUR = "Kabupaten Rawa Indah"


@dataclass(frozen=True, slots=True)
class Division:
    """A division: its main functional family and who else works there (another family, or a kind of staff).

    A `service` division serves citizens at the counter or in the street: more hands, and a minimum staff.
    """

    name: str
    family: str
    second: str
    service: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its secretariat and divisions; `vacant` says that nobody heads it at present."""

    name: str
    kind: str
    head: str
    divisions: tuple[Division, ...]
    vacant: bool = False


def office(name: str, *divisions: Division, kind: str = "dinas", vacant: bool = False) -> Office:
    """An office whose head is called after it."""
    return Office(name, kind, f"Kepala {name}", divisions, vacant)


D = Division

# fmt: off
BUREAUS = (
    D("Bagian Tata Pemerintahan", "Analis Kebijakan", "penelaah"),
    D("Bagian Hukum", "Perancang Peraturan Perundang-undangan", "penelaah"),
    D("Bagian Kesejahteraan Rakyat", "Analis Kebijakan", "pengolah"),
    D("Bagian Perekonomian dan Pembangunan", "Perencana", "penelaah"),
    D("Bagian Pengadaan Barang/Jasa", "Pengelola Pengadaan Barang/Jasa", "Pranata Komputer"),
    D("Bagian Organisasi", "Analis Kebijakan", "Analis SDM Aparatur"),
    D("Bagian Umum", "Arsiparis", "umum"),
    D("Bagian Protokol dan Komunikasi Pimpinan", "Pranata Hubungan Masyarakat", "pengolah"),
)

EDUCATION = office(
    "Dinas Pendidikan dan Kebudayaan",
    D("Bidang Pembinaan Sekolah Dasar", "Analis Kebijakan", "pengolah"),
    D("Bidang Pembinaan Sekolah Menengah Pertama", "Analis Kebijakan", "penelaah"),
    D("Bidang Kebudayaan", "Pamong Budaya", "operator"))

HEALTH = office(
    "Dinas Kesehatan",
    D("Bidang Kesehatan Masyarakat", "Administrator Kesehatan", "Nutrisionis"),
    D("Bidang Pencegahan dan Pengendalian Penyakit", "Epidemiolog Kesehatan", "pengolah"),
    D("Bidang Pelayanan dan Sumber Daya Kesehatan", "Administrator Kesehatan", "Apoteker"))

OFFICES = (
    Office("Sekretariat DPRD", "sekretariat", "Sekretaris DPRD", (
           D("Bagian Persidangan", "Perancang Peraturan Perundang-undangan", "penelaah"),
           D("Bagian Umum dan Keuangan", "Analis Keuangan Pusat dan Daerah", "umum"))),
    Office("Inspektorat", "inspektorat", "Inspektur", (
           D("Inspektorat Pembantu Wilayah I", "Auditor", "Pengawas Penyelenggaraan Urusan Pemerintahan"),
           D("Inspektorat Pembantu Wilayah II", "Auditor", "Pengawas Penyelenggaraan Urusan Pemerintahan"),
           D("Inspektorat Pembantu Investigasi", "Auditor", "pengolah"))),
    EDUCATION,
    HEALTH,
    office("Dinas Pekerjaan Umum dan Penataan Ruang",
           D("Bidang Bina Marga", "Teknik Jalan dan Jembatan", "operator"),
           D("Bidang Sumber Daya Air", "Teknik Pengairan", "operator"),
           D("Bidang Penataan Ruang", "Penata Ruang", "pengolah")),
    office("Dinas Perumahan dan Kawasan Permukiman",
           D("Bidang Perumahan", "Teknik Tata Bangunan dan Perumahan", "pengolah"),
           D("Bidang Kawasan Permukiman", "Teknik Tata Bangunan dan Perumahan", "operator")),
    Office("Satuan Polisi Pamong Praja", "satuan", "Kepala Satuan Polisi Pamong Praja", (
           D("Bidang Ketertiban Umum", "Polisi Pamong Praja", "operator", True),
           D("Bidang Penegakan Peraturan Daerah", "Polisi Pamong Praja", "penelaah"))),
    office("Dinas Pemadam Kebakaran dan Penyelamatan",
           D("Bidang Pemadaman dan Penyelamatan", "Pemadam Kebakaran", "operator", True),
           D("Bidang Pencegahan Kebakaran", "Pemadam Kebakaran", "pengolah")),
    office("Badan Penanggulangan Bencana Daerah",
           D("Bidang Pencegahan dan Kesiapsiagaan", "Penata Penanggulangan Bencana", "pengolah"),
           D("Bidang Kedaruratan dan Logistik", "Penata Penanggulangan Bencana", "operator", True), kind="badan"),
    office("Dinas Sosial",
           D("Bidang Rehabilitasi Sosial", "Pekerja Sosial", "penata"),
           D("Bidang Perlindungan dan Jaminan Sosial", "Pekerja Sosial", "pengolah"), vacant=True),
    office("Dinas Tenaga Kerja",
           D("Bidang Penempatan Tenaga Kerja", "Pengantar Kerja", "penata"),
           D("Bidang Hubungan Industrial", "Pengantar Kerja", "penelaah")),
    office("Dinas Pengendalian Penduduk dan Keluarga Berencana",
           D("Bidang Keluarga Berencana", "Penyuluh Keluarga Berencana", "operator"),
           D("Bidang Pemberdayaan Perempuan dan Pelindungan Anak", "Pekerja Sosial", "penelaah")),
    office("Dinas Ketahanan Pangan dan Pertanian",
           D("Bidang Ketahanan Pangan", "Penyuluh Pertanian", "pengolah"),
           D("Bidang Pertanian", "Penyuluh Pertanian", "operator"),
           D("Bidang Kesehatan Hewan", "Medik Veteriner", "operator")),
    office("Dinas Lingkungan Hidup",
           D("Bidang Tata Lingkungan", "Pengendali Dampak Lingkungan", "penelaah"),
           D("Bidang Pengelolaan Sampah", "Pengendali Dampak Lingkungan", "umum")),
    office("Dinas Kependudukan dan Pencatatan Sipil",
           D("Bidang Pendaftaran Penduduk", "Administrator Database Kependudukan", "operator", True),
           D("Bidang Pencatatan Sipil", "Administrator Database Kependudukan", "penata", True),
           D("Bidang Informasi Kependudukan", "Pranata Komputer", "pengolah")),
    office("Dinas Perhubungan",
           D("Bidang Lalu Lintas", "Analis Kebijakan", "operator"),
           D("Bidang Keselamatan dan Pengujian", "Penguji Kendaraan Bermotor", "operator", True)),
    office("Dinas Komunikasi dan Informatika",
           D("Bidang Aplikasi Informatika", "Pranata Komputer", "pengolah"),
           D("Bidang Infrastruktur dan Persandian", "Pranata Komputer", "Pranata Komputer"),
           D("Bidang Informasi dan Komunikasi Publik", "Pranata Hubungan Masyarakat", "penelaah"),
           D("Bidang Statistik Sektoral", "Statistisi", "pengolah")),
    office("Dinas Koperasi dan Usaha Mikro",
           D("Bidang Koperasi", "Pengembang Kewirausahaan", "penelaah"),
           D("Bidang Usaha Mikro", "Pengembang Kewirausahaan", "pengolah")),
    office("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
           D("Bidang Pelayanan Perizinan", "Penata Kelola Penanaman Modal", "penata", True),
           D("Bidang Promosi dan Pengawasan", "Penata Kelola Penanaman Modal", "Pranata Komputer")),
    office("Dinas Pariwisata, Kepemudaan, dan Olahraga",
           D("Bidang Destinasi dan Promosi Wisata", "Adyatama Kepariwisataan", "pengolah"),
           D("Bidang Kepemudaan dan Olahraga", "Analis Kebijakan", "penelaah"), vacant=True),
    office("Dinas Perpustakaan dan Kearsipan",
           D("Bidang Perpustakaan", "Pustakawan", "operator"),
           D("Bidang Kearsipan", "Arsiparis", "pengolah")),
    office("Dinas Perikanan",
           D("Bidang Perikanan Tangkap", "Penyuluh Perikanan", "operator"),
           D("Bidang Budi Daya Perikanan", "Penyuluh Perikanan", "pengolah")),
    office("Dinas Perdagangan dan Perindustrian",
           D("Bidang Perdagangan", "Pengawas Perdagangan", "pengolah"),
           D("Bidang Perindustrian", "Pengembang Kewirausahaan", "penelaah")),
    office("Badan Perencanaan Pembangunan dan Riset Daerah",
           D("Bidang Perencanaan dan Pengendalian", "Perencana", "Statistisi"),
           D("Bidang Ekonomi dan Sumber Daya Alam", "Perencana", "penelaah"),
           D("Bidang Riset dan Inovasi", "Analis Kebijakan", "pengolah"), kind="badan"),
    office("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
           D("Bidang Mutasi dan Promosi", "Analis SDM Aparatur", "Pranata SDM Aparatur"),
           D("Bidang Pengadaan dan Informasi Kepegawaian", "Analis SDM Aparatur", "Pranata Komputer"),
           D("Bidang Pengembangan Kompetensi dan Kinerja", "Analis SDM Aparatur", "pengolah"), kind="badan"),
    office("Badan Pengelolaan Keuangan dan Aset Daerah",
           D("Bidang Anggaran", "Analis Keuangan Pusat dan Daerah", "pengolah"),
           D("Bidang Perbendaharaan", "Analis Keuangan Pusat dan Daerah", "pengolah"),
           D("Bidang Akuntansi", "Analis Keuangan Pusat dan Daerah", "penelaah"),
           D("Bidang Aset", "Penilai Pemerintah", "pengolah"), kind="badan"),
    office("Badan Pendapatan Daerah",
           D("Bidang Pendataan dan Penetapan", "Penilai Pemerintah", "operator"),
           D("Bidang Penagihan", "Analis Keuangan Pusat dan Daerah", "operator"), kind="badan"),
    office("Badan Kesatuan Bangsa dan Politik",
           D("Bidang Ideologi dan Kewaspadaan", "Analis Kebijakan", "penelaah"),
           D("Bidang Politik dan Organisasi Masyarakat", "Analis Kebijakan", "pengolah"), kind="badan"),
)

DISTRICTS = {
    "Telaga Kota": ("dalam", ("Pasar Lama", "Kampung Tengah", "Alun-Alun Sari", "Kauman Baru")),
    "Sari Mulya": ("dalam", ("Sari Mulya", "Randu Asri", "Melati Indah")),
    "Kebon Randu": ("dalam", ("Kebon Randu", "Cempaka Wangi", "Sumber Bening")),
    "Bukit Pinang": ("tengah", ("Bukit Pinang", "Pinang Sebatang", "Lereng Hijau")),
    "Rawa Cempaka": ("tengah", ("Rawa Cempaka", "Rawa Kuning", "Parit Baru")),
    "Telaga Hulu": ("luar", ("Telaga Hulu", "Batu Putih Hulu", "Sungai Rindu")),
    "Tanjung Awan": ("luar", ("Tanjung Awan", "Karang Layar")),
    "Muara Saga": ("luar", ("Muara Saga", "Pulau Lengkuas", "Kuala Saga")),
}
"""District: how far it lies from the centre, and its villages (kelurahan)."""
# fmt: on
