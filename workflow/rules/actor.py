"""Rules about the one who acts, and about whether there is anything to propose."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.data import Approve, Assess
from workflow.rules.frame import Answer, Question, Severity, rule


@rule("R-PRO-01", Severity.block, "Ketentuan sistem: satu pegawai dalam satu usulan terbuka")
def one_open_proposal(question: Question) -> Answer:
    """The person is in no other open proposal."""
    others = question.dossier.open_elsewhere
    numbers = ", ".join(str(other.proposal) for other in others)
    values = {"open": [other.proposal for other in others]}
    if others:
        return Answer(
            False,
            f"Pegawai ini masih berada dalam usulan {numbers}. Selesaikan atau tarik usulan itu dahulu.",
            f"This person is still in proposal {numbers}. Complete or withdraw that one first.",
            values,
        )
    return Answer(True, "Pegawai tidak berada dalam usulan lain.", "The person is in no other open proposal.", values)


@rule("R-PRO-02", Severity.block, "Ketentuan sistem: mutasi mengubah jabatan")
def post_is_not_held_yet(question: Question) -> Answer:
    """The person does not hold the target post already."""
    origin, target = question.dossier.origin.post, question.dossier.target.post
    values = {"post": origin.code, "since": question.dossier.origin.since}
    if origin.code == target.code:
        return Answer(
            False,
            f"Pegawai sudah menduduki jabatan {target.name} ({target.code}). Hapus konsep ini, atau usulkan jabatan lain.",
            f"The person holds the post {target.name} ({target.code}) already. Discard this draft, or propose another post.",
            values,
        )
    return Answer(
        True, "Pegawai belum menduduki jabatan tujuan.", "The person does not hold the target post yet.", values
    )


@rule("R-KON-01", Severity.block, "PP 11/2017 Pasal 190 ayat (5); PermenPANRB 17/2024")
def no_stake(question: Question) -> Answer:
    """Whoever acts is not the person, the spouse, declared kin, or someone with a declared interest."""
    actor, person = question.actor, question.dossier.person
    if actor.nip and actor.nip == person.nip:
        return _stake("Anda adalah pegawai yang diusulkan", "You are the person to be transferred")
    if (actor.nip and person.nip and actor.nip == person.spouse_nip) or actor.spouse_nip == person.nip:
        return _stake("Anda adalah pasangan pegawai yang diusulkan", "You are the spouse of the person")
    if any(actor.is_called(name, nip) for name, nip in declared_interests(question)):
        return _stake("Anda tercatat memiliki kepentingan dalam usulan ini", "An interest of yours is on record here")
    return Answer(
        True, "Pengambil langkah tidak memiliki benturan kepentingan.", "Whoever acts has no conflict of interest."
    )


def _stake(id: str, en: str) -> Answer:
    return Answer(
        False,
        f"{id}, sehingga tidak boleh mengambil langkah apa pun atasnya. Serahkan kepada pejabat lain.",
        f"{en}, and may take no step on it. Leave it to another official.",
    )


def declared_interests(question: Question) -> Iterator[tuple[str, str | None]]:
    """Name and NIP of everyone whose interest was declared, at an earlier step or in this one."""
    yield from ((entry.name, entry.nip) for entry in question.dossier.interests)
    if isinstance(question.told, Assess | Approve):
        yield from ((entry.name, entry.nip) for entry in question.told.interest or ())


@rule("R-KON-02", Severity.block, "PP 11/2017 Pasal 190 ayat (5); pemisahan tugas")
def separation_of_duties(question: Question) -> Answer:
    """Who proposed, submitted, chaired or sat in the team does not decide; the proposer does not assess."""
    roles = list(_proposer(question)) if question.verb == "assess" else [*_proposer(question), *_prepared(question)]
    for took_part, id, en in roles:
        if took_part:
            return Answer(
                False,
                f"Anda {id}, sehingga tidak boleh memutuskannya. Serahkan kepada pejabat lain.",
                f"You {en}, and may not decide it. Leave it to another official.",
            )
    return Answer(
        True,
        "Pengambil langkah tidak ikut menyiapkan usulan ini.",
        "Whoever acts took no part in preparing this proposal.",
    )


Part = tuple[bool, str, str]
"""Whether the actor took this part in the case, and what to say of it."""


def _proposer(question: Question) -> Iterator[Part]:
    proposer = question.dossier.proposal.proposed_by
    yield question.actor.is_same_person(proposer.account, proposer.nip), "mengusulkannya", "proposed it"


def _prepared(question: Question) -> Iterator[Part]:
    actor = question.actor
    for step in question.dossier.steps:
        same = actor.is_same_person(step.actor, step.actor_nip)
        if step.verb == "submit":
            yield same, "mengajukannya", "submitted it"
        if step.verb == "assess":
            yield same, "memimpin tim penilainya", "chaired its team"
            for member in step.data.get("team") or ():
                named = actor.is_called(str(member["name"]), member.get("nip"))
                yield named, "menjadi anggota tim penilainya", "sat in its team"
