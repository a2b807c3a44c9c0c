"""One family of errors; the class is the sentence.

Every class carries its sentence in Indonesian (`id`) and English (`en`), with named gaps that the
raiser fills. Exit codes and HTTP statuses are decided at the faces by the five branches below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


class UnknownChange(Refused):
    id = "Tidak ada perubahan bernomor {change}. Lihat semuanya dengan `mutasi change list`."
    en = "There is no change with number {change}. See them all with `mutasi change list`."


class ChangeDecided(Refused):
    id = "Perubahan {change} sudah diputuskan oleh {by}. Ajukan perubahan baru bila masih diperlukan."
    en = "Change {change} has been decided by {by}. Ask for a new one if it is still wanted."


class SecondPerson(Refused):
    id = "Perubahan {change} Anda ajukan sendiri; persetujuannya harus dari administrator lain."
    en = "You asked for change {change} yourself; another administrator must agree to it."


class UnknownMandate(Refused):
    id = "Tidak ada mandat bernomor {mandate}. Lihat semuanya dengan `mutasi mandate list`."
    en = "There is no mandate with number {mandate}. See them all with `mutasi mandate list`."


class NoMandate(Refused):
    id = "Jabatan {roles} dipegang berdasarkan mandat, dan akun {account} tidak memegang mandat yang berlaku sekarang. Lihat `mutasi mandate list`."
    en = "The office {roles_en} is held by mandate, and the account {account} holds none that is in force now. See `mutasi mandate list`."


class MandateChanged(Refused):
    id = "Mandat akun {account} berubah atau berakhir selagi keputusan digambar; tidak ada langkah yang diambil. Ulangi dengan mandat yang berlaku."
    en = "The mandate of the account {account} changed or ended while the decree was being drawn; no step was taken. Try again with a mandate that is in force."


class EndorsementMissing(Refused):
    id = "Langkah {verb} menunggu paraf {role}. Bubuhkan dengan `mutasi endorse {proposal} {verb}`."
    en = "The verb {verb} waits for the endorsement of {role_en}. Give it with `mutasi endorse {proposal} {verb}`."


class UnknownDocument(Refused):
    id = "Tidak ada dokumen bernomor {document}. Lihat nomornya dengan `mutasi document list USULAN`."
    en = "There is no document with number {document}. See the numbers with `mutasi document list PROPOSAL`."


class OwnDocument(Refused):
    id = "Dokumen {document} Anda lampirkan sendiri; yang memeriksanya harus orang lain."
    en = "You filed document {document} yourself; someone else must look at it."


class DocumentJudged(Refused):
    id = "Dokumen {document} sudah {verdict} oleh {by}. Tidak ada yang perlu dilakukan lagi."
    en = "Document {document} has been {verdict_en} by {by} already. Nothing is left to do."


class EndorsementGiven(Refused):
    id = "Anda sudah membubuhkan paraf pada rantai {verb} usulan {proposal}; satu orang hanya satu paraf dalam satu rantai."
    en = "You have initialled the chain of {verb} for proposal {proposal} already; one person initials a chain once."


class NoEndorsement(Refused):
    id = "Langkah {verb} atas usulan {proposal} tidak menunggu paraf. Lihat rantainya dengan `mutasi endorsement list {proposal}`."
    en = "The verb {verb} on proposal {proposal} waits for no endorsement. See its chain with `mutasi endorsement list {proposal}`."


class NothingToObject(Refused):
    id = "Usulan {proposal} belum memiliki keputusan yang dapat diajukan keberatan (mutasi, penolakan, penangguhan, atau pembatalan). Keberatan baru dapat diajukan setelah keputusan itu terbit."
    en = "The proposal {proposal} has no decree yet that can be objected to (transfer, rejection, suspension, annulment). An objection can be filed once there is one."


class Erased(Refused):
    id = "Isi keputusan {number} sudah dihapus menurut ketentuan pelindungan data pribadi; keberatannya tidak dapat dicatat lagi di sini."
    en = "The content of decree {number} has been erased under the data protection law; no objection to it can be recorded here any more."


class ProofNeeded(Refused):
    id = "Saksi mengenal {origin} sampai ukuran {known}, dan berkas ini tidak membuktikan bahwa ukuran {size} menyambungnya. Minta berkas dari `mutasi audit checkpoint --since {known} -o BERKAS`."
    en = "The witness knows {origin} up to size {known}, and this file does not prove that size {size} continues it. Ask for the file of `mutasi audit checkpoint --since {known} -o FILE`."


class UnknownLog(Refused):
    id = "Log {origin} belum terdaftar pada saksi ini. Minta kuncinya langsung dari instansi (`mutasi keys show`), lalu daftarkan dengan `mutasi witness add-log KUNCI`."
    en = "The log {origin} is not registered with this witness. Get its key from the agency directly (`mutasi keys show`), then register it with `mutasi witness add-log KEY`."


class NotProvedYet(Refused):
    id = "Keputusan {number} belum tercakup dalam titik periksa mana pun. Buat dahulu dengan `mutasi audit checkpoint`, lalu ulangi."
    en = "No checkpoint covers decree {number} yet. First make one with `mutasi audit checkpoint`, then repeat."


class NotSigned(Refused):
    id = "Titik periksa {origin} tidak ditandatangani kunci yang terdaftar, atau berkasnya rusak di jalan. Minta berkasnya sekali lagi dari instansi."
    en = "The checkpoint of {origin} is not signed by the registered key, or the file was damaged on its way. Ask the agency for the file once more."


class OrderErased(Refused):
    id = "Keputusan {number} tidak dapat digambar lagi: dasarnya sudah dihapus oleh entri log {index}. Berkas yang terbit tetap tersimpan; ambil dengan `mutasi decree get`."
    en = "Decree {number} cannot be drawn again: what it was drawn from was erased by entry {index} of the log. The issued file is still kept; get it with `mutasi decree get`."


class NothingToErase(Refused):
    id = "Tidak ada yang dapat dihapus: {problem}"
    en = "Nothing can be erased: {problem_en}"


class DocumentErased(Refused):
    id = "Isi dokumen {document} sudah dihapus menurut ketentuan pelindungan data pribadi. Catatan penghapusannya ada pada daun log {index}."
    en = "The content of document {document} has been erased under the data protection law. Leaf {index} of the log records the erasure."


class ObjectionWaits(Refused):
    id = "Keberatan {objection} atas usulan {proposal} belum dijawab. Jawab dahulu dengan `mutasi answer {objection}`."
    en = "Objection {objection} to proposal {proposal} has not been answered yet. Answer it first with `mutasi answer {objection}`."


class UnknownObjection(Refused):
    id = "Tidak ada keberatan bernomor {objection}. Lihat semuanya dengan `mutasi objection list`."
    en = "There is no objection with number {objection}. See them all with `mutasi objection list`."


class ObjectionAnswered(Refused):
    id = "Keberatan {objection} sudah dijawab oleh {by} ({outcome}). Jawaban tidak dapat diubah."
    en = "Objection {objection} has been answered by {by} ({outcome_en}). An answer cannot be changed."


class LateObjection(Refused):
    id = "Keberatan {objection} diterima setelah batas waktu {due}, sehingga hanya dapat dinyatakan tidak dapat diterima (inadmissible)."
    en = "Objection {objection} was received after the limit of {due_en}, so it can only be declared inadmissible."


class KindRefused(Refused):
    id = "Mutasi jenis {kind} belum dapat diproses karena ketentuan hukumnya belum diketahui. Tangani di luar sistem ini."
    en = "Transfers of the kind {kind} cannot be processed: the law that governs them is not known yet. Handle it outside this system."


class OtherAgency(Refused):
    id = "{name} bekerja pada {origin}, sedangkan jabatan tujuan ada pada {target}; mutasi INTERNAL hanya dalam satu instansi. Pilih jenis antarinstansi dengan --kind."
    en = "{name} works at {origin}, but the target post belongs to {target}; an INTERNAL transfer stays within one agency. Choose a kind between agencies with --kind."


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
    en = "The proposal {proposal} has ended ({state_en}); its file can no longer be changed."


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


class NotTogether(Refused):
    """Some cases stand against a collective decree before it has a number.

    Attributes:
        fallen: proposal → why it falls out.
    """

    head = (
        "Keputusan bersama tidak diterbitkan, dan tidak ada nomor yang terpakai. Perbaiki atau keluarkan usulan berikut.",
        "The collective decree was not issued, and no number was used. Mend these proposals or leave them out.",
    )

    def __init__(self, fallen: Mapping[int, MutasiError]) -> None:
        super().__init__()
        self.fallen = dict(fallen)

    def sentence(self, language: str = "id") -> str:
        name, head = ("Proposal", self.head[1]) if language == "en" else ("Usulan", self.head[0])
        lines = (f"{name} {id}: {problem.sentence(language)}" for id, problem in self.fallen.items())
        return "\n".join([head, *lines])


class SeatsShared(Refused):
    id = "Tempat pada jabatan tujuan habis oleh usulan lain, sebagian dalam keputusan yang sama. Pilih jabatan lain."
    en = "Other proposals, some of the same decree, take the last seats of the target post. Choose another post."


class FellOut(NotTogether):
    """Some cases fell out while the collective decree was drawn: its number is void, the others can be booked again."""

    head = (
        "Usulan berikut gugur sebelum keputusan bersama terbit, sehingga nomornya batal.",
        "These proposals fell out before the collective decree was issued, so its number is void.",
    )


class KeyReused(Refused):
    id = "Kunci {key} sudah dipakai untuk permintaan yang isinya lain. Pakai kunci baru."
    en = "The key {key} was used for a request with other content. Use a new key."


class DrawingFailed(Refused):
    """The decree could not be drawn; `problem` says why."""

    id = "Keputusan tidak dapat dicetak: {problem} Nomornya dibatalkan dengan alasan ini."
    en = "The decree could not be drawn: {problem_en} Its number is void for this reason."


class DraftFailed(Refused):
    """A preview could not be drawn; `problem` says why."""

    id = "Konsep tidak dapat digambar: {problem}"
    en = "The draft could not be drawn: {problem_en}"


class CopyFailed(Refused):
    """A copy of a decree could not be drawn or sealed; `problem` says why."""

    id = "Salinan keputusan tidak dapat dibuat: {problem}"
    en = "The copy of the decree could not be made: {problem_en}"


class SealFailed(Refused):
    """The decree was drawn and could not be sealed as announced; `problem` says why."""

    id = "Keputusan tidak dapat disegel: {problem} Nomornya dibatalkan dengan alasan ini."
    en = "The decree could not be sealed: {problem_en} Its number is void for this reason."


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


class DocumentAltered(Integrity):
    id = "Dokumen {document}: isi yang tersimpan tidak sama dengan yang dilampirkan. Pulihkan dari cadangan basis data."
    en = "Document {document}: what is stored is not what was filed. Restore it from a backup of the database."


class EntryAltered(Integrity):
    id = "Entri {entry}: dasar keputusannya tidak sama dengan yang dicatat, jadi tidak ada yang dihapus. Jalankan `mutasi audit verify`, lalu pulihkan basis data dari cadangan."
    en = "Entry {entry}: what it was decided on is not what was recorded, so nothing was erased. Run `mutasi audit verify`, then restore the database from a backup."


class ProposalLost(Integrity):
    id = "Entri {entry} adalah tentang usulan {proposal}, yang tidak ada lagi. Jalankan `mutasi audit verify`, lalu pulihkan basis data dari cadangan."
    en = "Entry {entry} is about proposal {proposal}, which is no longer there. Run `mutasi audit verify`, then restore the database from a backup."


class OrderAltered(Integrity):
    id = "Keputusan {number}: dasar pencetakannya hilang atau tidak sama dengan yang dicatat. Jalankan `mutasi audit verify`, lalu pulihkan basis data dari cadangan."
    en = "Decree {number}: what it was drawn from is missing or is not what was recorded. Run `mutasi audit verify`, then restore the database from a backup."


class RedrawnDiffers(Integrity):
    id = "Keputusan {number}: digambar lagi dengan program yang sama dari dasar yang sama, hasilnya bukan berkas yang diterbitkan. Jalankan `mutasi audit verify` dan simpan kedua berkas sebagai bukti."
    en = "Decree {number}: drawn again by the same program from the same order, it is not the file that was issued. Run `mutasi audit verify` and keep both files as evidence."


class CosignedElsewhere(Integrity):
    id = "Saksi menandatangani titik periksa {origin} berukuran {size} yang bukan bagian log ini: riwayatnya pernah ditulis ulang, atau salinan lama dipulihkan. Simpan berkas itu sebagai bukti dan jalankan `mutasi audit verify`."
    en = "The witness signed a checkpoint of {origin} of size {size} that is no part of this log: its history was rewritten, or an older copy was restored. Keep that file as evidence and run `mutasi audit verify`."


class WitnessFork(Integrity):
    id = "Titik periksa {origin} berukuran {size} tidak menyambung yang sudah disaksikan (ukuran {known}): {problem} Tidak ada yang ditandatangani. Keduanya disimpan di {kept}; laporkan, dan minta penjelasan tertulis."
    en = "The checkpoint of {origin} of size {size} does not continue the one that was witnessed (size {known}): {problem_en} Nothing was signed. Both are kept in {kept}; report it, and ask for an explanation in writing."


class WitnessUnreadable(Integrity):
    id = "Berkas {file} tidak dapat dipakai: {problem}. Tidak ada yang ditandatangani atau diterima; pulihkan berkas itu dari cadangan."
    en = (
        "The file {file} cannot be used: {problem_en}. Nothing was signed or accepted; restore that file from a backup."
    )


class Guarded(Integrity):
    """The database itself refused a row that the door should never have let through; `problem` says why."""

    id = "Basis data menolak tulisan ini: {problem} Tidak ada yang berubah. Jalankan `mutasi doctor` dan `mutasi audit verify`."
    en = "The database refused this row: {problem_en} Nothing was changed. Run `mutasi doctor` and `mutasi audit verify`."


class LogInconsistent(Integrity):
    id = "Log tidak lagi memuat {size} entri pertamanya seperti sediakala, jadi tidak ada titik periksa yang ditandatangani. Jalankan `mutasi audit verify`, lalu pulihkan basis data dari cadangan."
    en = "The log no longer holds its first {size} entries as they were, so no checkpoint was signed. Run `mutasi audit verify`, then restore the database from a backup."


class LogRestored(Integrity):
    id = "Basis data ini, dengan {size} entri log, tidak mengenal titik periksa berukuran {anchored} yang pernah dibuat: salinan lama dipulihkan, atau MUTASI_HOME milik basis data lain. Datanya hanya dapat dibaca. Pulihkan salinan terbaru, perbaiki MUTASI_HOME, atau buka asal baru dengan `mutasi audit reopen`."
    en = "This database, with {size} log entries, does not know the checkpoint of size {anchored} that was made once: an older copy was restored, or MUTASI_HOME belongs to another database. It can only be read. Restore the newest copy, correct MUTASI_HOME, or open a new origin with `mutasi audit reopen`."


class AnchorUnreadable(Integrity):
    id = "Berkas {file} bukan titik periksa yang pernah ditulis program ini, jadi datanya hanya dapat dibaca. Pulihkan berkas itu dari cadangan, atau buka asal baru dengan `mutasi audit reopen`."
    en = "The file {file} is not a checkpoint as this program writes it, so the data can only be read. Restore that file from a backup, or open a new origin with `mutasi audit reopen`."


class OtherKey(Integrity):
    id = "Kunci log ({found}) bukan kunci yang menandatangani log ini ({expected}). Pulihkan folder keys dari cadangan, atau buka asal baru dengan `mutasi audit reopen`."
    en = "The log's key ({found}) is not the one that signed this log ({expected}). Restore the folder keys from a backup, or open a new origin with `mutasi audit reopen`."


# Cannot work


class KeyMissing(CannotWork):
    id = "Kunci log tidak ada: {file}. Pulihkan folder keys dari cadangan, buat kunci dengan `mutasi init`, atau buka asal baru dengan `mutasi audit reopen`."
    en = "The log's key is missing: {file}. Restore the folder keys from a backup, make a key with `mutasi init`, or open a new origin with `mutasi audit reopen`."


class SealUnusable(CannotWork):
    """The seal that is set up cannot be used; `problem` says why."""

    id = "Segel tidak dapat dipakai: {problem} Lihat `mutasi keys show` dan `mutasi doctor`; tidak ada yang berubah."
    en = "The seal cannot be used: {problem_en} See `mutasi keys show` and `mutasi doctor`; nothing was changed."


class NoWitness(CannotWork):
    id = "Belum ada saksi di folder {home}. Buat dengan `mutasi witness init --name NAMA --home {home}`."
    en = "There is no witness in the folder {home}. Make one with `mutasi witness init --name NAME --home {home}`."


class KeyUnreadable(CannotWork):
    id = "Kunci log {file} tidak dapat dipakai: {problem}. Periksa izinnya atau pulihkan folder keys dari cadangan; bila hilang, buka asal baru dengan `mutasi audit reopen`."
    en = "The log's key {file} cannot be used: {problem}. Check its permissions or restore the folder keys from a backup; if it is lost, open a new origin with `mutasi audit reopen`."


class Unforeseen(CannotWork):
    id = "Terjadi gangguan yang tidak terduga ({problem}). Jalankan `mutasi doctor` dan `mutasi audit verify`, lalu ulangi."
    en = "Something unforeseen happened ({problem}). Run `mutasi doctor` and `mutasi audit verify`, then repeat."


class OutputLost(CannotWork):
    id = "Hasilnya tidak dapat ditulis ke keluaran: {problem}. Perintahnya mungkin sudah berlaku; periksa dengan `mutasi history`."
    en = "The result could not be written out: {problem}. The command may have taken effect; check with `mutasi history`."


class Unreachable(CannotWork):
    id = "Basis data tidak dapat dihubungi: {problem}. Periksa MUTASI_DATABASE_URL dan pastikan peladennya berjalan."
    en = "The database cannot be reached: {problem}. Check MUTASI_DATABASE_URL and that its server runs."


class DamagedFile(CannotWork):
    id = "Berkas basis data rusak, atau bukan basis data: {problem}. Simpan berkas itu untuk diperiksa, lalu pulihkan salinan terbaru."
    en = "The database file is damaged, or is no database: {problem}. Keep that file for examination, then restore the newest copy."


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


class NotDelivered(CannotWork):
    id = "Titik periksa belum sampai ke {where}: {problem}. Periksa pengaturan dan sambungannya, lalu ulangi dengan `mutasi audit checkpoint --deliver`; riwayat tidak terganggu."
    en = "The checkpoint has not reached {where}: {problem}. Check the settings and the connection, then repeat with `mutasi audit checkpoint --deliver`; history is not affected."


class BadSetting(CannotWork):
    id = "Pengaturan {name} bernilai {value}, yang tidak dapat dipakai: {problem}"
    en = "The setting {name} is {value}, which cannot be used: {problem_en}"
