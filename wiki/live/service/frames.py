"""Frames of websockets (RFC 6455) as a server writes and reads them, without the library's objects.

Its protocol took 25 kB for each window; here one keeps what has come of a message, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
_KNOWN = frozenset((CONTINUED, TEXT, BINARY, CLOSE, PING, PONG))
#: Why a connection is closed: frames that are none, text that is none, a message that is too long.
BROKEN, NO_TEXT, TOO_LONG = 1002, 1007, 1009
#: Octets of what is not a message, at most.
_SHORT = 125
#: What a part of a message takes beside its octets: it may come in many, and empty ones.
PART = 48
#: Bits of the first two octets of a frame.
_LAST, _RESERVED, _OPCODE, _MASKED, _LENGTH = 0x80, 0x70, 0x0F, 0x80, 0x7F


class BrokenError(Exception):
    """What came is no frame, or too long: `code` says why the connection is closed."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Frame(NamedTuple):
    """One frame, and where the next one begins."""

    opcode: int
    is_last: bool
    payload: bytes
    end: int


def frame_of(opcode: int, payload: bytes) -> bytes:
    """A frame, whole and unmasked, as servers send them."""
    size = len(payload)
    if size <= _SHORT:
        head = bytes((_LAST | opcode, size))
    elif size < 65_536:
        head = bytes((_LAST | opcode, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((_LAST | opcode, 127)) + size.to_bytes(8, "big")
    return head + payload


def frame_at(data: bytes | bytearray, at: int, most: int) -> Frame | None:
    """The frame that begins there, of `most` octets at most; None until all of it has come.

    Raises `BrokenError`.
    """
    came = len(data) - at
    if came < 2:
        return None
    first, second = data[at], data[at + 1]
    opcode, size, start = first & _OPCODE, second & _LENGTH, at + 2
    if first & _RESERVED or not second & _MASKED or opcode not in _KNOWN:
        raise BrokenError(BROKEN)
    if opcode >= CLOSE and (size > _SHORT or not first & _LAST):
        raise BrokenError(BROKEN)
    if size > _SHORT:
        start += 2 if size == 126 else 8
        if came < start - at:
            return None
        size = int.from_bytes(data[at + 2 : start], "big")
    if opcode < CLOSE and size > most:
        raise BrokenError(TOO_LONG)
    body = start + 4
    end = body + size
    if len(data) < end:
        return None
    return Frame(opcode, first >= _LAST, unmasked(data[body:end], data[start:body]), end)


def unmasked(data: bytes | bytearray, key: bytes | bytearray) -> bytes:
    """What a browser masked: all octets at once, as one number."""
    size = len(data)
    keys = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(keys, "big")).to_bytes(size, "big")


class Reader:
    """Puts together what comes piece by piece: messages of `most` octets, and what is between."""

    __slots__ = ("_held", "_opcode", "_parts", "_size", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        #: What came of a frame that is not whole; added to in place, or dripping would cost.
        self._held: bytearray | None = None
        self._parts: list[bytes] | None = None
        self._opcode = self._size = 0

    def read(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """What is whole, each with its opcode. Raises `BrokenError`."""
        held: bytes | bytearray = data
        if self._held is not None:
            self._held += data
            held = self._held
        at = 0
        while (frame := frame_at(held, at, self.most - self._size)) is not None:
            at = frame.end
            if frame.opcode >= CLOSE or (
                frame.is_last and frame.opcode != CONTINUED and self._parts is None
            ):
                yield frame.opcode, frame.payload
            elif (whole := self._joined(frame)) is not None:
                yield self._opcode, whole
        if at == len(held):
            self._held = None
        elif at or self._held is None:
            self._held = bytearray(held[at:])

    def _joined(self, frame: Frame) -> bytes | None:
        """The message that a part ends; None as long as others follow."""
        if (frame.opcode == CONTINUED) != (self._parts is not None):
            raise BrokenError(BROKEN)
        if self._parts is None:
            self._parts, self._opcode = [], frame.opcode
        self._parts.append(frame.payload)
        self._size += len(frame.payload) + PART
        if not frame.is_last:
            return None
        whole = b"".join(self._parts)
        self._parts, self._size = None, 0
        return whole
