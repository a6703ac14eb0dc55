"""Images without what they tell about their maker: position, device, dates, thumbnails, edits.

Nothing is decoded, so no pixel changes. What the picture needs to be shown is kept: its colour
profile, and its orientation. Formats: JPEG (ITU-T T.81 annex B, Exif 2.32), PNG (third edition),
WebP (RFC 9649).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator

#: PNG chunks that tell something else than the picture.
_PNG_TOLD = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_TOLD = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04  # « has Exif » and « has XMP », in VP8X
_ICC = b"ICC_PROFILE\0"
#: APP0 (JFIF) and APP14 (Adobe) say how colours are written.
_KEPT_APPS = (0xE0, 0xEE)
#: Ends the entropy-coded data of a JPEG scan: neither a stuffed 0, a restart mark, nor padding.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(data: bytes, media_type: str, orientation: int = 1) -> bytes:
    """The same picture, saying nothing else; `data` is a whole image of that type.

    `orientation` is that of its Exif block: a JPEG keeps it. A GIF has none of this.
    """
    if media_type == "image/jpeg":
        return _jpeg(data, orientation)
    cleaner: Callable[[bytes], bytes] | None = {"image/png": _png, "image/webp": _webp}.get(
        media_type
    )
    return cleaner(data) if cleaner else data


def _jpeg(data: bytes, orientation: int) -> bytes:
    kept = [b"\xff\xd8", _exif_of(orientation) if orientation != 1 else b""]
    position = 2
    while position + 4 <= len(data) and data[position + 1] != 0xD9:
        marker = data[position + 1]
        if marker == 0xFF:  # padding
            position += 1
            continue
        (length,) = struct.unpack(">H", data[position + 2 : position + 4])
        end = position + 2 + length
        if not _tells(marker, data[position + 4 : end]):
            end = _scan_end(data, end) if marker == 0xDA else end
            kept.append(data[position:end])
        position = end
    # What phones append after the picture (previews, videos) is left out.
    return b"".join(kept) + b"\xff\xd9"


def _scan_end(data: bytes, position: int) -> int:
    found = _MARKER.search(data, position)
    return found.start() if found else len(data)


def _tells(marker: int, body: bytes) -> bool:
    if marker == 0xE2:
        return not body.startswith(_ICC)
    return marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPS)


def _exif_of(orientation: int) -> bytes:
    """An Exif block that holds an orientation and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    position = 8
    while position + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[position : position + 8])
        end = position + 12 + length
        if name not in _PNG_TOLD:
            kept.append(data[position:end])
        position = end
        if name == b"IEND":
            break
    return b"".join(kept)


def _webp(data: bytes) -> bytes:
    body = b"".join(_webp_chunk(name, chunk) for name, chunk in _webp_chunks(data))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    end = min(len(data), 8 + struct.unpack("<I", data[4:8])[0])
    while position + 8 <= end:
        name, length = struct.unpack("<4sI", data[position : position + 8])
        yield name, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _webp_chunk(name: bytes, chunk: bytes) -> bytes:
    if name in _WEBP_TOLD:
        return b""
    if name == b"VP8X" and chunk:
        chunk = bytes([chunk[0] & ~_WEBP_FLAGS]) + chunk[1:]
    return struct.pack("<4sI", name, len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
