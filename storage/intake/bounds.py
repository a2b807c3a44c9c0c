"""The bounds of a file that somebody else made (faults.md F1). They are held before anything is parsed.

A spreadsheet is a zip archive. Each entry is inflated in small pieces, whatever its header says, and looked at on the
way; nothing of it is kept. 100,000 employees with all columns stay far below every bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from workflow.errors import Refused

MIB = 1 << 20
FILE_LIMIT = 60 * MIB
INFLATED_LIMIT = 400 * MIB
RATIO_LIMIT = 100
RATIO_FLOOR = 10 * MIB
"""Below this size nothing is a bomb, however well it packs."""
ENTRIES_LIMIT = 200
ROWS_LIMIT, COLUMNS_LIMIT, CELLS_LIMIT = 299_999, 52, 6_000_000
"""What a sheet may span: A1 to AZ299999. The reader makes room for every cell of the span."""
TEXT_LIMIT = 512 * MIB
"""What all cells of a sheet together may hold: one shared text may be repeated by every cell."""
PIECE = MIB


class UnreadableFile(Refused):
    """The file cannot be taken in at all; `problem` says why and what to do."""

    id = "Berkas {file} tidak dapat dibaca: {problem}."
    en = "The file {file} cannot be read: {problem_en}."


class Unfit(Exception):
    """Why a file cannot be taken in, in Indonesian and English; whoever knows its name makes the sentence."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.indonesian, self.english = indonesian, english


DAMAGED = (
    "isinya rusak atau terpotong; buka dengan Excel atau LibreOffice, lalu simpan ulang",
    "its content is damaged or cut off; open it with Excel or LibreOffice, then save it again",
)
BOMB = (
    f"isinya mengembang melebihi batas ({INFLATED_LIMIT // MIB} MiB, atau {RATIO_LIMIT} kali ukuran berkas);"
    " pindahkan datanya ke buku kerja baru",
    f"its content swells beyond the limit ({INFLATED_LIMIT // MIB} MiB, or {RATIO_LIMIT} times the file's size);"
    " move the data to a new workbook",
)
TOO_WIDE = (
    f"ada sel di luar A1 sampai AZ{ROWS_LIMIT}, atau lebih dari {CELLS_LIMIT} sel; hapus sel yang tidak dipakai",
    f"there is a cell outside A1 to AZ{ROWS_LIMIT}, or more than {CELLS_LIMIT} cells; delete the cells not in use",
)
TOO_MUCH_TEXT = (
    f"teks pada sel-selnya melebihi {TEXT_LIMIT // MIB} MiB; persingkat teks yang panjang",
    f"the text of its cells is more than {TEXT_LIMIT // MIB} MiB; shorten the long texts",
)
ODD_XML = (
    "XML-nya memuat deklarasi atau komentar, yang tidak ditulis oleh program lembar kerja; simpan ulang dengan Excel"
    " atau LibreOffice",
    "its XML has declarations or comments, which no spreadsheet program writes; save it again with Excel or"
    " LibreOffice",
)
ENCRYPTED = (
    "berkas ini dikunci dengan kata sandi; simpan ulang tanpa kata sandi",
    "this file is locked with a password; save it again without one",
)


def open_archive(data: bytes) -> list[zipfile.ZipInfo]:
    """The entries of a zip archive, after everything that its headers can tell.

    Raises:
        Unfit: damaged, encrypted, too many entries, or too large by its own word.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unfit(*DAMAGED) from None
    if len(entries) > ENTRIES_LIMIT:
        raise Unfit(
            f"berisi {len(entries)} bagian, paling banyak {ENTRIES_LIMIT}; pindahkan datanya ke buku kerja baru",
            f"it has {len(entries)} parts, at most {ENTRIES_LIMIT} are allowed; move the data to a new workbook",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit(*ENCRYPTED)
    if sum(entry.file_size for entry in entries) > INFLATED_LIMIT:
        raise Unfit(*BOMB)
    return entries


def pieces(data: bytes, entry: zipfile.ZipInfo, spent: int = 0) -> Iterator[bytes]:
    """The content of an entry in pieces of at most 1 MiB; `spent` is what other entries inflated to.

    Raises:
        Unfit: it swells too much, or is not what its header says.
    """
    packed = _packed(data, entry)
    size, checksum = 0, 0
    for piece in _inflated(packed, entry.compress_type):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if spent + size > INFLATED_LIMIT or size > max(RATIO_FLOOR, RATIO_LIMIT * len(packed)):
            raise Unfit(*BOMB)
        yield piece
    if size != entry.file_size or checksum != entry.CRC:
        raise Unfit(*DAMAGED)


def _packed(data: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """The packed bytes of an entry, found as readers find them: by its local header."""
    start = entry.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Unfit(*DAMAGED)
    begin = start + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[begin : begin + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise Unfit(*DAMAGED)
    return packed


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), PIECE):
            yield bytes(packed[start : start + PIECE])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise Unfit(*DAMAGED)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), PIECE):
        rest: bytes | memoryview = packed[start : start + PIECE]
        while rest:
            yield _step(inflater, rest)
            rest = inflater.unconsumed_tail
    while not inflater.eof:
        piece = _step(inflater, b"")
        if not piece:
            raise Unfit(*DAMAGED)
        yield piece


def _step(inflater: zlib._Decompress, rest: bytes | memoryview) -> bytes:
    try:
        return inflater.decompress(rest, PIECE)
    except zlib.error:
        raise Unfit(*DAMAGED) from None
