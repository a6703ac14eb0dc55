"""Booklets: what is published of them stays, is for everybody, and is read everywhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import Made
from tests.files import images
from tests.sheets.places import place
from tests.web.test_paper import is_accessible, read
from tests.web.test_paper import words as words_of
from wiki.files.rules import Description
from wiki.files.service import add
from wiki.kernel.db import act, release_reading
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.publishing import queries, service
from wiki.publishing.models import Booklet, Edition
from wiki.publishing.service import Change
from wiki.publishing.views.chapters import explained
from wiki.schema.sheet import Sheet
from wiki.web.paper_tree import tree

_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TERM = {"name": "Commun", "definition": "Ce que l’on tient ensemble.", "source": "Le réseau"}


def write(title: str, body: str, sheet: Sheet | None = None) -> str:
    """A page of alice's, or its next version; its uid."""
    found = pages.find(title)
    edit = Edit(title, body, found.head if found else 0, sheet=sheet)
    return save(people.make("alice"), edit).page.uid


@pytest.fixture
def booklet(app: Flask) -> Booklet:
    """A page, a place with something that members alone see, a charter, the words."""
    with app.app_context():
        write("Commun", "", Sheet("term", _TERM))
        release_reading()
        said = "## Ouvrir\n\nUn Commun se tient. [Un lien](https://exemple.fr).\n"
        write("Méthode", f"{said}\n![Le plan](/files/{_picture()}/plan.png)\n")
        write("Le Quai", "Un lieu.\n", place(name="Le Quai", lease_end="2031-05-06"))
        made = Made(app)
        version = made.propose()
        eric = people.make("eric")
        found = service.make(eric, "Livret d’accueil", "Pour qui arrive.")
        for kind, of in (
            ("page", "Le Quai"),
            ("page", "Méthode"),
            ("charter", version.uid),
            ("glossary", ""),
        ):
            service.compose(eric, found.uid, found.title, found.summary, Change("add", kind, of))
        service.compose(
            eric, found.uid, found.title, found.summary, Change("up", "", _key("Méthode"))
        )
        return found


def _picture() -> str:
    """A plan that alice sent, larger than what is shown of it; its uid."""
    sent = add.Incoming("plan.png", images.image("PNG", (1_600, 900)), Description("Un plan"))
    return add.add(people.make("alice"), sent).uid


def publish(actor: Actor, booklet: Booklet) -> Edition:
    """Its next edition."""
    release_reading()
    return service.publish(actor, booklet.uid, explained)


def _key(title: str) -> str:
    return f"page:{pages.get(title).uid}"


def test_an_edition_stays_what_it_was(app: Flask, client: FlaskClient, booklet: Booklet) -> None:
    with app.app_context():
        eric = people.make("eric")
        first = publish(eric, booklet)
        assert [one["kind"] for one in first.entries] == ["page", "page", "charter", "glossary"]
        assert [(one["number"], one["chapters"]) for one in first.words] == [(1, [1]), (1, [2])]
    address = f"/booklets/{booklet.uid}/v1"
    before = {kind: client.get(f"{address}/booklet.{kind}").data for kind in ("pdf", "epub")}
    shown = client.get(address).text
    assert "Un Commun se tient." in _plain(shown)
    assert "Ce que l’on tient ensemble." in shown
    assert "La cotisation annuelle" in shown
    assert shown.index('id="chapitre-1"') < shown.index("Ouvrir") < shown.index("Le Quai</h2>")
    with app.app_context():
        write("Méthode", "## Fermer\n\nTout est autre.\n")
        write("Commun", "", Sheet("term", _TERM | {"definition": "Autre chose."}))
        rename(people.make("alice"), pages.get("Méthode").uid, "Méthodes", "")
        app.extensions["wiki"].kept.pop("papers")
        assert publish(eric, booklet).number == 2
    after = {kind: client.get(f"{address}/booklet.{kind}").data for kind in ("pdf", "epub")}
    assert words_of(read(after["pdf"])) == words_of(read(before["pdf"]))
    assert _texts(after["epub"]) == _texts(before["epub"])
    assert "Tout est autre." in client.get(f"/booklets/{booklet.uid}/v2").text
    assert client.get(f"/booklets/{booklet.uid}/v3").status_code == 404


