"""One family of errors; the class is the sentence.

Every class carries its sentence in Indonesian (`id`) and English (`en`), with named gaps that the
raiser fills. Exit codes and HTTP statuses are decided at the faces by the five branches below.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol


class Found(Protocol):
    """A finding, as far as those who are told of a refusal need it."""

    @property
    def rule(self) -> str: ...
    @property
    def law(self) -> str: ...
    @property
    def id(self) -> str: ...
    def as_json(self, language: str = "id") -> dict[str, Any]: ...


class MutasiError(Exception):
    """The root of the family.

    Attributes:
        words: what fills the gaps of the sentence.
    """

    id: ClassVar[str] = ""
    en: ClassVar[str] = ""

    def __init__(self, **words: object) -> None:
        super().__init__()
        self.words = words

    def sentence(self, language: str = "id") -> str:
        """The sentence for the person who meets the error, in `id` or `en`."""
        pattern = self.en if language == "en" else self.id
        return pattern.format(**self.words)

    def __str__(self) -> str:
        return self.sentence("en")


class Refused(MutasiError):
    """The request is understood and not granted: refused, invalid or incomplete."""


class Conflict(MutasiError):
    """Someone else stepped, or is stepping, or holds the lock."""


class Integrity(MutasiError):
    """What is stored is not what was stored."""


class CannotWork(MutasiError):
    """The machine's fault: nothing was changed."""


# Refused: unknown things


class UnknownProposal(Refused):
    id = "Usulan {proposal} tidak ada. Lihat daftar usulan dengan `mutasi list`."
    en = "There is no proposal {proposal}. See the proposals with `mutasi list`."


class UnknownAccount(Refused):
    id = "Akun {account} tidak ada. Buat dengan `mutasi account add {account} --role …`."
    en = "There is no account {account}. Create it with `mutasi account add {account} --role …`."


class UnknownVerb(Refused):
    id = "Langkah {verb} tidak ada dalam tabel proses. Langkah yang ada: {verbs}."
    en = "The process table has no verb {verb}. The verbs are: {verbs}."


class UnknownPerson(Refused):
    id = "Tidak ada pegawai dengan NIP {nip}. Periksa angkanya, atau masukkan datanya dengan `mutasi import`."
    en = "There is no employee with NIP {nip}. Check the digits, or take in the data with `mutasi import`."


class UnknownPost(Refused):
    id = "Tidak ada jabatan dengan kode {post}. Periksa kodenya, atau masukkan datanya dengan `mutasi import`."
    en = "There is no post with code {post}. Check the code, or take in the data with `mutasi import`."


class UnknownUnit(Refused):
    id = "Tidak ada unit dengan kode {unit}. Periksa kodenya, atau masukkan datanya dengan `mutasi import`."
    en = "There is no unit with code {unit}. Check the code, or take in the data with `mutasi import`."


class UnknownDecree(Refused):
    id = "Tidak ada keputusan bernomor {number}. Lihat semua nomor dengan `mutasi register`."
    en = "There is no decree with number {number}. See all numbers with `mutasi register`."


# Refused: bad input


class InvalidField(Refused):
    """A field of the request has a value that cannot be used.

    `problem` and `problem_en` say what is wrong and what to do.
    """

    id = "{field}: {problem}"
    en = "{field}: {problem_en}"


