"""What a content really is."""

from __future__ import annotations

import pytest

from tests.files import images
from wiki.files.inspection import Content, inspect
from wiki.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
    ],
)
def test_the_four_kinds_of_images_are_recognised(kind: str, media_type: str) -> None:
    assert inspect(images.image(kind)) == Content(media_type, 40, 30)


def test_a_pdf_is_recognised() -> None:
    assert inspect(images.PDF) == Content("application/pdf")


def test_a_photograph_on_its_side_has_its_shown_size_and_its_author() -> None:
    data = images.image("JPEG", exif=images.telling_exif(orientation=6))
    assert inspect(data) == Content("image/jpeg", 30, 40, "Alice Martin")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        images.SVG,
        images.HTML,
        b"PK\x03\x04" + b"\0" * 100,
        b"MZ" + b"\0" * 100,
        images.image("BMP"),
        images.image("TIFF"),
        b"%PDF-1.4 without an end",
        b"%PDF-9.9\nstartxref\n0\n%%EOF\n",
        b"<script>alert(1)</script>" + images.PDF,
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "html",
        "zip",
        "program",
        "bmp",
        "tiff",
        "pdf cut",
        "pdf version",
        "pdf after html",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="file_type"):
        inspect(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_image_that_is_cut_short_is_refused(kind: str) -> None:
    data = images.image(kind, (400, 300), quality=95)
    with pytest.raises(Invalid, match="file_broken"):
        inspect(data[: len(data) // 2])


@pytest.mark.parametrize("size", [(40_000, 1001), (65_000, 65_000), (2**31 - 1, 2**31 - 1)])
def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(
    size: tuple[int, int],
) -> None:
    with pytest.raises(Invalid, match=r"file_pixels|file_broken"):
        inspect(images.png_claiming(*size))