def test_what_is_erased_or_thrown_away_is_in_no_edition(
    app: Flask, client: FlaskClient, booklet: Booklet
) -> None:
    with app.app_context():
        publish(people.make("eric"), booklet)
        uid = write("Méthode", "Autre.\n")
        redact(people.make("alice"), uid, 1, 1, "Une plainte")
        delete(people.make("alice"), pages.get("Le Quai").uid)
        with pytest.raises(Conflict, match="booklet_page_gone"):
            publish(people.make("eric"), booklet)
    shown = client.get(f"/booklets/{booklet.uid}/v1").text
    assert "se tient" not in shown
    assert "Le texte de cette version a été effacé." in shown
    assert "Le Quai" not in shown
    assert "Cette page n’est plus publiée." in shown
    for kind in ("pdf", "epub"):
        assert client.get(f"/booklets/{booklet.uid}/v1/booklet.{kind}").status_code == 200


def test_a_booklet_tells_nobody_what_members_alone_may_see(
    app: Flask, sign_in: Callable[[str], FlaskClient], booklet: Booklet
) -> None:
    with app.app_context():
        publish(people.make("eric"), booklet)
    alice = sign_in("alice")
    assert "2031" in alice.get("/wiki/Le_Quai").text
    address = f"/booklets/{booklet.uid}/v1"
    assert "Ouvert" in alice.get(address).text
    assert "2031" not in alice.get(address).text
    assert "2031" not in words_of(read(alice.get(f"{address}/booklet.pdf").data))
    assert "2031" not in "".join(_texts(alice.get(f"{address}/booklet.epub").data).values())


