"""Two readers of bundles that share no code agree on a thousand altered ones: what one finds wrong, the other does."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path

from tests import world
from tests.log.checking import UNPROVED, wrongs
from tests.log.exporting import ALL, bundle, key, sign, unpacked
from tests.log.second import is_sound
from workflow.canonical import canonical, sha256

MUTATIONS = 1000

Files = dict[str, bytes]


def flipped(files: Files, chance: random.Random) -> Files:
    """One bit of one file."""
    name = chance.choice(sorted(files))
    content = bytearray(files[name])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return {**files, name: bytes(content)}


def cut(files: Files, chance: random.Random) -> Files:
    """A file without its end."""
    name = chance.choice(sorted(files))
    return {**files, name: files[name][: chance.randrange(len(files[name]))]}


def dropped(files: Files, chance: random.Random) -> Files:
    """A file less; the manifest may know of it or not."""
    name = chance.choice(sorted(files))
    return {other: content for other, content in files.items() if other != name}


def swapped(files: Files, chance: random.Random) -> Files:
    """Two files of one kind in each other's place."""
    folder = chance.choice(["leaves", "proofs", "decrees", "payloads"])
    one, other = chance.sample(sorted(name for name in files if name.startswith(folder)), 2)
    return {**files, one: files[other], other: files[one]}


def retold(files: Files, chance: random.Random) -> Files:
    """The manifest says something else of a leaf, of the proposals or of the log."""
    manifest = json.loads(files["manifest.json"])
    one = chance.choice(manifest["leaves"])
    chance.choice(
        [
            lambda: one.update(index=one["index"] + 1),
            lambda: one.update(ref=one["ref"] + 1),
            lambda: one.update(kind="change"),
            lambda: manifest["leaves"].remove(one),
            lambda: manifest["proposals"].append(chance.randrange(1, 9)),
            lambda: manifest["proposals"].pop(),
            lambda: manifest.update(size=manifest["size"] + 1),
            lambda: manifest.update(origin="lain/log"),
        ]
    )()
    return {**files, "manifest.json": canonical(manifest)}


def repaid(files: Files, chance: random.Random) -> Files:
    """A payload, or a leaf, whose words were changed and written again as they should be."""
    name = chance.choice(sorted(name for name in files if name.startswith(("payloads", "leaves"))))
    told = json.loads(files[name])
    if name.startswith("leaves"):
        told["actor"] = "orang.lain"
    else:
        told["payload"] = base64.b64encode(base64.b64decode(told["payload"]).replace(b"2026", b"2025", 1)).decode()
    return {**files, name: canonical(told)}


def resealed(files: Files) -> Files:
    """The files with a manifest that agrees with them."""
    try:
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = {name: sha256(content) for name, content in files.items() if name != "manifest.json"}
    except (KeyError, ValueError, TypeError):
        return files
    return {**files, "manifest.json": canonical(manifest)}


MUTATORS: tuple[Callable[[Files, random.Random], Files], ...] = (flipped, cut, dropped, swapped, retold, repaid)


def test_both_readers_agree_on_a_thousand_altered_bundles(sqlite_url: str, tmp_path: Path) -> None:
    signer = key(tmp_path)
    with world.build(sqlite_url) as office:
        for nip in world.COLLEAGUES[1:3]:
            world.carry(office, world.propose(office, nip), "socialization")
        sign(office, signer)
        files = unpacked(bundle(office, signer, ALL)[0])
    vkey, chance = signer.verifier.line(), random.Random(5)
    assert (is_sound(files, vkey), wrongs(files, (vkey,))) == (True, [])
    found = 0
    for number in range(MUTATIONS):
        mutator = MUTATORS[number % len(MUTATORS)]
        altered = mutator(files, chance)
        altered = resealed(altered) if chance.random() < 0.7 else altered
        sound = not wrongs(altered, (vkey,))
        found += not sound
        assert sound == is_sound(altered, vkey), (number, mutator.__name__)
        assert not sound or proved(altered) == proved(files), (number, mutator.__name__)
    assert found > MUTATIONS * 9 // 10


def proved(files: Files) -> Files:
    """The files that a bundle proves something of; the others are for people."""
    return {name: content for name, content in files.items() if name not in (*UNPROVED, "manifest.json")}
