"""What is read in the PDFs, on both engines."""

from __future__ import annotations

import zlib

import pytest

from tests.files import images
from wiki.files import queries
from wiki.files.service import add, documents, manage
from wiki.files.service.add import Incoming
from wiki.files.service.replace import replace
from wiki.jobs import service as jobs
from wiki.kernel.db import act, release_reading
from wiki.kernel.permissions import Actor
from wiki.pages.service.save import Edit, save
from wiki.search.queries import search
from wiki.web.rendering import rendering_of

LONG = images.pdf("Les statuts du quai", "Le règlement de la presse à cidre")


def found(question: str) -> list[str]:
    release_reading()
    return [hit.title for hit in search(question).hits if hit.kind == "file"]


def test_the_words_of_a_document_are_found_as_long_as_it_is_there(
    charlie: Actor, bob: Actor
) -> None:
    uid = add.add(charlie, Incoming("statuts.pdf", LONG)).uid
    assert found("cidre") == []
    jobs.run_all()
    assert found("règlements") == ["statuts.pdf"]
    hit = next(hit for hit in search("cidre").hits)
    assert "presse à cidre" in hit.shown.plain
    with act():
        documents.rebuild()
    assert found("cidre") == ["statuts.pdf"]
    manage.delete(bob, uid)
    assert found("cidre") == []
    manage.restore(bob, uid)
    assert found("cidre") == ["statuts.pdf"]
    replace(charlie, uid, Incoming("statuts.pdf", images.pdf("Une charte")))
    jobs.run_all()
    assert found("cidre") == []
    assert found("charte") == ["statuts.pdf"]


def test_a_page_shows_it_with_its_size_and_its_pages(charlie: Actor) -> None:
    file = add.add(charlie, Incoming("statuts.pdf", LONG))
    jobs.run_all()
    body = f":::{{document /files/{file.uid}/statuts.pdf}}\n:titre: Nos statuts\n"
    page = save(charlie, Edit("Le quai", body, 0)).page
    html = rendering_of(page).html
    assert "Nos statuts" in html
    assert "(PDF – " in html
    assert "2 pages" in html
    assert f'<iframe src="/files/{file.uid}/statuts.pdf"' in html


def _bomb() -> bytes:
    """A page whose content is three hundred megabytes of nothing, packed twice."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 10**6) for _ in range(300)) + packer.flush()
    packed = zlib.compress(packed, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        f"<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode()
        + packed
        + b"\nendstream",
    ]
    return images.assembled(objects)


def _endless() -> bytes:
    """Pages that hold each other."""
    kids = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>"
    return images.assembled([b"<</Type/Catalog/Pages 2 0 R>>", kids])


def _deep() -> bytes:
    """Lists in lists in lists."""
    return images.assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 100_000 + b"]" * 100_000])


@pytest.mark.parametrize(
    "data", [_bomb, _endless, _deep, lambda: images.PDF, lambda: LONG[:300] + LONG[-40:]]
)
def test_a_hostile_document_ends_well(charlie: Actor, data: object) -> None:
    made = data()  # type: ignore[operator]
    file = add.add(charlie, Incoming("hostile.pdf", made))
    jobs.run_all()
    told = documents.read(file)
    assert sum(map(len, told.texts)) < 1000
    assert found("hostile") == ["hostile.pdf"]
    assert queries.reading_path(file).stat().st_size < 10_000
