"""The functional families (jabatan fungsional) of the city: field of study, technical competence, measured tasks."""

from dataclasses import dataclass

Work = tuple[str, str, int]
"""A task: what is done, the period its volume is counted in, minutes for one."""


@dataclass(frozen=True, slots=True)
class Family:
    """One functional family; `expert` is the education its experts (ahli) need."""

    fields: tuple[str, ...]
    competence: str
    tasks: tuple[Work, ...]
    expert: str = "S-1"


def family(fields: str, competence: str, *tasks: Work, expert: str = "S-1") -> Family:
    """A row of the table; the fields of study come in one text with `;` between."""
    return Family(tuple(fields.split(";")), competence, tasks, expert)


def teacher(fields: str, subject: str) -> Family:
    """A family of teachers, whose work differs by subject only."""
    return family(
        fields,
        "Pembelajaran",
        (f"Melaksanakan pembelajaran {subject}", "minggu", 40),
        ("Menyusun perangkat ajar", "bulan", 90),
        ("Menilai hasil belajar murid", "bulan", 15),
    )


# fmt: off
FAMILIES = {
    # Government, planning, money
    "Analis Kebijakan": family(
        "Administrasi Negara;Ilmu Pemerintahan;Ilmu Hukum", "Analisis Kebijakan",
        ("Menyusun telaahan kebijakan", "bulan", 600), ("Mengolah masukan pemangku kepentingan", "bulan", 120),
        ("Menyusun laporan pelaksanaan kebijakan", "tahun", 900)),
    "Perencana": family(
        "Perencanaan Wilayah dan Kota;Ekonomi Pembangunan;Administrasi Negara", "Perencanaan Pembangunan",
        ("Menyusun rancangan rencana kerja", "bulan", 480), ("Mengendalikan capaian program", "bulan", 150),
        ("Menyelenggarakan musyawarah perencanaan", "tahun", 1200)),
    "Analis Keuangan Pusat dan Daerah": family(
        "Akuntansi;Ekonomi Pembangunan;Manajemen", "Pengelolaan Keuangan Daerah",
        ("Menganalisis rencana kerja dan anggaran", "bulan", 240), ("Menguji berkas pencairan dana", "hari", 20),
        ("Menyusun laporan keuangan", "bulan", 600)),
    "Penilai Pemerintah": family(
        "Akuntansi;Manajemen;Teknik Sipil", "Penilaian Aset",
        ("Menilai objek pajak daerah", "minggu", 120), ("Memutakhirkan basis data nilai tanah", "bulan", 180),
        ("Menyusun laporan penilaian", "bulan", 240)),
    "Auditor": family(
        "Akuntansi;Manajemen;Ilmu Hukum;Teknik Sipil", "Audit Intern",
        ("Melaksanakan audit kinerja dan kepatuhan", "tahun", 3600), ("Menelaah tindak lanjut temuan", "bulan", 180),
        ("Mereviu laporan keuangan perangkat daerah", "tahun", 1500)),
    "Pengawas Penyelenggaraan Urusan Pemerintahan": family(
        "Ilmu Pemerintahan;Ilmu Hukum;Administrasi Negara", "Audit Intern",
        ("Mengawasi urusan pemerintahan", "tahun", 3000), ("Menangani pengaduan masyarakat", "bulan", 300),
        ("Menyusun laporan hasil pengawasan", "bulan", 360)),
    "Pengelola Pengadaan Barang/Jasa": family(
        "Teknik Sipil;Manajemen;Akuntansi;Ilmu Hukum", "Pengadaan Barang/Jasa",
        ("Memproses pemilihan penyedia", "bulan", 420), ("Mereviu dokumen persiapan pengadaan", "minggu", 90),
        ("Mengevaluasi kinerja penyedia", "bulan", 120)),
    "Perancang Peraturan Perundang-undangan": family(
        "Ilmu Hukum", "Perancangan Peraturan",
        ("Menyusun rancangan peraturan wali kota", "bulan", 1200), ("Mengharmonisasi rancangan", "bulan", 300),
        ("Memberikan pertimbangan hukum", "minggu", 60)),
    # People, records, information
    "Analis SDM Aparatur": family(
        "Manajemen;Administrasi Negara;Psikologi;Ilmu Hukum", "Manajemen ASN",
        ("Menganalisis kebutuhan pegawai", "bulan", 420), ("Memeriksa usul layanan kepegawaian", "minggu", 25),
        ("Menyusun peta kompetensi pegawai", "bulan", 300)),
    "Pranata SDM Aparatur": family(
        "Manajemen;Administrasi Negara", "Manajemen ASN",
        ("Memproses usul layanan kepegawaian", "hari", 15), ("Memutakhirkan data pegawai", "hari", 6),
        ("Menyusun daftar penjagaan pensiun", "bulan", 120)),
    "Arsiparis": family(
        "Kearsipan;Ilmu Perpustakaan;Administrasi Negara", "Pengelolaan Arsip",
        ("Memberkaskan arsip aktif", "hari", 12), ("Menata arsip inaktif", "minggu", 90),
        ("Menilai arsip usul musnah", "tahun", 1500)),
    "Pustakawan": family(
        "Ilmu Perpustakaan", "Pengelolaan Perpustakaan",
        ("Melayani pemustaka", "hari", 10), ("Mengolah bahan perpustakaan", "minggu", 25),
        ("Menyelenggarakan kelas literasi", "bulan", 240)),
    "Pranata Hubungan Masyarakat": family(
        "Ilmu Komunikasi;Jurnalistik", "Komunikasi Publik",
        ("Menyusun siaran informasi", "minggu", 120), ("Menjawab pertanyaan dan aduan warga", "hari", 15),
        ("Menganalisis isu media", "minggu", 90)),
    "Pranata Komputer": family(
        "Teknik Informatika;Sistem Informasi;Ilmu Komputer", "Tata Kelola TIK",
        ("Mengembangkan layanan digital", "bulan", 900), ("Menangani gangguan sistem", "hari", 30),
        ("Memelihara basis data dan jaringan", "minggu", 120)),
    "Statistisi": family(
        "Statistika;Matematika;Ekonomi Pembangunan", "Pengolahan Statistik",
        ("Mengolah data sektoral", "bulan", 300), ("Menyusun publikasi statistik", "tahun", 2400),
        ("Memeriksa mutu data perangkat daerah", "bulan", 120)),
    "Administrator Database Kependudukan": family(
        "Teknik Informatika;Sistem Informasi;Administrasi Negara", "Administrasi Kependudukan",
        ("Memutakhirkan basis data kependudukan", "hari", 8), ("Menerbitkan kutipan akta", "hari", 12),
        ("Menangani data ganda dan anomali", "minggu", 45)),
    # Health
    "Dokter": family(
        "Kedokteran", "Pelayanan Medik",
        ("Memeriksa dan mengobati pasien", "hari", 12), ("Melakukan tindakan medik", "hari", 25),
        ("Memberikan penyuluhan kesehatan", "bulan", 120), expert="Profesi"),
    "Dokter Gigi": family(
        "Kedokteran Gigi", "Pelayanan Medik Gigi",
        ("Memeriksa dan merawat gigi pasien", "hari", 20), ("Memeriksa gigi murid sekolah", "bulan", 150),
        ("Menyusun laporan kesehatan gigi", "bulan", 120), expert="Profesi"),
    "Perawat": family(
        "Keperawatan", "Asuhan Keperawatan",
        ("Memberikan asuhan keperawatan", "hari", 20), ("Mengunjungi keluarga binaan", "minggu", 60),
        ("Mencatat dan melaporkan pelayanan", "bulan", 10), expert="Profesi"),
    "Bidan": family(
        "Kebidanan", "Asuhan Kebidanan",
        ("Memberikan asuhan ibu hamil dan bersalin", "minggu", 45), ("Memeriksa bayi dan balita", "minggu", 20),
        ("Membina posyandu", "bulan", 180), expert="Profesi"),
    "Nutrisionis": family(
        "Gizi", "Pelayanan Gizi",
        ("Memberikan konseling gizi", "minggu", 30), ("Memantau pertumbuhan balita", "bulan", 15),
        ("Menyusun laporan status gizi", "bulan", 180)),
    "Tenaga Sanitasi Lingkungan": family(
        "Kesehatan Lingkungan;Kesehatan Masyarakat", "Penyehatan Lingkungan",
        ("Memeriksa sanitasi tempat umum", "minggu", 90), ("Mengambil contoh air minum", "bulan", 60),
        ("Memicu perilaku hidup bersih", "bulan", 180)),
    "Apoteker": family(
        "Farmasi", "Pelayanan Kefarmasian",
        ("Mengkaji dan menyerahkan resep", "hari", 6), ("Memberikan konseling obat", "hari", 12),
        ("Mengendalikan persediaan obat", "bulan", 300), expert="Profesi"),
    "Pranata Laboratorium Kesehatan": family(
        "Analis Kesehatan", "Pemeriksaan Laboratorium",
        ("Memeriksa spesimen", "hari", 12), ("Menjamin mutu pemeriksaan", "minggu", 60),
        ("Merawat alat laboratorium", "bulan", 120)),
    "Radiografer": family(
        "Radiologi", "Pemeriksaan Radiologi",
        ("Melakukan pemeriksaan radiologi", "hari", 25), ("Menjaga keselamatan radiasi", "minggu", 60),
        ("Merawat alat radiologi", "bulan", 120)),
    "Epidemiolog Kesehatan": family(
        "Kesehatan Masyarakat", "Surveilans Kesehatan",
        ("Menyelidiki kejadian penyakit", "bulan", 480), ("Mengolah data surveilans", "minggu", 120),
        ("Menyusun rekomendasi penanggulangan", "bulan", 240)),
    "Administrator Kesehatan": family(
        "Kesehatan Masyarakat;Administrasi Kesehatan", "Manajemen Kesehatan",
        ("Menyusun rencana pelayanan kesehatan", "bulan", 480), ("Memeriksa mutu fasilitas kesehatan", "bulan", 300),
        ("Mengolah klaim jaminan kesehatan", "hari", 10)),
    # Schools
    "Guru Kelas": teacher("Pendidikan Guru Sekolah Dasar", "kelas"),
    "Guru Penjasorkes": teacher("Pendidikan Jasmani", "pendidikan jasmani"),
    "Guru Pendidikan Agama": teacher("Pendidikan Agama", "pendidikan agama"),
    "Guru Matematika": teacher("Pendidikan Matematika;Matematika", "matematika"),
    "Guru Bahasa Indonesia": teacher("Pendidikan Bahasa Indonesia", "bahasa Indonesia"),
    "Guru Bahasa Inggris": teacher("Pendidikan Bahasa Inggris", "bahasa Inggris"),
    "Guru IPA": teacher("Pendidikan IPA;Pendidikan Biologi;Pendidikan Fisika", "IPA"),
    "Guru Informatika": teacher("Pendidikan Informatika;Teknik Informatika", "informatika"),
    # Works, environment, order
    "Teknik Jalan dan Jembatan": family(
        "Teknik Sipil", "Teknik Sipil",
        ("Merencanakan teknis jalan dan jembatan", "bulan", 900), ("Mengawasi pekerjaan lapangan", "minggu", 180),
        ("Memeriksa kondisi jalan", "minggu", 90)),
    "Teknik Pengairan": family(
        "Teknik Sipil;Teknik Pengairan", "Teknik Sipil",
        ("Merencanakan teknis drainase dan irigasi", "bulan", 900), ("Memantau muka air dan pintu air", "hari", 30),
        ("Mengawasi pekerjaan lapangan", "minggu", 180)),
    "Penata Ruang": family(
        "Perencanaan Wilayah dan Kota;Arsitektur", "Penataan Ruang",
        ("Memeriksa kesesuaian pemanfaatan ruang", "minggu", 90), ("Menyusun rencana rinci tata ruang", "bulan", 900),
        ("Menertibkan pelanggaran ruang", "bulan", 240)),
    "Teknik Tata Bangunan dan Perumahan": family(
        "Arsitektur;Teknik Sipil", "Tata Bangunan",
        ("Memeriksa permohonan persetujuan bangunan", "minggu", 120), ("Menilai rumah tidak layak huni", "minggu", 60),
        ("Mengawasi pekerjaan lapangan", "minggu", 180)),
    "Pengendali Dampak Lingkungan": family(
        "Teknik Lingkungan;Biologi;Kimia", "Pengendalian Lingkungan",
        ("Memeriksa dokumen lingkungan", "minggu", 180), ("Memantau mutu air dan udara", "minggu", 120),
        ("Menangani pengaduan pencemaran", "bulan", 240)),
    "Penguji Kendaraan Bermotor": family(
        "Teknik Mesin;Transportasi Darat", "Pengujian Kendaraan",
        ("Menguji kendaraan", "hari", 25), ("Merawat alat uji", "minggu", 90), ("Menyusun laporan uji", "bulan", 120)),
    "Polisi Pamong Praja": family(
        "Ilmu Pemerintahan;Ilmu Hukum;Administrasi Negara", "Ketertiban Umum",
        ("Berpatroli ketertiban umum", "minggu", 180), ("Menertibkan pelanggaran peraturan daerah", "bulan", 300),
        ("Menjaga tempat dan kegiatan pemerintah", "hari", 60)),
    "Pemadam Kebakaran": family(
        "Teknik Mesin;Keselamatan Kerja", "Penanggulangan Kebakaran",
        ("Bersiaga di pos pemadam", "hari", 60), ("Memadamkan dan menyelamatkan", "bulan", 180),
        ("Memeriksa proteksi kebakaran gedung", "minggu", 90)),
    "Penata Penanggulangan Bencana": family(
        "Geografi;Teknik Lingkungan;Administrasi Negara", "Penanggulangan Bencana",
        ("Menyusun kajian risiko bencana", "bulan", 600), ("Melatih warga siaga bencana", "bulan", 300),
        ("Mengendalikan operasi tanggap darurat", "minggu", 120)),
    # Society and economy
    "Pekerja Sosial": family(
        "Kesejahteraan Sosial;Sosiologi;Psikologi", "Pelayanan Sosial",
        ("Mendampingi keluarga rentan", "minggu", 60), ("Memeriksa data penerima bantuan", "minggu", 20),
        ("Menangani laporan kekerasan dan penelantaran", "bulan", 240)),
    "Penyuluh Keluarga Berencana": family(
        "Kesehatan Masyarakat;Kesejahteraan Sosial;Sosiologi", "Penyuluhan",
        ("Menyuluh keluarga", "minggu", 60), ("Membina kampung keluarga", "bulan", 240),
        ("Mendata keluarga", "bulan", 15)),
    "Pengantar Kerja": family(
        "Psikologi;Manajemen;Ilmu Hukum", "Pelayanan Ketenagakerjaan",
        ("Mempertemukan pencari kerja dan lowongan", "hari", 20), ("Menengahi perselisihan kerja", "bulan", 300),
        ("Menyelenggarakan bursa kerja", "tahun", 2400)),
    "Penyuluh Pertanian": family(
        "Agribisnis;Agroteknologi", "Penyuluhan",
        ("Mendampingi kelompok tani", "minggu", 90), ("Menyusun programa penyuluhan", "bulan", 240),
        ("Memantau pangan dan harga", "minggu", 60)),
    "Penyuluh Perikanan": family(
        "Perikanan;Ilmu Kelautan", "Penyuluhan",
        ("Mendampingi kelompok pembudi daya", "minggu", 90), ("Memeriksa mutu hasil perikanan", "minggu", 60),
        ("Menyusun programa penyuluhan", "bulan", 240)),
    "Medik Veteriner": family(
        "Kedokteran Hewan", "Kesehatan Hewan",
        ("Memeriksa dan mengobati hewan", "minggu", 45), ("Memeriksa hewan potong", "hari", 20),
        ("Menyusun laporan penyakit hewan", "bulan", 180), expert="Profesi"),
    "Penata Kelola Penanaman Modal": family(
        "Manajemen;Ekonomi Pembangunan;Ilmu Hukum", "Pelayanan Perizinan",
        ("Memeriksa permohonan izin", "hari", 25), ("Mengawasi pelaksanaan izin", "minggu", 120),
        ("Mempromosikan peluang usaha", "bulan", 300)),
    "Pengembang Kewirausahaan": family(
        "Manajemen;Ekonomi Pembangunan;Agribisnis", "Pembinaan Usaha",
        ("Mendampingi usaha mikro dan koperasi", "minggu", 90), ("Menilai kesehatan koperasi", "bulan", 300),
        ("Menyelenggarakan pelatihan usaha", "bulan", 480)),
    "Pengawas Perdagangan": family(
        "Manajemen;Ekonomi Pembangunan;Teknik Industri", "Pengawasan Perdagangan",
        ("Mengawasi barang beredar", "minggu", 120), ("Menera ulang alat ukur", "hari", 15),
        ("Memantau harga pasar", "hari", 20)),
    "Adyatama Kepariwisataan": family(
        "Pariwisata;Ilmu Komunikasi;Manajemen", "Pengembangan Wisata",
        ("Membina desa dan usaha wisata", "minggu", 120), ("Menyusun agenda dan promosi wisata", "bulan", 480),
        ("Mengolah data kunjungan", "bulan", 180)),
    "Pamong Budaya": family(
        "Sejarah;Antropologi;Seni", "Pelestarian Budaya",
        ("Mendata cagar budaya", "minggu", 120), ("Membina sanggar dan pelaku budaya", "bulan", 240),
        ("Menyelenggarakan pergelaran", "tahun", 2400)),
}
# fmt: on
