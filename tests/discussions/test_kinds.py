"""What is discussed: pages, and anything that a subject offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions import kinds
from wiki.discussions import subject as discussions
from wiki.discussions.service.speak import Words, open_thread
from wiki.kernel.discussed import Discussable, Discussed
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import Actor, May
from wiki.pages.models import Page
from wiki.pages.service.bin import delete

MakePage = Callable[..., Page]


def test_a_page_is_discussed_under_its_title(inside: Flask, page: MakePage) -> None:
    made = page("Le Comptoir")
    found = kinds.thing("page", made.uid)
    assert (found.title, found.values) == ("Le Comptoir", {"title": "Le_Comptoir"})


def test_refuses_a_kind_that_nobody_offers(inside: Flask) -> None:
    with pytest.raises(Missing, match="discussed_missing"):
        kinds.thing("planet", "x")


def test_refuses_a_page_in_the_bin(inside: Flask, page: MakePage) -> None:
    made = page("Lieu")
    delete(people.make("bob"), made.uid)
    with pytest.raises(Missing, match="discussed_missing"):
        kinds.thing("page", made.uid)


def test_things_of_several_kinds_are_found_at_once(inside: Flask, page: MakePage) -> None:
    one, other = page("Un"), page("Deux")
    wanted = [("page", one.uid), ("page", other.uid), ("page", "no"), ("planet", "x")]
    assert {found.title for found in kinds.things(wanted).values()} == {"Un", "Deux"}


# -- A subject of its own


TOUCHED: list[str] = []


def _planets(uids: Sequence[str]) -> dict[str, Discussed]:
    return {
        uid: Discussed("planet", uid, f"Planète {uid}", "wiki.pages.changes")
        for uid in uids
        if uid == "mars"
    }


def _only_alice(actor: Actor, right: May, _uid: str) -> str | None:
    return None if right is May.READ or actor.name == "alice" else "administrators_only"


PLANET = Discussable(find=_planets, why_not=_only_alice, touch=TOUCHED.append)


@pytest.fixture
def planets(app: Flask) -> Iterator[None]:
    """A subject, above, that offers planets to be discussed."""
    kept = app.extensions["wiki"].kept
    kept["discussions.kinds"] = {"planet": PLANET, "page": kinds.PAGE}
    TOUCHED.clear()
    yield
    del kept["discussions.kinds"]


def test_a_subject_says_who_may_take_part(inside: Flask, planets: None) -> None:
    with pytest.raises(Refused, match="administrators_only"):
        open_thread(people.make("bob"), "planet", "mars", "Un sujet", Words("Un mot."))
    open_thread(people.make("alice"), "planet", "mars", "Un sujet", Words("Un mot."))
    assert TOUCHED == ["mars"]


def test_a_thing_without_an_address_for_its_talk_has_the_general_one(
    planets: None, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("alice")
    form = {"subject": "Un sujet", "text": "Un mot."}
    answer = people.post(client, "/talk/about/planet/mars", **form)
    assert answer.status_code == 303
    shown = client.get("/talk/about/planet/mars").text
    assert "Planète mars" in shown
    assert "Un mot." in shown
    assert client.get("/talk/about/planet/venus").status_code == 404
    assert "Un mot." in client.get("/talk").text


def test_the_general_address_of_a_page_leads_to_its_own(
    app: Flask, page: MakePage, client: FlaskClient
) -> None:
    with app.app_context():
        made = page("Le Comptoir")
    assert client.get(f"/talk/about/page/{made.uid}").location == "/wiki/Le_Comptoir/talk"


def test_what_a_subject_offers_is_gathered() -> None:
    assert discussions.load(discussions.discussed["page"]) is kinds.PAGE
    assert replace(PLANET).find(["mars", "venus"]).keys() == {"mars"}
