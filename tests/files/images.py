"""Files made for the tests."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n100\n%%EOF\n"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"

#: Exif tags.
ORIENTATION, ARTIST, MODEL, GPS = 0x0112, 0x013B, 0x0110, 0x8825


def image(
    kind: str = "PNG",
    size: tuple[int, int] = (40, 30),
    colour: str = "teal",
    exif: Image.Exif | None = None,
    **how: object,
) -> bytes:
    """An image of that format."""
    made = io.BytesIO()
    more: dict[str, object] = {"exif": exif} if exif is not None else {}
    Image.new("RGB", size, colour).save(made, kind, **more, **how)
    return made.getvalue()


def telling_exif(orientation: int = 1) -> Image.Exif:
    """An Exif block that says where, with what and by whom."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = "Alice Martin"
    exif[MODEL] = "SecretPhone 12"
    exif.get_ifd(GPS)[2] = (44.0, 55.0, 54.0)
    return exif


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
