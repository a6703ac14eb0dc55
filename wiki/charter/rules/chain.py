"""What makes a charter provable: its frozen texts and its journal, each bound to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from wiki.charter.rules.blocks import Block, Numbered, numbered

#: How frozen texts are written: another way of writing them has another number.
FORMAT = 1
#: What the journal calls the erasure of a passage of a frozen text.
ERASED = "charter_erased"


def canonical(value: Mapping[str, Any]) -> str:
    """Values as JSON that is the same wherever it is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def hidden(under: str, words: str) -> str:
    """The hash of words that may be erased, where they stood: what is kept for good in their place.

    Under a uid: the same words elsewhere have another one.
    """
    return sha256(f"{under}\n{words}")


def frozen(charter_uid: str, title: str, number: str, blocks: Sequence[Block]) -> str:
    """A version as it is kept for good: canonical JSON, the numbers of its blocks included."""
    said = [
        {
            "id": one.block.id,
            "kind": one.kind,
            "number": one.number,
            "level": one.block.level,
            "title": one.block.title,
            "text": one.block.text,
        }
        for one in numbered(blocks)
    ]
    return canonical(
        {
            "format": FORMAT,
            "charter": charter_uid,
            "title": title,
            "number": number,
            "blocks": said,
        }
    )


def text_hash(canonical_text: str, parent_hash: str) -> str:
    """The hash of a frozen text: of what it says, and of the hash of the one before."""
    return sha256(canonical_text + parent_hash)


def thawed(canonical_text: str) -> tuple[Numbered, ...]:
    """The blocks of a frozen text, with the numbers that they had then."""
    return tuple(
        Numbered(
            one["kind"],
            one["number"],
            Block(one["id"], one["level"], one["title"], one["text"]),
        )
        for one in json.loads(canonical_text)["blocks"]
    )


class Line(NamedTuple):
    """One act in the journal of a charter."""

    number: int
    at: datetime
    actor_id: int | None
    action: str
    detail: Mapping[str, Any]
    previous_hash: str
    hash: str

    def digest(self, charter_uid: str) -> str:
        """The hash: of what was done, by whom (by id), when, and of the line before."""
        said = {
            "charter": charter_uid,
            "number": self.number,
            "at": self.at.isoformat(),
            "actor": self.actor_id,
            "action": self.action,
            "detail": self.detail,
        }
        return sha256(canonical(said) + self.previous_hash)


class Kept(NamedTuple):
    """A version as the database has it: `text` is None while it is not frozen, or gone."""

    uid: str
    number: str
    state: str
    hash: str | None
    parent_hash: str
    text: str | None


@dataclass(frozen=True)
class Broken:
    """A link of the chain that does not hold: a code and what it is about."""

    code: str
    about: Mapping[str, object]


def broken(
    charter_uid: str,
    lines: Sequence[Line],
    versions: Sequence[Kept],
    signatures: Mapping[str, tuple[str, str]] | None = None,
) -> Iterator[Broken]:
    """What does not hold, the first link first: nothing when all is as it was.

    The journal says the state and the hash of each version: whoever changes a text would have to
    write all lines since anew. `signatures` are those that are kept: uid -> hashes of the text and
    of the annex.
    """
    previous = ""
    states: dict[str, str] = {}
    hashes: dict[str, str] = {}
    left: dict[str, str] = {}
    for place, line in enumerate(lines, start=1):
        if line.number != place:
            yield Broken("line_missing", {"number": place})
            break
        if line.previous_hash != previous or line.digest(charter_uid) != line.hash:
            yield Broken("line_changed", {"number": place, "at": line.at})
            break
        previous = line.hash
        if uid := line.detail.get("version"):
            states[uid] = line.detail.get("state", states.get(uid, ""))
            hashes[uid] = line.detail.get("hash", hashes.get(uid, ""))
        if line.action == ERASED:  # lawfully: the journal says what is left
            left[line.detail["text"]] = line.detail["left"]
    yield from _broken_versions(versions, states, hashes, left)
    signed = {
        one.detail["signature"]: (one.detail.get("text"), one.detail.get("annex_hash", ""))
        for one in lines
        if "signature" in one.detail
    }
    kept = signatures or {}
    if signed.keys() - kept.keys():
        yield Broken("signature_missing", {})
    if any(signed.get(uid) != hashes for uid, hashes in kept.items()):
        yield Broken("signature_changed", {})


def _broken_versions(
    versions: Sequence[Kept],
    states: Mapping[str, str],
    hashes: Mapping[str, str],
    left: Mapping[str, str],
) -> Iterator[Broken]:
    there = {one.uid for one in versions}
    for uid in states.keys() - there:
        yield Broken("version_missing", {"version": uid})
    for one in versions:
        about = {"version": one.number or one.uid}
        wanted = hashes.get(one.uid) or None
        if wanted is not None and one.text is None:
            yield Broken("text_missing", about)
        elif one.hash != wanted:
            yield Broken("hash_changed", about)
        elif one.text is not None and (
            text_hash(one.text, one.parent_hash) != left.get(wanted or "", wanted)
        ):
            yield Broken("text_changed", about)
        elif one.state != states.get(one.uid):
            yield Broken("state_changed", about)
