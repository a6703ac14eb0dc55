"""Frames, beside those of a library that browsers' frames are known to resemble."""

from __future__ import annotations

import random

import pytest
from websockets.frames import Frame, Opcode

from wiki.live.service.frames import (
    BROKEN,
    CLOSE,
    PART,
    PING,
    TEXT,
    TOO_LONG,
    BrokenError,
    Reader,
    frame_of,
)

MOST = 70_000


def sent(opcode: int, payload: bytes, *, is_last: bool = True, is_masked: bool = True) -> bytes:
    """What a browser sends."""
    return Frame(Opcode(opcode), payload, is_last).serialize(mask=is_masked, extensions=[])


def refused(*came: bytes) -> int:
    """The code that these octets are refused with."""
    reader = Reader(MOST)
    with pytest.raises(BrokenError) as caught:
        all(list(reader.read(one)) or True for one in came)
    return caught.value.code


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_a_frame_is_one_that_browsers_read(size: int) -> None:
    assert frame_of(TEXT, b"x" * size) == sent(TEXT, b"x" * size, is_masked=False)


def test_messages_are_the_same_however_they_come() -> None:
    dice = random.Random(8)
    stream, wanted = b"", []
    for size in (0, 3, 125, 126, 5_000, 65_535, 65_540, 7):
        payload = dice.randbytes(size)
        wanted.append((TEXT, payload))
        cuts = sorted(dice.choices(range(size + 1), k=dice.randrange(4)))
        parts = [payload[a:b] for a, b in zip([0, *cuts], [*cuts, size], strict=True)]
        for number, part in enumerate(parts):
            opcode = 0 if number else TEXT
            stream += sent(opcode, part, is_last=number == len(parts) - 1)
            if dice.random() < 0.3:  # between two parts too
                stream += sent(PING, b"la ?")
    for _ in range(20):
        reader, found, at = Reader(MOST), [], 0
        while at < len(stream):
            end = at + dice.choice((1, 2, 5, 70, 40_000))
            found += reader.read(stream[at:end])
            at = end
        assert [one for one in found if one[0] != PING] == wanted


def test_refuses_what_is_no_frame() -> None:
    assert refused(sent(TEXT, b"nu", is_masked=False)) == BROKEN
    assert refused(bytes((0xC1, 0x80))) == BROKEN  # compressed
    assert refused(bytes((0x83, 0x80))) == BROKEN  # of no kind
    assert refused(bytes((0x89, 0xFE))) == BROKEN  # a long ping
    assert refused(bytes((0x08, 0x80))) == BROKEN  # a part of an end
    assert refused(sent(0, b"la suite de rien")) == BROKEN
    assert refused(sent(TEXT, b"un", is_last=False), sent(TEXT, b"autre")) == BROKEN
    assert refused(sent(CLOSE, b""), sent(0, b"")) == BROKEN


def test_refuses_what_is_too_long_before_it_has_come() -> None:
    assert refused(sent(TEXT, b"x" * (MOST + 1))[:14]) == TOO_LONG
    part = sent(TEXT, b"x" * 40_000, is_last=False)
    assert refused(part, sent(0, b"x" * 40_000)[:14]) == TOO_LONG
    nothing = [sent(0, b"", is_last=False)] * (MOST // PART + 2)
    assert refused(sent(TEXT, b"", is_last=False), *nothing) == TOO_LONG
