"""Adapting a page, and taking what it became."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.sheets.places import place
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.merge.outcome import UndecidedError
from wiki.organisations.service import mandates
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.redact import redact
from wiki.pages.service.save import Edit, save
from wiki.variants import queries, service

METHOD = "Ouvrir à 9 h.\n\nRanger les tables.\n\nFermer à 18 h.\n"


@pytest.fixture
def method(inside: Flask) -> Page:
    """A page of alice's that others adapt."""
    return _write("Accueillir", METHOD)


def _write(title: str, body: str, by: str = "alice", base: int | None = None) -> Page:
    found = pages.find(title)
    head = found.head if found else 0
    return save(people.make(by), Edit(title, body, head if base is None else base)).page


def _adapt(method: Page, title: str = "Accueillir chez nous", **given: Any) -> Page:
    return service.adapt(people.make("bob"), method.uid, title, **given).page


def _body(page: Page) -> str:
    return pages.body(pages.by_uid(page.uid))


def test_a_variant_begins_as_its_origin_and_says_so(method: Page) -> None:
    variant = _adapt(method)
    assert _body(variant) == METHOD
    assert pages.head(variant).summary == "D’après « Accueillir », version 1"
    found = queries.adapted(variant.id)
    assert found is not None
    assert (found.origin, found.seen, found.behind, found.place) == ("Accueillir", 1, 0, "")
    assert queries.count(method.id) == 1
    assert queries.adapted(method.id) is None


def test_what_changed_in_the_origin_joins_what_the_variant_says(method: Page) -> None:
    variant = _adapt(method)
    _write(variant.title, METHOD.replace("9 h", "8 h"), "bob")
    _write("Accueillir", METHOD.replace("18 h", "19 h"))
    bob, found = people.make("bob"), service.taking(variant.uid)
    assert found.variant.behind == 1
    assert not found.merge.undecided
    saved = service.take(bob, variant.uid, found.head, found.number, {})
    assert _body(variant) == METHOD.replace("9 h", "8 h").replace("18 h", "19 h")
    assert saved.revision.summary == "Reprend la version 2 de « Accueillir »"
    assert service.taking(variant.uid).variant.behind == 0
    again = service.take(bob, variant.uid, found.head, found.number, {})
    assert not again.is_new


def test_what_was_written_while_it_was_chosen_stays(method: Page) -> None:
    variant = _adapt(method)
    _write("Accueillir", METHOD.replace("18 h", "19 h"))
    found = service.taking(variant.uid)
    _write(variant.title, METHOD.replace("tables", "chaises"), "charlie")
    service.take(people.make("bob"), variant.uid, found.head, found.number, {})
    assert _body(variant) == METHOD.replace("tables", "chaises").replace("18 h", "19 h")


def test_the_same_words_changed_on_both_sides_wait_for_a_choice(method: Page) -> None:
    variant = _adapt(method)
    _write(variant.title, METHOD.replace("18 h", "17 h"), "bob")
    _write("Accueillir", METHOD.replace("18 h", "20 h"))
    bob, found = people.make("bob"), service.taking(variant.uid)
    (undecided,) = found.merge.undecided
    with pytest.raises(UndecidedError):
        service.take(bob, variant.uid, found.head, found.number, {})
    service.take(bob, variant.uid, found.head, found.number, {undecided: "head"})
    assert "17 h" in _body(variant)
    assert service.taking(variant.uid).variant.behind == 0


def test_a_change_left_once_is_not_proposed_again_and_the_next_one_alone_is(method: Page) -> None:
    variant = _adapt(method)
    _write("Accueillir", METHOD.replace("18 h", "19 h"))
    service.leave(people.make("bob"), variant.uid, 2)
    service.leave(people.make("bob"), variant.uid, 2)
    assert service.taking(variant.uid).variant.behind == 0
    _write("Accueillir", METHOD.replace("18 h", "19 h").replace("tables", "chaises"))
    found = service.taking(variant.uid)
    service.take(people.make("bob"), variant.uid, found.head, found.number, {})
    assert _body(variant) == METHOD.replace("tables", "chaises")