def test_a_book_for_screens_and_a_book_on_paper_are_sound(
    app: Flask, client: FlaskClient, booklet: Booklet
) -> None:
    with app.app_context():
        publish(people.make("eric"), booklet)
    address = f"/booklets/{booklet.uid}/v1"
    made = read(client.get(f"{address}/booklet.pdf").data)
    assert is_accessible(made)
    assert "Sommaire" in words_of(made)
    assert "Index" in words_of(made)
    assert [one.image.size for page in made.pages for one in page.images] == [(1_200, 675)]
    answer = client.get(f"{address}/booklet.epub")
    assert answer.content_type == "application/epub+zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    assert answer.data[30:58] == b"mimetypeapplication/epub+zip"
    (root,) = _xml(archive.read("META-INF/container.xml")).iter(
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    package = _xml(archive.read(root.attrib["full-path"]))
    items = {one.attrib["id"]: one.attrib for one in package.iter(f"{_OPF}item")}
    there = {name.removeprefix("EPUB/") for name in archive.namelist() if name.startswith("EPUB/")}
    assert {one["href"] for one in items.values()} == there - {"book.opf"}
    spine = [one.attrib["idref"] for one in package.iter(f"{_OPF}itemref")]
    assert spine == ["title", "nav", *(f"chapitre-{n}" for n in range(1, 5)), "index"]
    assert set(spine) <= items.keys()
    assert [one["href"] for one in items.values() if one.get("properties") == "nav"] == [
        "nav.xhtml"
    ]
    shown: list[tuple[str, str]] = []
    for name in there:
        if name.endswith(".jpg"):
            assert archive.read(f"EPUB/{name}").startswith(b"\xff\xd8\xff")
        if name.endswith((".xhtml", ".svg")):
            page = _xml(archive.read(f"EPUB/{name}"))
            for link in page.iter(f"{_XHTML}a"):
                href = link.attrib["href"]
                assert href.startswith(("http://", "https://")) or href in there
            shown += [(one.attrib["src"], one.attrib["alt"]) for one in page.iter(f"{_XHTML}img")]
    assert {src for src, _ in shown} <= there
    assert [alt for src, alt in shown if src.endswith(".jpg")] == ["Le plan"]


def test_the_database_keeps_what_was_published(app: Flask, booklet: Booklet) -> None:
    with app.app_context():
        eric = people.make("eric")
        publish(eric, booklet)
        for change in (sa.update(Edition).values(title="x"), sa.delete(Edition)):
            with pytest.raises(sa.exc.DatabaseError), act() as session:
                session.execute(change)
        release_reading()
        assert [one.title for one in queries.editions(booklet.id)] == ["Livret d’accueil"]


def test_who_may_compose_composes(
    app: Flask, sign_in: Callable[[str], FlaskClient], booklet: Booklet
) -> None:
    with app.app_context(), pytest.raises(Refused):
        publish(people.make("charlie"), booklet)
    charlie, eric = sign_in("charlie"), sign_in("eric")
    here = f"/booklets/{booklet.uid}"
    assert charlie.get(here).status_code == 404
    assert "Livret" not in charlie.get("/booklets").text.partition("<main")[2].partition("<h1")[0]
    assert charlie.get(f"{here}/edit").status_code == 403
    typed: dict[str, Any] = {"title": "Livret à nous", "summary": "Court."}
    refused = people.post(eric, f"{here}/edit", do="add:page", page="Nulle part", **typed)
    assert refused.status_code == 422
    assert "Nulle part" in refused.text
    assert "Livret à nous" in refused.text
    assert (
        people.post(eric, f"{here}/edit", do="add:page", page="Méthode", **typed).status_code == 422
    )
    assert people.post(eric, f"{here}/edit", **(typed | {"title": ""})).status_code == 422
    with app.app_context():
        key = _key("Le Quai")
    people.post(eric, f"{here}/edit", do=f"remove:{key}", **typed)
    published = people.post(eric, f"{here}/edit", do="publish", **typed)
    assert published.location.endswith(f"{here}/v1")
    shown = charlie.get(here).text
    assert "Livret à nous" in shown
    assert "Composer" not in shown
    made = people.post(eric, "/booklets/new", title="Autre", summary="")
    assert made.status_code == 303
    empty = people.post(eric, made.location, title="Autre", do="publish")
    assert (empty.status_code, "est vide" in empty.text) == (409, True)
    before = {"was_title": "Livret d’accueil", "was_summary": "Pour qui arrive."}
    wanted = {"title": "Mon livret", "summary": "Pour qui arrive."}
    late = people.post(eric, f"{here}/edit", **wanted, **before)
    assert late.status_code == 409
    assert 'value="Mon livret"' in late.text
    assert "« Livret à nous »" in " ".join(late.text.split())
    seen = before | {"was_title": "Livret à nous"}
    assert people.post(eric, f"{here}/edit", **wanted, **seen).status_code == 303
    with app.app_context():
        now = queries.by_uid(booklet.uid)
        assert (now.title, now.summary) == ("Mon livret", "Court.")
    with app.app_context(), pytest.raises(Invalid):
        service.make(people.make("eric"), "x" * 151)


def _texts(epub: bytes) -> dict[str, str]:
    """The words of each file of a book."""
    archive = zipfile.ZipFile(io.BytesIO(epub))
    return {
        name: "".join(_xml(archive.read(name)).itertext())
        for name in archive.namelist()
        if name.endswith(".xhtml")
    }


def _xml(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own


def _plain(html: str) -> str:
    """The words of a page that is not well-formed XML."""

    def said(nodes: list[Any]) -> str:
        return "".join(
            one if isinstance(one, str) else said(one.get("inside", [])) for one in nodes
        )

    return said(list(tree(html.partition("<main")[2])))
