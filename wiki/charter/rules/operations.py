"""What an amendment asks of a text: one operation on one block, on plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from wiki.charter.rules.blocks import Block, is_closed, normalised
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line, whole_text
from wiki.markup.parse import parse

#: Longest title and text of a block, in characters.
TITLE, TEXT = 200, 50_000


Text = tuple[Block, ...]


class Kind(StrEnum):
    """What is asked."""

    MODIFY = "modify"
    RENAME = "rename"
    ADD_AFTER = "add_after"
    MOVE = "move"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked of the block called `block`, which is a new one for an addition.

    `after` is the block that what is added or moved follows, "" to begin the text; `level` that of
    the heading of what is added.
    """

    kind: Kind
    block: str
    title: str = ""
    text: str = ""
    after: str = ""
    level: int = 0

    @property
    def digest(self) -> str:
        """The SHA-256 of what it asks: the same for two that ask the same."""
        asked = asdict(self)
        if self.kind is Kind.ADD_AFTER:
            del asked["block"]
        return hashlib.sha256(
            json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()


def clean_text(raw: str) -> str:
    """The text of a block as it is compared and hashed. Raises `Invalid`."""
    text, _ = whole_text(raw[: 4 * TEXT])
    text = normalised("".join(sign for sign in text if sign >= " " or sign in "\t\n"))
    if len(raw) > 4 * TEXT or len(text) > TEXT:
        raise Invalid("amendment_text_long", field="text", limit=TEXT)
    if parse(text).headings:  # in a box, too: it could be taken for another article
        raise Invalid("amendment_headings", field="text")
    if not is_closed(text):
        raise Invalid("amendment_unclosed", field="text")
    return text


def clean_title(raw: str) -> str:
    """The title of a block, on one line. Raises `Invalid`."""
    title = one_line(normalised(whole_text(raw[: 10 * TITLE])[0]))
    if not title:
        raise Invalid("amendment_title_missing", field="title")
    if len(title) > TITLE:
        raise Invalid("amendment_title_long", field="title", limit=TITLE)
    return title


def place(text: Sequence[Block], block: str) -> int | None:
    """Where a block stands; None when it does not."""
    return next((at for at, one in enumerate(text) if one.id == block), None)


def found(text: Sequence[Block], block: str) -> Block | None:
    """The block of this id."""
    at = place(text, block)
    return None if at is None else text[at]


def before(text: Sequence[Block], block: str) -> str:
    """The id of what stands before a block; "" before the first."""
    at = _held(text, block)
    return text[at - 1].id if at else ""


def applied(text: Text, operation: Operation) -> Text:
    """The text with what is asked. Raises `Conflict` when it has no such block any more."""
    if operation.kind is Kind.ADD_AFTER:
        if place(text, operation.block) is not None:
            raise Conflict("amendment_block_twice", block=operation.block)
        added = Block(operation.block, operation.level, operation.title, operation.text)
        return _with(text, added, operation.after)
    at = _held(text, operation.block)
    rest = text[:at] + text[at + 1 :]
    match operation.kind:
        case Kind.DELETE:
            return rest
        case Kind.MOVE:
            return _with(rest, text[at], operation.after)
        case Kind.RENAME:
            changed = text[at]._replace(title=operation.title)
        case _:
            changed = text[at]._replace(title=operation.title, text=operation.text)
    return (*text[:at], changed, *text[at + 1 :])


def changes(text: Text, operation: Operation) -> bool:
    """Whether what is asked changes anything that is read. Raises `Conflict`."""
    return _read(applied(text, operation)) != _read(text)


def _read(text: Text) -> list[tuple[str, list[str], list[str]]]:
    return [(one.id, one.title.split(), one.text.split()) for one in text]


def level_after(text: Text, after: str) -> int:
    """The level of the heading of an article that follows a block: as those around it."""
    at = _held(text, after) if after else -1
    here = text[at].level if at >= 0 else 0
    following = text[at + 1].level if at + 1 < len(text) else 0
    return max(here, following) or 2


def _with(text: Text, block: Block, after: str) -> Text:
    at = _held(text, after) + 1 if after else 0
    return (*text[:at], block, *text[at:])


def _held(text: Sequence[Block], block: str) -> int:
    at = place(text, block)
    if at is None:
        raise Conflict("amendment_block_gone", block=block)
    return at


class Asked(NamedTuple):
    """What somebody asks of a text, as they typed it: a code of `Kind`, and what it takes.

    `block` is what is changed, or what is added follows.
    """

    kind: str
    block: str
    title: str = ""
    text: str = ""
    after: str = ""


def understood(text: Text, asked: Asked, new_id: Callable[[], str]) -> Operation:
    """The operation that is asked of a text. Raises `Invalid`, `Conflict`."""
    try:
        kind = Kind(asked.kind)
    except ValueError as error:
        raise Invalid("amendment_kind", field="kind") from error
    if kind is Kind.ADD_AFTER:
        operation = _addition(text, asked, new_id)
    else:
        operation = _change(text[_held(text, asked.block)], kind, asked)
        if kind is Kind.MOVE:
            _check_place(text, operation)
    if kind is not Kind.ADD_AFTER and not changes(text, operation):
        raise Invalid("amendment_no_change", field="after" if kind is Kind.MOVE else "text")
    return operation


def _addition(text: Text, asked: Asked, new_id: Callable[[], str]) -> Operation:
    title, words = clean_title(asked.title), clean_text(asked.text)
    if not words:
        raise Invalid("amendment_text_missing", field="text")
    level = level_after(text, asked.block)
    return Operation(Kind.ADD_AFTER, new_id(), title, words, asked.block, level)


def _change(block: Block, kind: Kind, asked: Asked) -> Operation:
    """What is asked of a block; one that has no heading has no title."""
    if kind is Kind.DELETE or kind is Kind.MOVE:
        after = asked.after if kind is Kind.MOVE else ""
        return Operation(kind, block.id, after=after)
    title = clean_title(asked.title) if block.level else ""
    if kind is Kind.RENAME:
        return Operation(kind, block.id, title)
    return Operation(kind, block.id, title, clean_text(asked.text))


def _check_place(text: Text, operation: Operation) -> None:
    """Refuse a place that is none: what opens the text stays there."""
    block = text[_held(text, operation.block)]
    if not block.level or operation.after == operation.block:
        raise Invalid("amendment_place", field="after")
    if not operation.after and text[0].level < block.level:
        raise Invalid("amendment_place", field="after")