def test_where_what_both_began_as_was_erased_a_person_chooses(method: Page) -> None:
    variant = _adapt(method)
    _write(variant.title, METHOD.replace("9 h", "8 h"), "bob")
    _write("Accueillir", METHOD.replace("18 h", "19 h"))
    redact(people.make("alice"), method.uid, 1, 1, "Un nom de trop")
    bob, found = people.make("bob"), service.taking(variant.uid)
    (undecided,) = found.merge.undecided
    service.take(bob, variant.uid, found.head, found.number, {undecided: "mine"})
    assert _body(variant) == METHOD.replace("18 h", "19 h")


def test_it_says_what_it_cannot_do(method: Page) -> None:
    bob = people.make("bob")
    with pytest.raises(Missing, match="variant_missing"):
        service.taking(method.uid)
    with pytest.raises(Conflict, match="title_taken"):
        service.adapt(bob, method.uid, "Accueillir")
    with pytest.raises(Refused, match="no_mandate_to_adapt"):
        service.adapt(bob, method.uid, "Ailleurs", method.uid)
    with pytest.raises(Refused):
        service.adapt(people.make("dora"), method.uid, "Ailleurs")
    assert pages.find("Ailleurs") is None
    variant = _adapt(method)
    for number in (0, 9):
        with pytest.raises(Invalid, match="base_unknown"):
            service.take(bob, variant.uid, 1, number, {})
    delete(people.make("alice"), method.uid, "Doublon")
    with pytest.raises(Missing, match="page_deleted"):
        service.taking(variant.uid)


def test_it_may_be_for_a_place_that_one_speaks_for(method: Page) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    cantine = save(alice, Edit("La Cantine", None, 0, sheet=place(name="La Cantine"))).page
    mandates.give(alice, cantine.uid, "bob", "2020-01-01")
    assert [one.title for one in service.places_of(bob)] == ["La Cantine"]
    variant = _adapt(method, place_uid=cantine.uid)
    found = queries.adapted(variant.id)
    assert found is not None
    assert found.place == "La Cantine"
    with pytest.raises(Refused, match="no_mandate_to_adapt"):
        service.adapt(people.make("charlie"), method.uid, "Ailleurs", cantine.uid)


def test_sending_the_form_twice_makes_one_page(method: Page) -> None:
    first, second = (_adapt(method, submission="once") for _ in range(2))
    assert first.uid == second.uid
    assert pages.by_uid(first.uid).head == 1


def test_the_screens_from_the_menu_to_the_changes_taken(
    app: Flask, client: Any, sign_in: Any
) -> None:
    with app.app_context():
        _write("Accueillir", METHOD)
    bob = sign_in("bob")
    shown = bob.get("/wiki/Accueillir").text
    (address,) = re.findall(r'href="(/variants/of/[^"]*/new)"', shown)
    assert address not in client.get("/wiki/Accueillir").text
    assert client.get(address).status_code == 403
    assert 'value="Accueillir (variante)"' in bob.get(address).text
    refused = people.post(bob, address, title="Accueillir")
    assert refused.status_code == 409
    assert 'value="Accueillir"' in refused.text
    made = people.post(bob, address, title="Chez nous", submission="a")
    assert made.status_code == 303
    page = client.get("/wiki/Chez_nous").text
    assert "D’après" in page
    assert "n’a pas changé depuis" in page
    assert "Une page adapte celle-ci" in client.get("/wiki/Accueillir").text
    with_app = people.post(
        sign_in("alice"),
        "/wiki/Accueillir/edit",
        body=METHOD.replace("18 h", "19 h"),
        base=1,
    )
    assert with_app.status_code == 303
    (taking,) = re.findall(r'href="(/variants/[^"/]+)"', client.get("/wiki/Chez_nous").text)
    assert taking in client.get("/variants").text
    assert taking in client.get(address.removesuffix("/new")).text
    assert "Prendre ces changements" not in client.get(taking).text
    assert "Prendre ces changements" in bob.get(taking).text
    assert people.post(bob, taking, head=1, number=2).status_code == 303
    assert "19 h" in client.get("/wiki/Chez_nous").text
    assert "n’a pas changé depuis" in bob.get(taking).text
    _delete_origin(app)
    left = people.post(bob, f"{taking}/leave", number=1)
    assert left.headers["Location"] == "/wiki/Chez_nous"


def _delete_origin(app: Flask) -> None:
    with app.app_context():
        delete(people.make("alice"), pages.get("Accueillir").uid, "Doublon")
