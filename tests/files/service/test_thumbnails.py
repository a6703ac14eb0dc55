"""Smaller images."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.files import images
from wiki.files import queries
from wiki.files.models import File
from wiki.files.rules import LARGE, SMALL
from wiki.files.service import add, thumbnails
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor


def added(actor: Actor, data: bytes, name: str = "a.png") -> File:
    """A file of that content."""
    return add.add(actor, add.Incoming(name, data))


def size_of(file: File, wanted: int) -> tuple[int, int]:
    """The size of a thumbnail."""
    with Image.open(io.BytesIO(thumbnails.path(file, wanted).read_bytes())) as image:
        return image.size


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_thumbnail_has_its_width(charlie: Actor, kind: str) -> None:
    file = added(charlie, images.image(kind, (2000, 1000)))
    assert size_of(file, SMALL) == (320, 160)
    assert size_of(file, LARGE) == (1200, 600)


def test_a_small_image_is_not_enlarged(charlie: Actor) -> None:
    assert size_of(added(charlie, images.image()), SMALL) == (40, 30)


def test_a_thumbnail_stands_upright_and_tells_nothing(charlie: Actor) -> None:
    data = images.image("JPEG", (800, 600), exif=images.telling_exif(orientation=6))
    file = added(charlie, data)
    assert size_of(file, SMALL) == (320, 427)
    assert b"SecretPhone" not in thumbnails.path(file, SMALL).read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_an_image_of_any_mode_has_a_thumbnail(charlie: Actor, mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (800, 600)).save(made, "PNG")
    assert size_of(added(charlie, made.getvalue()), SMALL) == (320, 240)


def test_a_thumbnail_of_another_width_is_refused(charlie: Actor) -> None:
    with pytest.raises(Missing, match="file_missing"):
        thumbnails.path(added(charlie, images.image()), 321)


def test_a_document_has_none(charlie: Actor) -> None:
    with pytest.raises(Missing, match="file_missing"):
        thumbnails.path(added(charlie, images.PDF, "a.pdf"), SMALL)


def test_what_is_shown_in_a_page_is_the_lighter_one(charlie: Actor) -> None:
    large = added(charlie, images.image("PNG", (2000, 1000)))
    assert thumbnails.shown_width(large, LARGE) == LARGE
    small = added(charlie, images.image())
    assert thumbnails.shown_width(small, LARGE) is None
    animated = added(charlie, images.image("GIF", (2000, 1000)))
    assert thumbnails.shown_width(animated, LARGE) is None


def test_the_job_makes_nothing_of_a_document_or_of_a_file_that_is_gone(charlie: Actor) -> None:
    thumbnails.prepare("nothing")
    thumbnails.prepare(added(charlie, images.PDF, "a.pdf").uid)
    assert not list(queries.thumbnails_folder().rglob("*.webp"))
    thumbnails.prepare(added(charlie, images.image()).uid)
    assert list(queries.thumbnails_folder().rglob("*.webp"))
