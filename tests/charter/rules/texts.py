"""The texts of charters that these tests amend: one written for reading, others drawn at random."""

from __future__ import annotations

import random

from tests.merge.writers import Writer
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.operations import Kind, Operation, Text, before, changes, found

FEE = "La cotisation annuelle est de 50 euros. Elle est due au 1er mars."
BOARD = "Le bureau se réunit deux fois par an. Il élit un président. Il rend compte."
DUE = "Les fondateurs paient au 1er mars. Les invités paient au 1er mars."

CHARTER: Text = (
    Block("titre", 1, "Charte du réseau", ""),
    Block("fee", 2, "Cotisation", FEE),
    Block("board", 2, "Bureau", BOARD),
    Block("due", 2, "Échéances", DUE),
    Block("open", 2, "Ouverture", "Chaque lieu est ouvert à tous."),
)


def modify(block: str, old: str, new: str, text: Text = CHARTER) -> Operation:
    """An amendment that writes some words of an article otherwise."""
    held = found(text, block)
    assert held is not None
    assert old in held.text
    return Operation(Kind.MODIFY, block, held.title, held.text.replace(old, new, 1))


def charter(rng: random.Random) -> Text:
    """A charter of some articles, of a line or more each; their words are `communN`."""
    writer = Writer(rng, "commun")
    return tuple(
        Block(f"b{at}", 2, writer.words(2), "".join(writer.page(rng.randint(1, 3))).strip("\n"))
        for at in range(rng.randint(2, 5))
    )


def amendment(rng: random.Random, text: Text, name: str) -> Operation:
    """Something that a person asks of a charter; each word of theirs bears their name."""
    while True:
        asked = _asked(rng, text, Writer(rng, name))
        if changes(text, asked):
            return asked


def _asked(rng: random.Random, text: Text, writer: Writer) -> Operation:
    block = rng.choice(text)
    after = rng.choice(["", *(one.id for one in text)])
    match rng.choice([*Kind, Kind.MODIFY, Kind.MODIFY, Kind.MODIFY]):
        case Kind.DELETE:
            return Operation(Kind.DELETE, block.id)
        case Kind.RENAME:
            return Operation(Kind.RENAME, block.id, writer.words(2))
        case Kind.ADD_AFTER:
            words = writer.words(2), writer.sentence()
            return Operation(Kind.ADD_AFTER, f"new-{writer.name}", *words, after, 2)
        case Kind.MOVE:
            here = before(text, block.id)
            return Operation(Kind.MOVE, block.id, after=here if after == block.id else after)
        case _:
            return Operation(Kind.MODIFY, block.id, block.title, _written(rng, block.text, writer))


def _written(rng: random.Random, text: str, writer: Writer) -> str:
    """A text with a word, a sentence or a line written, added or taken away."""
    sentences = text.split(" ")
    at = rng.randrange(len(sentences))
    match rng.randrange(4):
        case 0:
            sentences[at] = writer.words(1) + ("." if sentences[at].endswith(".") else "")
        case 1:
            sentences.insert(at, writer.words(1))
        case 2:
            return f"{text}\n{writer.sentence()}"
        case _:
            del sentences[at]
    return " ".join(sentences).strip("\n")
