"""The commands about documents: attach with its validity, list, get, verify and refuse."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.tables import Document, Installation, Proposal, table
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.canonical import sha256

PDF = b"%PDF-1.7 surat persetujuan"


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line with proposal 1 in draft."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    world.propose(made.office)
    yield made
    made.office.database.dispose()


def file(mutasi: Terminal, name: str = "surat.pdf", content: bytes = PDF) -> Path:
    path = mutasi.folder / name
    path.write_bytes(content)
    return path


def attach(mutasi: Terminal, *words: object) -> int:
    filed = mutasi("attach", 1, "--type", "D05", "--file", file(mutasi), "--as", world.OFFICER, *words)
    return int(filed["id"])


def test_a_document_is_filed_with_its_validity_and_listed(mutasi: Terminal) -> None:
    words = ("--number", "800/7", "--date", "2026-05-20", "--post", world.TARGET, "--valid-until", "2026-12-31")
    id = attach(mutasi, *words)
    [row] = mutasi("document", "list", 1)
    assert (row["id"], row["type"], row["number"], row["post"]) == (id, "D05", "800/7", world.TARGET)
    assert (row["dated"], row["valid_until"], row["media"]) == ("2026-05-20", "2026-12-31", "application/pdf")
    assert (row["sha256"], row["bytes"], row["verdict"]) == (sha256(PDF), len(PDF), None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--valid-until", "2026-02-30"), "tidak ada dalam kalender"),
        (("--date", "2026-05-20", "--valid-until", "2026-05-19"), "mendahului tanggal suratnya"),
        (("--date", "2026-06-03"), "belum terjadi"),
        (("--number", "a\u202eb"), "karakter kendali"),
        (("--type", "D99"), "tidak dikenal"),
    ],
)
def test_what_cannot_be_told_of_a_document_is_refused(mutasi: Terminal, words: tuple[str, ...], said: str) -> None:
    call = ("attach", 1, "--type", "D05", "--file", file(mutasi), "--as", world.OFFICER, *words)
    assert said in mutasi(*call, code=1)["reasons"][0]
    assert world.rows(mutasi.office, Document) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("surat.pdf", b"", "tidak berisi apa-apa"),
        ("surat.pdf", b"MZ\x90\0", "program Windows, yang tidak diterima"),
        ("surat.svg", b"<svg/>", "gambar SVG"),
        ("surat.pdf", b"teks biasa", "berisi text/plain, padahal namanya berakhiran .pdf"),
    ],
)
def test_a_file_that_is_not_accepted_is_named(mutasi: Terminal, name: str, content: bytes, said: str) -> None:
    path = file(mutasi, name, content)
    refused = mutasi("attach", 1, "--type", "D05", "--file", path, "--as", world.OFFICER, code=1)
    assert refused["error"] == "InvalidField"
    assert said in refused["reasons"][0]


def test_a_file_that_is_too_large_is_refused(mutasi: Terminal) -> None:
    path = mutasi.folder / "besar.pdf"
    with path.open("wb") as large:
        large.truncate(20 * 1024 * 1024 + 1)
    assert mutasi("attach", 1, "--type", "D05", "--file", path, "--as", world.OFFICER, code=1)["error"] == "TooLarge"


def test_a_document_is_verified_or_refused_and_the_list_says_so(mutasi: Terminal) -> None:
    id = attach(mutasi)
    assert mutasi("document", "verify", id, "--as", world.HEAD, "--note", "Asli.")["verdict"] == "verified"
    refused = mutasi("document", "refuse", id, "--reason", "Kop salah.", "--as", world.HEAD)
    assert (refused["verdict"], refused["reason"], refused["proposal"]) == ("refused", "Kop salah.", 1)
    [row] = mutasi("document", "list", 1)
    assert (row["verdict"], row["verdict_reason"], row["verified_by"]) == ("refused", "Kop salah.", world.HEAD)
    said = mutasi.run("document", "list", 1)
    assert "ditolak" in said.out
    assert "Kop salah." in said.out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("verify", 1, "--as", world.OFFICER), "OwnDocument"),
        (("verify", 1, "--as", world.MAYOR), "RoleMissing"),
        (("verify", 9, "--as", world.HEAD), "UnknownDocument"),
        (("verify", 1, "--as", "siapa"), "UnknownAccount"),
        (("refuse", 1, "--reason", "  ", "--as", world.HEAD), "InvalidField"),
        (("get", 1, "-o", "x", "--as", world.ADMIN), "RoleMissing"),
        (("list", 9), "UnknownProposal"),
    ],
)
def test_what_is_refused_says_why(mutasi: Terminal, words: tuple[object, ...], error: str) -> None:
    attach(mutasi)
    said = mutasi("document", *words, code=1)
    assert said["error"] == error
    assert said["reasons"]


def test_a_verdict_is_said_in_words(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    id = attach(mutasi)
    assert mutasi.run("document", "verify", id, "--as", world.HEAD).out == f"Dokumen {id} dinyatakan sah.\n"
    monkeypatch.setenv("MUTASI_LANG", "en")
    said = mutasi.run("document", "verify", id, "--as", world.HEAD)
    assert (said.code, said.out) == (1, "")
    assert said.err == f"Document {id} has been verified by {world.HEAD} already. Nothing is left to do.\n"


def test_a_document_is_given_out_byte_for_byte_to_the_person_too(mutasi: Terminal) -> None:
    id = attach(mutasi)
    target = mutasi.folder / "salinan.pdf"
    for account in (world.EMPLOYEE, world.AUDITOR, world.ANALYST):
        said = mutasi("document", "get", id, "-o", target, "--as", account)
        assert (said["sha256"], said["name"], said["bytes"]) == (sha256(PDF), "surat.pdf", len(PDF))
        assert target.read_bytes() == PDF
        target.unlink()


def test_altered_bytes_end_the_command_with_4_and_write_nothing(mutasi: Terminal) -> None:
    id = attach(mutasi)
    with mutasi.office.database.transaction() as connection:
        connection.execute(table(Document).update().values(content=b"palsu"))
    target = mutasi.folder / "salinan.pdf"
    assert mutasi("document", "get", id, "-o", target, "--as", world.AUDITOR, code=4)["error"] == "DocumentAltered"
    assert not target.exists()


def test_outside_a_rehearsal_documents_are_for_the_bound_user_only(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = attach(mutasi)
    with mutasi.office.database.transaction() as connection:
        connection.execute(table(Installation).update().values(rehearsal=False))
    monkeypatch.delenv("MUTASI_NOW")
    for words in (("verify", id), ("refuse", id, "--reason", "x"), ("get", id, "-o", mutasi.folder / "x")):
        assert mutasi("document", *words, "--as", world.HEAD, code=1)["error"] == "NotYourAccount"
    assert getpass.getuser() in mutasi.run("document", "verify", id, "--as", world.HEAD).err


def test_a_proposal_without_documents_says_what_to_do(mutasi: Terminal) -> None:
    assert mutasi("document", "list", 1) == []
    assert mutasi.run("document", "list", 1).out == (
        "Usulan 1 belum memiliki dokumen. Lampirkan dengan `mutasi attach 1`.\n"
    )


def test_a_proposal_says_whether_the_employee_asked_for_it(mutasi: Terminal) -> None:
    words = ("propose", "--nip", world.COLLEAGUES[1], "--post", world.TARGET, "--as", world.ANALYST)
    assert mutasi(*words, "--own-request")["own_request"] is True
    assert mutasi(*words)["own_request"] is False
    assert [row["own_request"] for row in world.rows(mutasi.office, Proposal)] == [False, True, False]
