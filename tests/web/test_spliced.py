"""Answers put together of pieces: the same octets, compressed or not, and one whole gzip stream."""

from __future__ import annotations

import zlib

import pytest

from wiki.web.spliced import Spliced

PAGE = b"<p>" + b"Un lieu, un atelier, un jardin. " * 400 + b"</p>"


def _unpacked(answer: bytes) -> bytes:
    """What a browser reads: one stream, with nothing behind it."""
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    found = reader.decompress(answer) + reader.flush()
    assert reader.eof
    assert reader.unused_data == b""
    return found


@pytest.mark.parametrize(
    ("pieces", "own"),
    [
        ([PAGE], {}),
        ([PAGE, "who", PAGE], {"who": b"charlie"}),
        (["who", PAGE, "token", "who"], {"who": "Zoé".encode(), "token": b"x" * 200}),
        ([b"a", b"b", "who", b"", b"c"], {"who": b""}),
        (["long", PAGE], {"long": bytes(range(256)) * 600}),
        ([b""], {}),
    ],
)
def test_it_says_the_same_compressed_or_not(
    pieces: list[bytes | str], own: dict[str, bytes]
) -> None:
    wanted = b"".join(own[piece] if isinstance(piece, str) else piece for piece in pieces)
    assert Spliced(pieces, is_packed=False).fill(own) == wanted
    assert _unpacked(Spliced(pieces, is_packed=True).fill(own)) == wanted


def test_it_is_made_small() -> None:
    packed = Spliced([PAGE, "who", PAGE], is_packed=True)
    assert len(packed.fill({"who": b"charlie"})) * 10 < 2 * len(PAGE)


def test_what_a_reader_fills_in_changes_no_size_but_its_own() -> None:
    packed = Spliced([PAGE, "token", PAGE], is_packed=True)
    sizes = {len(packed.fill({"token": token})) for token in (b"Un lieu, un ", b"q7Rz0vT1xW9k")}
    assert len(sizes) == 1


def test_each_fills_it_anew() -> None:
    packed = Spliced([PAGE, "who"], is_packed=True)
    for name in (b"charlie", b"dora", b"charlie"):
        assert _unpacked(packed.fill({"who": name})) == PAGE + name


def test_a_name_without_its_piece_is_an_error() -> None:
    with pytest.raises(KeyError):
        Spliced([PAGE, "who"], is_packed=False).fill({})