class InvalidData(Refused):
    """Several fields are wrong at once; each has its own sentence."""

    def __init__(self, problems: Iterable[InvalidField]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def sentence(self, language: str = "id") -> str:
        return "\n".join(problem.sentence(language) for problem in self.problems)


class NotText(Refused):
    id = "{value} bukan teks UTF-8. Ketik ulang, atau periksa pengkodean terminal."
    en = "{value} is not UTF-8 text. Type it again, or check the encoding of the terminal."


class NoteRequired(Refused):
    id = "Langkah {verb} memerlukan alasan. Tuliskan alasannya dengan --note."
    en = "The verb {verb} needs a reason. Give it with --note."


class KindRefused(Refused):
    id = "Mutasi jenis {kind} belum dapat diproses karena ketentuan hukumnya belum diketahui. Tangani di luar sistem ini."
    en = "Transfers of the kind {kind} cannot be processed: the law that governs them is not known yet. Handle it outside this system."


class AlreadyThere(Refused):
    id = "{name} sudah menduduki jabatan {post}. Pilih jabatan lain."
    en = "{name} already holds the post {post}. Choose another post."


class TooLarge(Refused):
    id = "{what} berukuran {size} byte, melebihi batas {limit} byte. Perkecil berkasnya."
    en = "{what} has {size} bytes, more than the limit of {limit} bytes. Make the file smaller."


class AlreadyExists(Refused):
    id = "{what} {name} sudah ada. Pilih nama lain."
    en = "{what_en} {name} exists already. Choose another name."


class RehearsalOnly(Refused):
    id = "{what} hanya dapat dipakai pada basis data latihan, dan basis data ini bukan. Pakai basis data lain, misalnya MUTASI_HOME=./latihan dengan `mutasi init --rehearsal`."
    en = "{what} works only on a rehearsal database, and this is not one. Use another database, for example MUTASI_HOME=./rehearsal with `mutasi init --rehearsal`."


class NotADraft(Refused):
    id = "Usulan {proposal} sudah diajukan ({state}); hanya konsep yang dapat dihapus. Tarik usulannya dengan langkah withdraw."
    en = "Proposal {proposal} has been submitted ({state_en}); only a draft can be discarded. Withdraw it with the verb withdraw."


class NumberTaken(Refused):
    id = "Konsep usulan {proposal} pernah mendapat nomor yang batal, sehingga tetap tercatat. Ajukan lalu tarik usulannya."
    en = "Draft {proposal} once had a number, which is void, so it stays on record. Submit it and withdraw it."


class OtherData(Refused):
    id = "Basis data latihan ini sudah berisi data lain. Pakai folder lain, misalnya MUTASI_HOME=./contoh."
    en = "This rehearsal database already holds other data. Use another folder, for example MUTASI_HOME=./sample."


class NotYourAccount(Refused):
    id = "Pengguna sistem operasi {os_user} tidak terikat pada akun {account}. Ikat dengan `mutasi account bind {account} --os-user {os_user}`, atau pakai akun Anda sendiri."
    en = "The operating-system user {os_user} is not bound to the account {account}. Bind it with `mutasi account bind {account} --os-user {os_user}`, or use your own account."


class RoleMissing(Refused):
    id = "Akun {account} tidak berhak {act}. Hak itu dimiliki oleh: {roles}."
    en = "The account {account} may not {act_en}. That is for: {roles_en}."


class Closed(Refused):
    id = "Usulan {proposal} sudah berakhir ({state}); berkasnya tidak dapat diubah lagi."
    en = "The proposal {proposal} has ended ({state}); its file can no longer be changed."


# Refused: a step


class NoSuchStep(Refused):
    id = (
        "Usulan {proposal} berada pada tahap {state}; langkah {verb} tidak ada di tahap itu. Langkah yang ada: {verbs}."
    )
    en = "The proposal {proposal} is in {state_en}; the verb {verb} does not leave from there. Verbs from there: {verbs}."


class StepRefused(Refused):
    """Rules or authority stand against the step; the reasons are sentences."""

    def __init__(self, reasons: Iterable[tuple[str, str]], findings: tuple[Found, ...] = ()) -> None:
        super().__init__()
        self.reasons = tuple(reasons)
        self.findings = findings

    def sentence(self, language: str = "id") -> str:
        return "\n".join(en if language == "en" else id_ for id_, en in self.reasons)


class KeyReused(Refused):
    id = "Kunci {key} sudah dipakai untuk permintaan yang isinya lain. Pakai kunci baru."
    en = "The key {key} was used for a request with other content. Use a new key."


class DrawingFailed(Refused):
    """The decree could not be drawn; `problem` says why."""

    id = "Keputusan tidak dapat dicetak: {problem} Nomornya dibatalkan dengan alasan ini."
    en = "The decree could not be drawn: {problem_en} Its number is void for this reason."


class Interrupted(Refused):
    id = "Dihentikan sebelum langkahnya dimulai. Ulangi bila masih diperlukan."
    en = "Stopped before the step began. Repeat it if it is still wanted."


# Conflict


class Stepping(Conflict):
    id = "{actor} sedang mengambil langkah {verb} atas usulan {proposal} sejak {since}. Tunggu sebentar, lalu lihat kembali usulannya."
    en = "{actor} has been taking the step {verb} on proposal {proposal} since {since}. Wait a moment, then look at the proposal again."


class Stepped(Conflict):
    id = "Usulan {proposal} sudah berubah: {actor} mengambil langkah {verb} pada {at} (versi {version}). Lihat kembali usulannya sebelum memutuskan."
    en = "The proposal {proposal} has changed: {actor} took the step {verb} at {at} (version {version}). Look at it again before you decide."


class NewerVersion(Conflict):
    id = "Usulan {proposal} ada pada versi {version}, bukan {asked}. Baca kembali usulannya, lalu ulangi dengan versi itu."
    en = "The proposal {proposal} is at version {version}, not {asked}. Read it again, then repeat with that version."


class DossierChanged(Conflict):
    id = "Berkas usulan {proposal} berubah sejak dibaca: {changes}. Baca kembali sebelum memutuskan."
    en = "The dossier of proposal {proposal} has changed since it was read: {changes_en}. Read it again before you decide."


class BookingLost(Conflict):
    id = "Pemesanan nomor {number} sudah dibatalkan sebelum keputusannya terbit: {reason} Ulangi langkahnya."
    en = "The booking of number {number} was voided before its decree was issued: {reason} Take the step again."


class DayPassed(Conflict):
    id = "Hari berganti saat keputusan bertanggal {date} dicetak. Nomornya dibatalkan; ulangi langkahnya."
    en = "The day changed while the decree dated {date_en} was being drawn. Its number is void; take the step again."


class KeyBusy(Conflict):
    id = "Permintaan dengan kunci {key} masih dikerjakan. Tunggu sebentar, lalu kirim lagi."
    en = "The request with the key {key} is still being worked on. Wait a moment, then send it again."


class Busy(Conflict):
    id = "Basis data sedang dipakai terlalu lama oleh pekerjaan lain. Tunggu sebentar, lalu ulangi."
    en = "The database was held too long by other work. Wait a moment, then repeat."


# Integrity


class DecreeAltered(Integrity):
    id = "Keputusan {number}: isi yang tersimpan tidak sama dengan yang diterbitkan. Jalankan `mutasi audit verify`."
    en = "Decree {number}: what is stored is not what was issued. Run `mutasi audit verify`."


# Cannot work


class Unforeseen(CannotWork):
    id = "Terjadi gangguan yang tidak terduga ({problem}). Jalankan `mutasi doctor` dan `mutasi audit verify`, lalu ulangi."
    en = "Something unforeseen happened ({problem}). Run `mutasi doctor` and `mutasi audit verify`, then repeat."


class OutputLost(CannotWork):
    id = "Hasilnya tidak dapat ditulis ke keluaran: {problem}. Perintahnya mungkin sudah berlaku; periksa dengan `mutasi history`."
    en = "The result could not be written out: {problem}. The command may have taken effect; check with `mutasi history`."


class Unreachable(CannotWork):
    id = "Basis data tidak dapat dihubungi: {problem}. Periksa MUTASI_DATABASE_URL dan pastikan peladennya berjalan."
    en = "The database cannot be reached: {problem}. Check MUTASI_DATABASE_URL and that its server runs."


class NotInitialised(CannotWork):
    id = "Basis data belum dibuat. Buat dengan `mutasi init`."
    en = "The database has not been created. Create it with `mutasi init`."


class OlderDatabase(CannotWork):
    id = (
        "Basis data berada pada skema {found}, lebih lama dari program ini ({expected}). Perbarui dengan `mutasi init`."
    )
    en = "The database is at schema {found}, older than this program ({expected}). Upgrade it with `mutasi init`."


class NewerDatabase(CannotWork):
    id = "Basis data berada pada skema {found}, yang tidak dikenal program ini. Pasang versi program yang lebih baru."
    en = "The database is at schema {found}, which this program does not know. Install a newer version of the program."


class DiskProblem(CannotWork):
    id = "Tidak dapat menulis: {problem}. Periksa ruang dan izin tulis, lalu ulangi; tidak ada yang berubah."
    en = "Cannot write: {problem}. Check space and permissions, then repeat; nothing was changed."


class BadSetting(CannotWork):
    id = "Pengaturan {name} bernilai {value}, yang tidak dapat dipakai: {problem}"
    en = "The setting {name} is {value}, which cannot be used: {problem_en}"
