"""What the address of a file means in a page."""

from __future__ import annotations

from flask import Flask

from tests.files import images
from wiki.files import directives
from wiki.files.rules import Description
from wiki.files.service import add, manage
from wiki.kernel.permissions import Actor
from wiki.markup.meaning import FileShown, ImageShown


def test_an_image_is_shown_lighter_and_leads_to_its_page(charlie: Actor) -> None:
    sent = add.Incoming("a.png", images.image("PNG", (2000, 1000)), Description("Le plan"))
    uid = add.add(charlie, sent).uid
    assert directives.image(f"/files/{uid}/whatever.png") == ImageShown(
        f"/files/{uid}/1200/a.png", 2000, 1000, "Le plan", f"/files/{uid}", (f"file:{uid}",)
    )


def test_a_document_has_its_size_beside_it(charlie: Actor) -> None:
    uid = add.add(charlie, add.Incoming("a.pdf", images.PDF)).uid
    note = f"PDF – {len(images.PDF)}\u00a0octets"
    shown = FileShown(f"/files/{uid}/a.pdf", note, (f"file:{uid}",))
    assert directives.link(f"/files/{uid}/a.pdf") == shown
    assert directives.image(f"/files/{uid}/a.pdf") is None


def test_addresses_hold_the_prefix_of_the_wiki(inside: Flask, charlie: Actor) -> None:
    uid = add.add(charlie, add.Incoming("a.pdf", images.PDF)).uid
    inside.extensions["wiki"].url_prefix = "/docs"
    shown = directives.link(f"/files/{uid}/a.pdf")
    assert shown is not None
    assert shown.href == f"/docs/files/{uid}/a.pdf"


def test_a_file_in_the_bin_means_nothing(charlie: Actor, bob: Actor) -> None:
    uid = add.add(charlie, add.Incoming("a.pdf", images.PDF)).uid
    manage.delete(bob, uid)
    assert directives.link(f"/files/{uid}/a.pdf") is None


def test_another_address_means_nothing(inside: Flask) -> None:
    for url in ("/files/abcdefghjkmn/a.png", "/files/", "https://exemple.fr/a.png", "/wiki/A"):
        assert directives.image(url) is None
        assert directives.link(url) is None
