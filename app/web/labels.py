"""What the fields of a verb's data are called on pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A field's label, and a hint where the label does not say enough."""

    label: str
    hint: str = ""


LABELS: dict[str, Words] = {
    "Assess.team": Words("Tim penilai", "Sekurangnya satu pejabat, satu unsur ASN dan satu tenaga ahli SDM."),
    "Assess.recommendation": Words("Rekomendasi tim"),
    "Assess.considerations": Words("Pertimbangan"),
    "Assess.interest": Words("Kepentingan yang dinyatakan", "Isi bila ada anggota yang menyatakan kepentingan."),
    "Socialize.date": Words("Tanggal sosialisasi"),
    "Socialize.method": Words("Cara penyampaian", "Misalnya tatap muka atau rapat daring."),
    "Socialize.participants": Words("Peserta", "Satu nama pada setiap baris."),
    "Socialize.reasons": Words("Alasan mutasi yang disampaikan"),
    "Socialize.invited": Words("Tanggal undangan"),
    "Socialize.response": Words(
        "Tanggapan pegawai", "Tidak menanggapi hanya dapat dicatat setelah masa jawaban lewat."
    ),
    "Socialize.response_note": Words("Isi tanggapan"),
    "Socialize.answer": Words("Jawaban atas tanggapan", "Wajib bila pegawai tidak sekadar menerima."),
    "OthersLetter.letter": Words("Surat"),
    "OthersLetter.post": Words("Kode jabatan yang disebut surat", "Harus sama dengan jabatan tujuan usulan ini."),
    "Approve.tmt": Words("Terhitung mulai tanggal (TMT)", "Sesudah tanggal keputusan."),
    "Approve.interest": Words("Kepentingan yang dinyatakan", "Isi bila ada pejabat yang menyatakan kepentingan."),
    "Approve.letter": Words(
        "Keputusan pemindahan", "Wajib bagi mutasi antarinstansi: keputusan pejabat yang berwenang memindahkan."
    ),
    "Implement.spmt": Words("Surat pernyataan melaksanakan tugas (SPMT)"),
    "Implement.handover": Words("Berita acara serah terima (BAST)", "Kosongkan bila tidak ada."),
    "Implement.oath": Words("Berita acara sumpah jabatan", "Kosongkan bila tidak ada."),
    "Implement.started": Words("Mulai melaksanakan tugas"),
    "Correct.finding": Words("Temuan"),
    "Correct.step": Words("Tindakan perbaikan"),
    "Correct.owner": Words("Penanggung jawab"),
    "Correct.due": Words("Batas waktu"),
    "Conclude.reviews": Words("Hasil pemantauan", "Satu isian untuk setiap pemantauan."),
    "Conclude.conclusion": Words("Kesimpulan"),
    "Annul.returns_to": Words(
        "Kode jabatan tempat kembali", "Hanya bila mutasi sudah berlaku; kosong berarti jabatan semula."
    ),
    "Letter.number": Words("Nomor"),
    "Letter.date": Words("Tanggal"),
    "Member.name": Words("Nama"),
    "Member.nip": Words("NIP, bila ada"),
    "Member.capacity": Words("Kedudukan"),
    "Member.present": Words("Kehadiran", "Kosong berarti hadir."),
    "Interest.name": Words("Nama"),
    "Interest.relation": Words("Hubungan"),
    "Interest.nip": Words("NIP"),
    "Review.date": Words("Tanggal"),
    "Review.person": Words("Keadaan pegawai"),
    "Review.unit": Words("Keadaan unit penerima"),
    "Review.origin_unit": Words("Keadaan unit asal"),
    "Review.adverse": Words("Ada dampak merugikan"),
    "Review.measure": Words("Ukuran kinerja"),
    "Review.step": Words("Tindakan perbaikan"),
    "Review.owner": Words("Penanggung jawab"),
    "Review.due": Words("Batas waktu"),
    "Measure.name": Words("Nama ukuran"),
    "Measure.before": Words("Sebelum"),
    "Measure.after": Words("Sesudah"),
}
"""`Model.field` of workflow.data → its words."""

CHOICES: dict[str, dict[str, str]] = {
    "Member.capacity": {"official": "Pejabat", "asn": "Unsur ASN", "expert": "Tenaga ahli SDM"},
    "Member.present": {"true": "Hadir", "false": "Tidak hadir"},
    "Assess.recommendation": {"recommend": "Direkomendasikan", "not_recommend": "Tidak direkomendasikan"},
    "Socialize.response": {
        "accepts": "Menerima",
        "accepts_with_note": "Menerima dengan catatan",
        "objects": "Berkeberatan",
        "silent": "Tidak menanggapi",
    },
    "Review.adverse": {"false": "Tidak", "true": "Ya"},
}
"""`Model.field` → each value that may be chosen, with its words."""

ROWS = {"Assess.team": 4, "Conclude.reviews": 1}
"""`Model.field` of a list → how many rows are shown at first; one where nothing is said."""

PRESET = {"Assess.team": tuple({"capacity": capacity} for capacity in ("official", "asn", "expert"))}
"""`Model.field` of a list → what is chosen beforehand in its first rows."""
