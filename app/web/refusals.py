"""What pages refuse by themselves, and the words in which a page tells any refusal."""

from __future__ import annotations

from workflow import errors
from workflow.errors import CannotWork, Conflict, MutasiError, Refused
from workflow.process import VERBS


class ReadOnly(Refused):
    id = "Halaman ini hanya dapat dibaca: basis data ini bukan basis data latihan, dan masuk dengan akun belum tersedia. Ambil langkah dengan `mutasi step`."
    en = "These pages are read-only: this is not a rehearsal database, and there is no login yet. Take the step with `mutasi step`."


class NoAccount(Refused):
    id = "Pilih dahulu akun untuk bertindak, di bagian atas halaman."
    en = "First choose the account to act as, at the top of the page."


class ForeignRequest(Refused):
    id = "Permintaan ini tidak dikirim dari halaman kami sendiri, sehingga ditolak. Buka halamannya, lalu ulangi dari sana."
    en = "This request was not sent from one of our own pages, and is refused. Open the page and repeat from there."


class FormTooLarge(Refused):
    id = "Isian melebihi {limit} byte, atau ukurannya tidak disebut. Persingkat isinya, lalu kirim lagi."
    en = "The form is larger than {limit} bytes, or does not say how large it is. Shorten it, then send it again."


class Incomplete(Refused):
    id = "Isian ini tidak lengkap. Buka kembali halaman usulan, lalu ulangi dari sana."
    en = "This form is not complete. Open the proposal's page again and repeat from there."


class AccountChanged(Conflict):
    id = "Halaman ini dibuka sebagai {opened}, sedangkan sekarang Anda bertindak sebagai {account}. Periksa akunnya, lalu kirim lagi."
    en = "This page was opened as {opened}, but you now act as {account}. Check the account, then send it again."


class TooManyPreviews(CannotWork):
    id = "Terlalu banyak konsep sedang digambar. Tunggu sebentar, lalu buka lagi konsepnya."
    en = "Too many drafts are being drawn. Wait a moment, then open the draft again."


class NoSuchPage(Refused):
    id = "Halaman ini tidak ada. Periksa alamatnya, atau mulai dari kotak kerja."
    en = "There is no such page. Check the address, or start at the worklist."


class UnknownCode(Refused):
    id = "Kode verifikasi {code} tidak dikenal. Periksa hurufnya; kode terdiri atas dua belas huruf dan angka."
    en = "The verification code {code} is not known. Check its letters; a code has twelve letters and digits."


class NoFile(Refused):
    id = "Belum ada berkas yang dipilih, atau berkasnya kosong. Pilih berkas PDF-nya, lalu periksa lagi."
    en = "No file was chosen, or it is empty. Choose the PDF file and check again."


class UploadTooLarge(Refused):
    id = "Berkas ini lebih besar dari {limit} MB, atau ukurannya tidak disebut. Pilih berkas PDF keputusan yang asli; ukurannya jauh lebih kecil."
    en = "This file is larger than {limit} MB, or does not say how large it is. Choose the original PDF of the decree, which is far smaller."


class PublicHost(CannotWork):
    id = "Halaman hanya boleh dilayani pada komputer ini sendiri, bukan pada {host}, karena masuk dengan akun belum tersedia. Pakai --host 127.0.0.1."
    en = "The pages may be served on this machine only, not on {host}, because there is no login yet. Use --host 127.0.0.1."


class PortTaken(CannotWork):
    id = "Alamat {host}:{port} tidak dapat dipakai: {problem}. Pilih porta lain dengan --port."
    en = "The address {host}:{port} cannot be used: {problem}. Choose another port with --port."


class AlreadyServed(Conflict):
    id = "Basis data {file} sudah dilayani oleh proses lain. Buka halaman yang sudah berjalan, atau hentikan dahulu proses itu."
    en = "The database {file} is being served by another process already. Open the pages that run, or stop that process first."


NOT_FOUND = (
    *(errors.UnknownProposal, errors.UnknownAccount, errors.UnknownDecree, errors.UnknownVerb),
    *(UnknownCode, NoSuchPage),
)
"""What a page answers with 404."""

FORBIDDEN = (ReadOnly, NoAccount, ForeignRequest)
"""What a page answers with 403."""

ON_PAGES: dict[type[MutasiError], str] = {
    errors.UnknownProposal: "Usulan {proposal} tidak ada. Cari usulannya di kotak kerja.",
    errors.UnknownAccount: "Akun {account} tidak ada. Pilih akun lain.",
    errors.UnknownDecree: "Tidak ada keputusan bernomor {number}. Cari nomornya di register.",
    errors.NoteRequired: "Langkah ini memerlukan alasan. Tuliskan alasannya.",
    errors.RoleMissing: "Langkah ini hanya untuk: {roles}.",
}
"""Sentences that on a page give another remedy than on the command line."""


def status_of(problem: MutasiError) -> int:
    """The HTTP status of a problem."""
    if isinstance(problem, NOT_FOUND):
        return 404
    if isinstance(problem, FORBIDDEN):
        return 403
    if isinstance(problem, Conflict):
        return 409
    if isinstance(problem, CannotWork):
        return 503
    return 422 if isinstance(problem, Refused) else 500


def sentence(problem: MutasiError) -> str:
    """The sentence of a problem, with the verbs in the words of their buttons."""
    pattern = ON_PAGES.get(type(problem), problem.id)
    if not pattern:
        return problem.sentence()
    words = dict(problem.words)
    if "verb" in words:
        words["verb"] = f"“{_verb(words['verb'])}”"
    if "verbs" in words:
        words["verbs"] = ", ".join(_verb(name) for name in str(words["verbs"]).split(", "))
    return pattern.format(**words)


def _verb(name: object) -> str:
    return VERBS[str(name)].id if name in VERBS else str(name)
