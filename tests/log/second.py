"""A second examination of a bundle, by the parts with which this program examines its own log.

It says only whether something is wrong, so that two programs that share no code can be held against each other.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from storage import merkle, notes
from workflow.canonical import canonical, sha256

OWN = {"leaves": ".json", "proofs": ".tlog-proof", "decrees": ".pdf", "payloads": ".json"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def is_sound(files: dict[str, bytes], vkey: str) -> bool:
    """Whether nothing is wrong with the files of a bundle that was signed with this key."""
    try:
        return _is_sound(files, notes.Verifier.read(vkey))
    except (notes.BadNote, ValueError, LookupError, TypeError, AttributeError):
        return False


def _is_sound(files: dict[str, bytes], key: notes.Verifier) -> bool:
    manifest = reread(files["manifest.json"])
    checkpoint = notes.read(files["checkpoint.txt"])
    told = [manifest[name] for name in ("v", "origin", "size", "root")]
    indexes = [one["index"] for one in manifest["leaves"]]
    if (
        {name: sha256(content) for name, content in files.items() if name != "manifest.json"} != manifest["files"]
        or told != [1, checkpoint.origin, checkpoint.size, checkpoint.root.hex()]
        or not INSTANT.fullmatch(manifest["made_at"])
        or indexes != sorted(set(indexes))
        or files["log.vkey"].decode() != key.line() + "\n"
        or key.name != checkpoint.origin
        or not key.holds(checkpoint)
        or not _placed(files, {str(index) for index in indexes})
    ):
        return False
    leaves = {one["index"]: reread(files[f"leaves/{one['index']}.json"]) for one in manifest["leaves"]}
    erased = {(kind, ref) for leaf in leaves.values() for kind, ref in _erased(leaf)}
    steps = [(one, leaves[one["index"]]) for one in manifest["leaves"] if one["kind"] == "transition"]
    return (
        all(_is_in(files, one, checkpoint) for one in manifest["leaves"])
        and all(_names(leaves[one["index"]]) == (1, one["kind"], one["ref"]) for one in manifest["leaves"])
        and all(_holds(files, one["index"], leaf) for one, leaf in steps)
        and all(_committed(files, one, leaves[one["index"]], erased) for one in manifest["leaves"])
        and _in_order([leaf for _, leaf in steps], set(manifest["proposals"]))
    )


def reread(content: bytes) -> Any:
    """What canonical JSON says, if it is written in no other way."""
    found = json.loads(content)
    if canonical(found) != content:
        raise ValueError
    return found


def _placed(files: dict[str, bytes], indexes: set[str]) -> bool:
    for name in files:
        folder, _, rest = name.partition("/")
        if folder in OWN and rest.removesuffix(OWN[folder]) not in indexes:
            return False
    return True


def _erased(leaf: Any) -> list[tuple[str, int]]:
    if leaf["type"] != "erasure":
        return []
    return [("transition", ref) for ref in leaf["entries"]] + [("change", ref) for ref in leaf["changes"]]


def _names(leaf: Any) -> tuple[int, str, int]:
    return leaf["v"], leaf["type"], leaf["ref"]


def _is_in(files: dict[str, bytes], one: Any, checkpoint: notes.Checkpoint) -> bool:
    head, _, note = files[f"proofs/{one['index']}.tlog-proof"].partition(b"\n\n")
    first, second, *path = head.decode().split("\n")
    hashes = [base64.b64decode(line, validate=True) for line in path]
    leaf = merkle.leaf_hash(files[f"leaves/{one['index']}.json"])
    return (
        note == files["checkpoint.txt"]
        and (first, second) == ("c2sp.org/tlog-proof@v1", f"index {one['index']}")
        and path == [base64.b64encode(one).decode() for one in hashes]
        and merkle.root_of_inclusion(leaf, one["index"], checkpoint.size, hashes) == checkpoint.root
    )


def _holds(files: dict[str, bytes], index: int, leaf: Any) -> bool:
    process = files[f"processes/{leaf['process']}.json"]
    return sha256(files[f"decrees/{index}.pdf"]) == leaf["decree_sha256"] and sha256(process) == leaf["process"]


def _committed(files: dict[str, bytes], one: Any, leaf: Any, erased: set[tuple[str, int]]) -> bool:
    """Whether a payload is what its leaf commits to; its own words need no look, for the hash holds them."""
    name = f"payloads/{one['index']}.json"
    if "commitment" not in leaf or name not in files:
        return "commitment" not in leaf or (one["kind"], one["ref"]) in erased
    file = reread(files[name])
    salt, content = bytes.fromhex(file["salt"]), base64.b64decode(file["payload"], validate=True)
    again = {"salt": salt.hex(), "payload": base64.b64encode(content).decode()}
    return file == again and sha256(salt + content) == leaf["commitment"]


def _in_order(steps: list[Any], whole: set[int]) -> bool:
    """Whether the steps of each proposal follow each other, of a whole one from the first."""
    newest: dict[int, tuple[int, str]] = dict.fromkeys(whole, (0, "draft"))
    for leaf in steps:
        version, state = newest.get(leaf["proposal"], (leaf["version"] - 1, leaf["from_state"]))
        if (leaf["version"], leaf["from_state"]) != (version + 1, state):
            return False
        newest[leaf["proposal"]] = leaf["version"], leaf["to_state"]
    return all(newest[proposal][0] for proposal in whole)
