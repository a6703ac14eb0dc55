"""An answer in pieces, some of them one reader's own: compressed once, put together for each.

Each piece is deflated apart and ends on an octet, so that pieces follow one another in one gzip
stream (RFC 1951, 1952). What is a reader's own goes in as it is: compressed with nothing else, its
secrets change no size.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: A last block, with nothing in it.
_END = b"\x03\x00"
#: Octets of a block that is stored as it is.
_BLOCK = 65_535
_LEVEL = 6


class Spliced:
    """Octets, between them the names of what each reader fills in; compressed if `is_packed`."""

    def __init__(self, pieces: Sequence[bytes | str], *, is_packed: bool) -> None:
        self.pieces = list(_joined(pieces))
        self.is_packed = is_packed
        self.names = {piece for piece in self.pieces if isinstance(piece, str)}
        self._packed = [
            _deflated(piece) if is_packed and isinstance(piece, bytes) else b""
            for piece in self.pieces
        ]
        self._size = sum(map(len, self.pieces)) + sum(map(len, self._packed))

    def __len__(self) -> int:
        return self._size

    def fill(self, own: Mapping[str, bytes]) -> bytes:
        """The octets of an answer: each name replaced by what is `own` to the reader."""
        plain = [own[piece] if isinstance(piece, str) else piece for piece in self.pieces]
        if not self.is_packed:
            return b"".join(plain)
        crc, found = 0, [_HEAD]
        for piece, packed in zip(plain, self._packed, strict=True):
            crc = zlib.crc32(piece, crc)
            found.append(packed or _stored(piece))
        size = sum(map(len, plain)) & 0xFFFF_FFFF
        return b"".join((*found, _END, struct.pack("<II", crc, size)))


def _joined(pieces: Sequence[bytes | str]) -> Iterator[bytes | str]:
    for kind, some in groupby(pieces, type):
        if kind is bytes:
            if whole := b"".join(piece for piece in some if isinstance(piece, bytes)):
                yield whole
        else:
            yield from some


def _deflated(piece: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(piece: bytes) -> bytes:
    blocks = (piece[at : at + _BLOCK] for at in range(0, len(piece), _BLOCK))
    return b"".join(
        b"\x00" + struct.pack("<HH", len(block), len(block) ^ 0xFFFF) + block for block in blocks
    )
