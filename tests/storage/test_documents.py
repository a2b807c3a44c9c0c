"""Documents of a proposal: who files, who looks at them, who reads them, and what two at once leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from app.wiring import Office
from storage import documents, dossiers, proposals
from storage.documents import LARGEST_DOCUMENT, Filing
from storage.governance import Mandate, Requirement
from storage.tables import Document, Endorsement, Verification, Waiver, table
from tests import world
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.dossier import DocumentFacts
from workflow.errors import (
    Closed,
    DocumentAltered,
    DocumentJudged,
    DossierChanged,
    InvalidField,
    MutasiError,
    NoMandate,
    OwnDocument,
    RoleMissing,
    StepRefused,
    TooLarge,
    UnknownDocument,
    UnknownPost,
    UnknownProposal,
)

JOKO = "198107082005011002"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def letter(**told: Any) -> Filing:
    """A letter to file; by default a consent in plain text."""
    content = told.pop("content", b"surat")
    return Filing(told.pop("type", "D05"), told.pop("name", "surat.txt"), content, sha256(content), **told)


def attach(office: Office, proposal: int, filing: Filing, account: str = world.OFFICER) -> int:
    with office.database.transaction() as connection:
        return documents.attach(connection, proposal, filing, account, office.clock.now(), office.today)


def look(
    office: Office, document: int, verdict: str = "verified", account: str = world.HEAD, reason: str | None = None
) -> dict[str, Any]:
    said = reason or ("Tanpa cap." if verdict == "refused" else None)
    with office.database.transaction() as connection:
        return documents.look(connection, document, verdict, said, account, office.clock.now(), office.today)


def read(office: Office, document: int, account: str) -> tuple[str, str, bytes]:
    with office.database.reading() as connection:
        return documents.content_of(connection, document, account, office.clock.now(), office.today)


def listed(office: Office, proposal: int) -> list[dict[str, Any]]:
    with office.database.reading() as connection:
        return documents.documents(connection, proposal)


def facts(office: Office, proposal: int) -> tuple[DocumentFacts, ...]:
    with office.database.reading() as connection:
        return dossiers.dossier(connection, proposal, office.today).documents


def another(office: Office, name: str, role: Role, nip: str | None = None) -> str:
    with office.database.transaction() as connection:
        world.grant(connection, name, role, nip=nip)
    return name


# Filing


def test_what_is_told_of_a_document_is_kept_with_its_bytes_and_its_media(office: Office) -> None:
    proposal = world.propose(office)
    told = {"number": "800/7", "dated": date(2026, 5, 20), "post": world.TARGET, "valid_until": date(2026, 12, 31)}
    id = attach(office, proposal, letter(name="surat.pdf", content=b"%PDF-1.7 surat", **told))
    [row] = listed(office, proposal)
    assert {name: row[name] for name in told} == told
    assert (row["id"], row["media"], row["bytes"], row["verdict"]) == (id, "application/pdf", 14, None)
    assert (row["filed_by"], row["filed_at"]) == (world.OFFICER, world.START)
    assert "content" not in row
    assert facts(office, proposal)[0].valid_until == date(2026, 12, 31)


def test_a_code_of_the_agencys_own_can_be_filed_and_an_unknown_one_is_named(office: Office) -> None:
    proposal = world.propose(office)
    with pytest.raises(InvalidField, match="“L01” is not known") as refused:
        attach(office, proposal, letter(type="L01"))
    assert "“L01” tidak dikenal" in refused.value.sentence("id")
    with office.database.transaction() as connection:
        world.insert(connection, Requirement, code="L01", name="Pakta integritas", since=date(2026, 1, 1))
    assert attach(office, proposal, letter(type="L01"))
    with pytest.raises(InvalidField, match="D15, L01"):
        attach(office, proposal, letter(type="L02"))


def test_a_consent_for_another_post_is_refused_with_the_rule_that_it_would_break(office: Office) -> None:
    proposal = world.propose(office)
    with pytest.raises(InvalidField) as refused:
        attach(office, proposal, letter(post=world.SINGLE))
    said = refused.value.sentence("id")
    assert said.startswith("--post: Surat persetujuan instansi asal (D05) menyebut jabatan ARSIPARIS-DIK")
    assert "(R-DOK-02)" in said
    assert attach(office, proposal, letter(post=world.TARGET))
    assert attach(office, proposal, letter(type="D07", post=world.HOME))


@pytest.mark.parametrize(
    ("filing", "error"),
    [
        (letter(content=b"", name="surat.pdf"), InvalidField),
        (letter(content=b"MZ\x90\0", name="surat.pdf"), InvalidField),
        (letter(content=b"<html>", name="surat.txt"), InvalidField),
        (letter(content=b"a" * (LARGEST_DOCUMENT + 1)), TooLarge),
        (letter(post="TIDAK-ADA"), UnknownPost),
        (letter(dated=date(2026, 5, 20), valid_until=date(2026, 5, 19)), InvalidField),
    ],
    ids=["empty", "program", "page", "large", "post", "ends before it begins"],
)
def test_a_document_that_cannot_be_accepted_leaves_nothing(
    office: Office, filing: Filing, error: type[MutasiError]
) -> None:
    proposal = world.propose(office)
    with pytest.raises(error):
        attach(office, proposal, filing)
    assert world.rows(office, Document) == []


def test_the_largest_document_is_accepted_whole(office: Office) -> None:
    content = b"%PDF-1.7" + b"\0" * (LARGEST_DOCUMENT - 8)
    id = attach(office, world.propose(office), letter(name="pindai.pdf", content=content))
    assert read(office, id, world.AUDITOR) == ("pindai.pdf", sha256(content), content)


def test_who_may_not_file_and_where_nothing_can_be_filed(office: Office) -> None:
    proposal = world.propose(office)
    for account in (world.EMPLOYEE, world.AUDITOR, world.ADMIN):
        with pytest.raises(RoleMissing, match="may not file documents"):
            attach(office, proposal, letter(), account)
    with pytest.raises(UnknownProposal):
        attach(office, 99, letter())
    world.step(office, proposal, "submit")
    world.step(office, proposal, "withdraw")
    with pytest.raises(Closed):
        attach(office, proposal, letter())


# Looking at one


def test_the_newest_verdict_counts(office: Office) -> None:
    proposal = world.propose(office)
    id = attach(office, proposal, letter())
    assert look(office, id)["verdict"] == "verified"
    look(office, id, "refused", reason="Kop surat salah.")
    [found] = facts(office, proposal)
    assert (found.verdict, found.verdict_reason, found.verified_by) == ("refused", "Kop surat salah.", world.HEAD)
    look(office, id, reason="Sudah dibetulkan.")
    [found] = facts(office, proposal)
    assert (found.verdict, found.verdict_reason) == ("verified", "Sudah dibetulkan.")
    [row] = listed(office, proposal)
    assert (row["verdict"], row["verified_by"], row["verified_at"]) == ("verified", world.HEAD, world.START)
    assert len(world.rows(office, Verification)) == 3


def test_a_verdict_changes_the_dossier_and_not_the_version(office: Office) -> None:
    proposal = world.propose(office)
    id = attach(office, proposal, letter())
    with office.database.reading() as connection:
        before = dossiers.dossier(connection, proposal, office.today)
    look(office, id)
    with office.database.reading() as connection:
        after = dossiers.dossier(connection, proposal, office.today)
    assert before.sha256 != after.sha256
    assert before.proposal == after.proposal


def test_who_filed_a_document_does_not_verify_it_under_any_account(office: Office) -> None:
    id = attach(office, world.propose(office), letter())
    second = another(office, "joko.kedua", Role.hr_head, JOKO)
    for account in (world.OFFICER, second):
        for verdict in ("verified", "refused"):
            with pytest.raises(OwnDocument, match="You filed document"):
                look(office, id, verdict, account)
    assert look(office, id)["document"] == id


@pytest.mark.parametrize(("nip", "said"), [(world.SARI, "You are the person"), (world.BUDI, "You are the spouse")])
def test_neither_the_person_nor_the_spouse_verifies(office: Office, nip: str, said: str) -> None:
    id = attach(office, world.propose(office), letter())
    officer = another(office, "petugas.lain", Role.hr_officer, nip)
    with pytest.raises(StepRefused, match=said):
        look(office, id, account=officer)


def test_only_hr_officers_and_their_head_verify(office: Office) -> None:
    id = attach(office, world.propose(office), letter())
    for account in (world.ANALYST, world.CHAIR, world.MAYOR, world.EMPLOYEE, world.AUDITOR, world.ADMIN):
        with pytest.raises(RoleMissing, match="may not verify documents"):
            look(office, id, account=account)


def test_a_head_whose_mandate_has_ended_verifies_nothing(office: Office) -> None:
    id = attach(office, world.propose(office), letter())
    with office.database.transaction() as connection:
        period = {"starts": world.START - timedelta(days=30), "ends": world.START + timedelta(hours=1)}
        mandate = {"office": "hr_head", "account": world.HEAD, "capacity": "definitif", "number": "821/1"}
        world.insert(connection, Mandate, **mandate, **period, dated=date(2026, 4, 1))
    assert look(office, id)["verdict"] == "verified"
    office.clock.forward(hours=1)
    with pytest.raises(NoMandate):
        look(office, id, "refused")


def test_the_same_verdict_is_not_given_twice(office: Office) -> None:
    id = attach(office, world.propose(office), letter())
    second = another(office, "petugas.lain", Role.hr_officer)
    look(office, id)
    with pytest.raises(DocumentJudged, match=f"Document {id} has been verified by {world.HEAD}"):
        look(office, id, account=second)
    look(office, id, "refused", second)
    with pytest.raises(DocumentJudged, match="has been refused by petugas"):
        look(office, id, "refused")


@pytest.mark.parametrize("document", [0, -1, 7, 2**31, 2**70])
def test_a_document_that_is_not_there_is_named(office: Office, document: int) -> None:
    for act in (lambda: look(office, document), lambda: read(office, document, world.AUDITOR)):
        with pytest.raises(UnknownDocument, match=f"no document with number {document}"):
            act()


def test_documents_of_an_ended_proposal_are_no_longer_judged(office: Office) -> None:
    proposal = world.propose(office)
    id = attach(office, proposal, letter())
    world.step(office, proposal, "submit")
    world.step(office, proposal, "withdraw")
    with pytest.raises(Closed):
        look(office, id)


def test_of_two_who_verify_at_once_one_does_and_the_other_is_told_who(office: Office) -> None:
    proposal = world.propose(office)
    others = [another(office, f"petugas.{n}", Role.hr_officer) for n in range(4)]
    for _ in range(world.ROUNDS):
        id = attach(office, proposal, letter())
        results = world.together(4, lambda n, id=id: look(office, id, account=others[n]))  # type: ignore[misc]
        assert sum(isinstance(result, dict) for result in results) == 1, results
        assert sum(isinstance(result, DocumentJudged) for result in results) == 3, results
        assert sum(row["document"] == id for row in world.rows(office, Verification)) == 1


def test_a_verdict_during_a_step_stops_the_step_with_one_sentence(office: Office) -> None:
    proposal = world.propose(office)
    id = attach(office, proposal, letter())
    office.press.during = lambda order: look(office, id)
    with pytest.raises(DossierChanged, match="the documents"):
        world.step(office, proposal, "submit")
    office.press.during = None
    assert [row["verdict"] for row in listed(office, proposal)] == ["verified"]
    world.step(office, proposal, "submit")
    world.assert_sound(office)


# Reading one


def test_who_may_read_a_document(office: Office) -> None:
    id = attach(office, world.propose(office), letter(content=b"isi surat"))
    for account in (world.ANALYST, world.OFFICER, world.MAYOR, world.BKN, world.AUDITOR, world.EMPLOYEE):
        assert read(office, id, account)[2] == b"isi surat"
    colleague = another(office, "agus", Role.employee, "199104122016031003")
    for account in (colleague, world.ADMIN):
        with pytest.raises(RoleMissing, match="may not read this document"):
            read(office, id, account)


def test_bytes_that_are_no_longer_what_was_filed_are_not_given_out(office: Office) -> None:
    id = attach(office, world.propose(office), letter())
    with office.database.transaction() as connection:
        connection.execute(table(Document).update().values(content=b"palsu"))
    with pytest.raises(DocumentAltered):
        read(office, id, world.AUDITOR)


# Discarding


def test_a_discarded_draft_leaves_nothing_of_its_file(office: Office) -> None:
    proposal, other = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    ids = [attach(office, one, letter()) for one in (proposal, other)]
    for id in ids:
        look(office, id)
    seen = {"account": world.HEAD, "dossier": "0" * 64, "at": world.START, "dated": office.today}
    with office.database.transaction() as connection:
        initials = {"proposal": proposal, "version": 0, "verb": "submit", "role": "hr_head"}
        world.insert(connection, Endorsement, **initials, **seen)
        given = {"given_by": world.MAYOR, "given_at": world.START, "reason": "Mendesak."}
        world.insert(connection, Waiver, proposal=proposal, rule="R-ELG-01", document=ids[0], **given)
        proposals.discard(connection, proposal, world.ANALYST)
    assert [row["proposal"] for row in world.rows(office, Document)] == [other]
    assert [row["document"] for row in world.rows(office, Verification)] == [ids[1]]
    assert world.rows(office, Endorsement) == world.rows(office, Waiver) == []
