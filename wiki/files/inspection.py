"""What a content really is, read from its octets: never from its name or from what the sender says.

Images are decoded once, to refuse what is broken, after their size in pixels was checked.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import filetype

from wiki.kernel.errors import Invalid
from wiki.kernel.late import Late

if TYPE_CHECKING:
    from PIL import Image

ExifTags = Late("PIL.ExifTags")
#: Most pixels of an image, all dimensions multiplied.
MAX_PIXELS = 40_000_000
#: Media type -> its extension, for everything that is accepted.
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
}
#: Each is loaded with the first image of its type.
_READERS = {"image/png": "Png", "image/jpeg": "Jpeg", "image/gif": "Gif", "image/webp": "WebP"}
# An image of 40 megapixels takes 160 MB once decoded: one at a time.
_decoding = threading.Lock()
_SIDEWAYS = (5, 6, 7, 8)


@dataclass(frozen=True)
class Content:
    """What was recognised: pixels as shown, None for a document."""

    media_type: str
    width: int | None = None
    height: int | None = None
    #: Who made it, when the image says so.
    credit: str = ""


def inspect(data: bytes) -> Content:
    """Recognise a content. Raises `Invalid` for all that is not a whole image or PDF."""
    kind = filetype.guess_mime(data[:8192])
    if kind in _READERS:
        return _image(data, kind)
    if kind == "application/pdf" and _is_pdf(data):
        return Content(kind)
    raise Invalid("file_type")


def open_image(data: bytes, media_type: str) -> Image.Image:
    """The image, its size checked, not decoded yet. Raises `Invalid`."""
    try:
        image = _reader(media_type)(io.BytesIO(data))
    except Exception as error:  # a broken image may raise anything
        raise Invalid("file_broken") from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Invalid("file_pixels", megapixels=MAX_PIXELS // 1_000_000)
    return image


def _reader(media_type: str) -> Callable[[Any], Image.Image]:
    """What opens it: no other format is tried, and the size is known before any warning."""
    name = _READERS[media_type]
    found: Callable[[Any], Image.Image] = getattr(
        import_module(f"PIL.{name}ImagePlugin"), f"{name}ImageFile"
    )
    return found


def decoding() -> threading.Lock:
    """Held while an image is decoded."""
    return _decoding


def _image(data: bytes, media_type: str) -> Content:
    with _decoding, open_image(data, media_type) as image:
        width, height = image.size
        try:
            exif = image.getexif()
            credit = exif.get(ExifTags.Base.Copyright) or exif.get(ExifTags.Base.Artist) or ""
            if exif.get(ExifTags.Base.Orientation) in _SIDEWAYS:
                width, height = height, width
            if media_type == "image/jpeg":
                image.draft(None, (width // 8, height // 8))  # reads it all, decodes an eighth
            image.load()
        except Exception as error:  # a broken image may raise anything
            raise Invalid("file_broken") from error
    return Content(media_type, width, height, _line(credit))


def _line(raw: object) -> str:
    text = raw if isinstance(raw, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _is_pdf(data: bytes) -> bool:
    """The header at the very start, the table's place and the end mark at the very end."""
    tail = data[-2048:]
    starts = data.startswith((b"%PDF-1.", b"%PDF-2."))
    return starts and b"startxref" in tail and b"%%EOF" in tail
