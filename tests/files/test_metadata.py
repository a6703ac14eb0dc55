"""Images without what they tell about their maker."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tests.files import images
from wiki.files.metadata import without_metadata

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def noise(kind: str, size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    """An image with some detail, so that a lost octet would show."""
    made = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(made, kind, **how)
    return made.getvalue()


def pixels(data: bytes) -> bytes:
    """The decoded picture."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_position_device_and_author_are_gone_and_no_pixel_changed(kind: str) -> None:
    data = noise(kind, exif=images.telling_exif(), icc_profile=PROFILE)
    assert b"SecretPhone" in data
    cleaned = without_metadata(data, TYPES[kind])
    assert b"SecretPhone" not in cleaned
    assert b"Alice" not in cleaned
    assert pixels(cleaned) == pixels(data)
    with Image.open(io.BytesIO(cleaned)) as image:
        assert dict(image.getexif()) == {}
        assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_keeps_its_orientation_and_nothing_else(orientation: int) -> None:
    data = noise("JPEG", exif=images.telling_exif(orientation))
    cleaned = without_metadata(data, "image/jpeg", orientation)
    with Image.open(io.BytesIO(cleaned)) as image:
        assert dict(image.getexif()) == {images.ORIENTATION: orientation}


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_a_jpeg_of_any_build_keeps_its_pixels(how: dict[str, object]) -> None:
    data = noise("JPEG", (200, 150), comment=b"taken at home", quality=95, **how)
    cleaned = without_metadata(data, "image/jpeg")
    assert b"taken at home" not in cleaned
    assert pixels(cleaned) == pixels(data)


def test_what_phones_append_after_a_jpeg_is_gone() -> None:
    data = noise("JPEG")
    assert without_metadata(data + b"MotionPhoto_Data" * 100, "image/jpeg") == without_metadata(
        data, "image/jpeg"
    )


def test_the_texts_of_a_png_are_gone() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Alice Martin")
    told.add_itxt("XML:com.adobe.xmp", "<x>44.93</x>")
    data = noise("PNG", pnginfo=told)
    cleaned = without_metadata(data, "image/png")
    assert b"Alice" not in cleaned
    assert b"44.93" not in cleaned
    assert pixels(cleaned) == pixels(data)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_stays_one(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    made = io.BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=100)
    cleaned = without_metadata(made.getvalue(), TYPES[kind])
    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_an_image_that_tells_nothing_is_kept_whole(kind: str) -> None:
    data = noise(kind)
    assert pixels(without_metadata(data, TYPES[kind])) == pixels(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_any_cut_ends_without_an_error_of_ours(kind: str) -> None:
    data = noise(kind, exif=images.telling_exif())
    for length in range(20, len(data), 97):
        assert isinstance(without_metadata(data[:length], TYPES[kind]), bytes)
