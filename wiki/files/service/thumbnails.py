"""Smaller images, made from the contents: kept in a folder that can be emptied at any time."""

from __future__ import annotations

import io
from pathlib import Path

from wiki.files import queries, rules, storage
from wiki.files.inspection import decoding, open_image
from wiki.files.models import File, FileVersion
from wiki.kernel.errors import Missing
from wiki.kernel.late import Late

Image, ImageOps = Late("PIL.Image"), Late("PIL.ImageOps")

#: The type of every thumbnail.
MEDIA_TYPE = "image/webp"
_QUALITY = 82
#: An image no larger than this is its own thumbnail, in octets.
_SMALL_ENOUGH = 60_000


def shown_width(file: File, wanted: int) -> int | None:
    """The width of the thumbnail to show; None when the file itself is to be shown.

    An animation is shown itself: a thumbnail would stop it.
    """
    if not file.is_image or file.width is None or file.media_type == "image/gif":
        return None
    if file.width <= wanted and file.size <= _SMALL_ENOUGH:
        return None
    return wanted


def path(file: File | FileVersion, wanted: int) -> Path:
    """The thumbnail `wanted` pixels wide, made first when it is not there. Raises `Missing`."""
    if not file.is_image or wanted not in rules.WIDTHS:
        raise Missing("file_missing")
    target = _target(file, wanted)
    if not target.is_file():
        storage.write_atomically(target, _make(file, wanted))
    return target


def printed(file: File) -> Path:
    """The image as paper and books take it, made first when it is not there.

    A JPEG, or a PNG when one sees through it: older readers know no other. Raises `Missing`.
    """
    around = _target(file, rules.LARGE).with_suffix("")
    targets = {".jpg": around.with_suffix(".jpg"), ".png": around.with_suffix(".png")}
    for target in targets.values():
        if target.is_file():
            return target
    suffix, data = _for_print(_make(file, rules.LARGE))
    storage.write_atomically(targets[suffix], data)
    return targets[suffix]


def _for_print(data: bytes) -> tuple[str, bytes]:
    """A thumbnail in the format of printers, with its suffix."""
    made = io.BytesIO()
    with decoding(), open_image(data, MEDIA_TYPE) as image:
        is_opaque = image.mode == "RGB"
        image.save(made, "JPEG" if is_opaque else "PNG", quality=_QUALITY, optimize=True)
    return ".jpg" if is_opaque else ".png", made.getvalue()


def prepare(uid: str) -> None:
    """Make the thumbnails of a file: the job `files.thumbnails`."""
    file = queries.find(uid)
    if file is not None and file.is_image:
        for wanted in rules.WIDTHS:
            path(file, wanted)


def _target(file: File | FileVersion, wanted: int) -> Path:
    folder = queries.thumbnails_folder()
    return folder / file.sha256[:2] / file.sha256[2:4] / f"{file.sha256}-{wanted}.webp"


def _make(file: File | FileVersion, wanted: int) -> bytes:
    data = queries.content(file)
    with decoding(), open_image(data, file.media_type) as image:
        if file.media_type == "image/jpeg":
            image.draft("RGB", (wanted * 2, wanted * 2))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((wanted, wanted * 4), Image.Resampling.LANCZOS)
        opaque = turned.mode in ("RGB", "L", "CMYK", "YCbCr")
        plain = turned.convert("RGB" if opaque else "RGBA")
        made = io.BytesIO()
        plain.save(made, "WEBP", quality=_QUALITY, icc_profile=image.info.get("icc_profile"))
    return made.getvalue()
