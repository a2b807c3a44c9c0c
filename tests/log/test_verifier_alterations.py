"""Whatever was altered in a bundle is found and named.

Whoever alters a bundle can make its manifest agree again, so most alterations here are made with that done.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from storage.verifier import verify
from tests.log.bundles import VKEY, Log, busy, resealed, without, zipped
from tests.log.checking import SOUND, UNPROVED, flips, manifest_of, wrongs
from workflow.canonical import canonical, sha256


@pytest.mark.parametrize("name", [name for name in SOUND if name != "manifest.json"])
def test_every_altered_byte_of_a_file_is_found(name: str) -> None:
    named = f"berkas {name}: isinya berbeda dari SHA-256 dalam manifest."
    for altered in flips(SOUND[name]):
        found = wrongs({**SOUND, name: altered})
        assert named in found or (name == "checkpoint.txt" and found)


@pytest.mark.parametrize("name", [name for name in SOUND if name not in ("manifest.json", *UNPROVED)])
def test_every_altered_byte_of_evidence_is_found_though_the_manifest_agrees(name: str) -> None:
    assert [
        n for n, altered in enumerate(flips(SOUND[name], 2)) if not wrongs(resealed(SOUND, **{name: altered}))
    ] == []


def test_every_altered_byte_of_the_manifest_is_found_but_the_hour_at_which_it_was_made() -> None:
    missed = [altered for altered in flips(SOUND["manifest.json"]) if not wrongs({**SOUND, "manifest.json": altered})]
    whole = json.loads(SOUND["manifest.json"])
    assert all({**json.loads(one), "made_at": whole["made_at"]} == whole for one in missed)
    assert len(missed) <= 14


def test_two_thousand_flips_of_a_decree_are_found_and_named() -> None:
    log, chance = Log(), random.Random(3)
    index = log.step(7, 1, "submit", ("draft", "asked"))
    log.decrees[index] = chance.randbytes(40_000)
    leaf = {**json.loads(log.leaves[index]), "decree_sha256": sha256(log.decrees[index])}
    salt, content = log.payloads[index]
    told = json.loads(content)
    told["entry"]["decree_sha256"] = leaf["decree_sha256"]
    log.payloads[index] = salt, canonical(told)
    log.leaves[index] = canonical({**leaf, "commitment": sha256(salt + canonical(told))})
    files, name = log.bundle(), f"decrees/{index}.pdf"
    assert wrongs(files) == []
    for _ in range(2000):
        altered = bytearray(files[name])
        altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(8)
        sentence = f"daun 0 (entri riwayat 1): keputusan {leaf['number']} bukan yang diterbitkan."
        assert wrongs(resealed(files, **{name: bytes(altered)})) == [sentence]


def test_two_thousand_flips_of_a_zip_are_found_or_change_nothing_that_is_read(tmp_path: Path) -> None:
    place, chance, harmless = zipped(SOUND, tmp_path / "b.zip"), random.Random(4), 0
    sound = place.read_bytes()
    for _ in range(2000):
        altered = bytearray(sound)
        altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(8)
        place.write_bytes(altered)
        if verify.report(place, [VKEY], {}) == 0:
            read = verify.Bundle(place)
            assert {name: read.read(name) for name in read.names} == SOUND
            harmless += 1
    assert harmless < 1000


def test_a_file_of_a_zip_that_unfolds_beyond_all_measure_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = zipped(resealed({**SOUND, "berkas.pdf": bytes(5000)}), tmp_path / "b.zip")
    monkeypatch.setattr(verify, "LARGEST_FILE", 4999)
    found = verify.Check(verify.Bundle(place), [VKEY], {}).wrongs
    assert found == ["berkas berkas.pdf: berkas.pdf terlalu besar."]


def test_a_file_of_a_zip_that_is_missing_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    place = zipped({name: content for name, content in SOUND.items() if name != "leaves/0.json"}, tmp_path / "b.zip")
    missing = verify.Check(verify.Bundle(place), [VKEY], {}).wrongs
    assert "berkas leaves/0.json: leaves/0.json tidak ada." in missing
    stored = tmp_path / "stored.zip"
    with verify.zipfile.ZipFile(stored, "w") as bundle:
        for name, content in SOUND.items():
            bundle.writestr(name, content)
    stored.write_bytes(stored.read_bytes().replace(SOUND["decrees/1.pdf"], SOUND["decrees/1.pdf"][::-1]))
    unreadable = verify.Check(verify.Bundle(stored), [VKEY], {}).wrongs
    assert "berkas decrees/1.pdf: decrees/1.pdf tidak terbaca." in unreadable


def test_every_shortened_zip_is_found(tmp_path: Path) -> None:
    place = zipped(SOUND, tmp_path / "b.zip")
    sound = place.read_bytes()
    for length in [*range(0, len(sound), 97), len(sound) - 1]:
        place.write_bytes(sound[:length])
        assert verify.report(place, [VKEY], {}) == 1


# Files added, removed, swapped


@pytest.mark.parametrize("name", [name for name in SOUND if name not in UNPROVED])
def test_a_file_that_is_missing_is_found(name: str) -> None:
    assert wrongs({other: content for other, content in SOUND.items() if other != name})
    assert wrongs(without(SOUND, name)) if name != "manifest.json" else True


@pytest.mark.parametrize(
    "name",
    [
        *("decrees/0.pdf", "decrees/9.pdf", "leaves/4.json", "leaves/01.json", "payloads/3.json", "proofs/1.pdf"),
        *(
            "lain.txt",
            "../lain.pdf",
            "/etc/passwd",
            "decrees/1.PDF",
            "Manifest.json",
            "processes/a.json",
            "decrees/1.pdf/x",
        ),
    ],
)
def test_a_file_that_belongs_to_no_entry_is_found_though_it_is_listed(name: str) -> None:
    assert f"berkas {name}: tidak pada tempatnya, atau ada lebih dari satu." in wrongs(resealed({**SOUND, name: b"x"}))


def test_a_file_that_is_not_listed_is_found() -> None:
    assert wrongs({**SOUND, "berkas.pdf": b"x"}) == ["berkas berkas.pdf: isinya berbeda dari SHA-256 dalam manifest."]


def test_a_name_that_is_in_a_zip_twice_is_found(tmp_path: Path) -> None:
    place = zipped(SOUND, tmp_path / "b.zip")
    with verify.zipfile.ZipFile(place, "a") as bundle, pytest.warns(UserWarning, match="Duplicate"):
        bundle.writestr("decrees/1.pdf", SOUND["decrees/1.pdf"])
    assert verify.Check(verify.Bundle(place), [VKEY], {}).wrongs == [
        "berkas decrees/1.pdf: tidak pada tempatnya, atau ada lebih dari satu."
    ]


@pytest.mark.parametrize("folder", ["leaves/{}.json", "proofs/{}.tlog-proof", "decrees/{}.pdf", "payloads/{}.json"])
def test_files_of_two_entries_that_were_swapped_are_found_at_both(folder: str) -> None:
    files = busy().bundle()
    first, second = folder.format(0), folder.format(2)
    found = " ".join(wrongs(resealed(files, **{first: files[second], second: files[first]})))
    assert "daun 0 (entri riwayat 1)" in found
    assert "daun 2 (entri riwayat 2)" in found


def test_an_entry_left_out_of_the_middle_of_a_proposal_is_found() -> None:
    log = busy()
    steps = [index for index, leaf in enumerate(log.leaves) if json.loads(leaf).get("proposal") == 7]
    for left_out in steps[:-1]:
        files = log.bundle([index for index in steps if index != left_out])
        version = json.loads(log.leaves[left_out])["version"]
        assert wrongs(files) == [f"usulan 7: langkah {version} hilang, tertukar, atau tidak menyambung."]


def test_a_proposal_without_any_step_is_found() -> None:
    assert wrongs(manifest_of(SOUND, proposals=[7, 8])) == ["usulan 8: tidak ada langkahnya yang terbukti."]


@pytest.mark.parametrize(
    "changed",
    [
        *({"v": 2}, {"size": 5}, {"size": 3}, {"origin": "x"}, {"root": "00" * 32}, {"root": None}, {"leaves": None}),
        *({"files": {}}, {"files": None}, {"made_at": "kemarin"}, {"made_at": None}, {"proposals": None}),
        {"leaves": [*json.loads(SOUND["manifest.json"])["leaves"], {"index": 9, "kind": "origin", "ref": 1}]},
        {"leaves": [*json.loads(SOUND["manifest.json"])["leaves"], {"index": 9, "kind": "lain", "ref": 1}]},
        {"leaves": json.loads(SOUND["manifest.json"])["leaves"][::-1]},
        {"leaves": json.loads(SOUND["manifest.json"])["leaves"] * 2},
        {"leaves": json.loads(SOUND["manifest.json"])["leaves"][:-1]},
        {"leaves": []},
    ],
)
def test_a_manifest_that_says_something_else_is_found(changed: dict[str, object]) -> None:
    assert wrongs(manifest_of(SOUND, **changed))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"null", b"{", b"\xff", b"[" * 100_000, b'{"v":1e999}', b"9" * 5000]
)
@pytest.mark.parametrize("name", ["manifest.json", "payloads/1.json", "leaves/1.json", "checkpoint.txt", "log.vkey"])
def test_a_file_that_is_no_such_file_is_found_without_a_stumble(name: str, content: bytes) -> None:
    assert wrongs({**SOUND, name: content})
    assert wrongs({**SOUND, name: content}, ())
    assert wrongs(resealed(SOUND, **{name: content})) if name != "manifest.json" else True


@pytest.mark.parametrize("name", ["manifest.json", "leaves/1.json", "payloads/1.json"])
def test_json_that_is_spelt_otherwise_is_found(name: str) -> None:
    value = json.loads(SOUND[name])
    twice = b'{"v":1,' + SOUND[name][1:]
    for other in (json.dumps(value).encode(), SOUND[name] + b"\n", SOUND[name].replace(b"7", b"7.0"), twice):
        assert wrongs({**SOUND, name: other} if name == "manifest.json" else resealed(SOUND, **{name: other}))
