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
from wiki.discussions.service import places
from wiki.discussions.service.speak import Words, open_thread
from wiki.kernel.db import act
from wiki.kernel.discussed import Discussable, Discussed, Part, Rewritten, Writing
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import Actor, May
from wiki.kernel.subject import Subject
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


#: What each version of a planet says, and how many moons were known then.
SAID = ["Une planète rouge.\n\nElle tourne.\n", "Une planète rouge.\n\nElle tourne vite.\n"]
MOONS = ["1", "2"]
#: The newest version, which a test may change.
HEAD = [1]


def _rewrite(_actor: Actor, wanted: Rewritten) -> int:
    SAID.append(wanted.text)
    MOONS.append(MOONS[-1])
    return len(SAID)


PLANET = Discussable(
    find=_planets,
    why_not=_only_alice,
    touch=TOUCHED.append,
    writing=Writing(
        head=lambda _uid: HEAD[0],
        text=lambda _uid, number: SAID[number - 1],
        why_not=lambda actor, uid: _only_alice(actor, May.EDIT, uid),
        rewrite=_rewrite,
    ),
)


def _moons(_uid: str, number: int, _actor: Actor) -> list[Part]:
    return [Part("m-moons", "Lunes", MOONS[number - 1])]


#: A subject, above, that offers planets to be discussed, and what stands beside their text.
ASTRONOMY = Subject(
    "astronomy", discussed={"planet": "discussed:PLANET"}, parts={"planet": "views.moons:of"}
)


@pytest.fixture
def planets(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The subject of the planets, among the others."""
    wiki = app.extensions["wiki"]
    offered = {"discussed:PLANET": PLANET, "views.moons:of": _moons}
    load = Subject.load
    monkeypatch.setattr(
        Subject,
        "load",
        lambda one, reference: offered[reference] if one is ASTRONOMY else load(one, reference),
    )
    monkeypatch.setattr(wiki, "subjects", (*wiki.subjects, ASTRONOMY))
    TOUCHED.clear()
    HEAD[0] = 1
    for name in ("discussions.kinds", "discussions.parts"):
        wiki.kept.pop(name, None)
    yield
    for name in ("discussions.kinds", "discussions.parts"):
        wiki.kept.pop(name, None)


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


def test_what_another_subject_offers_is_commented_on(
    app: Flask, planets: None, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("alice")
    chosen = client.get("/talk/about/planet/mars/passage").text
    assert "Lunes\u00a0: 1" in chosen
    assert "Une planète rouge." in chosen
    assert "/talk/about/planet/mars/passage?block=m-moons" in chosen
    sent = {"revision": "1", "block": "m-moons", "quote": "Lunes\u00a0: 1", "text": "Deux."}
    shown = people.post(client, "/talk/about/planet/mars/passage", **sent, action="preview")
    assert "Aperçu — rien n’est encore publié" in shown.text
    assert "m-moons" in client.get("/drafts").text  # its draft is offered again
    where = people.post(client, "/talk/about/planet/mars/passage", **sent).location
    assert "Lunes\u00a0: 1" in client.get(str(where)).text
    HEAD[0] = 2
    with app.app_context(), act():
        places.follow("planet", "mars", SAID[1])
    assert "Le passage a changé depuis" in client.get(str(where)).text
    assert sign_in("bob").get("/talk/about/planet/mars/passage").status_code == 403
    assert client.get("/talk/about/planet/venus/passage").status_code == 404


def test_the_passages_of_a_page_have_one_address(
    app: Flask, page: MakePage, client: FlaskClient
) -> None:
    with app.app_context():
        made = page("Le Comptoir")
    there = client.get(f"/talk/about/page/{made.uid}/passage?block=b-1").location
    assert there == "/wiki/Le_Comptoir/talk/passage?block=b-1"


def test_the_general_address_of_a_page_leads_to_its_own(
    app: Flask, page: MakePage, client: FlaskClient
) -> None:
    with app.app_context():
        made = page("Le Comptoir")
    assert client.get(f"/talk/about/page/{made.uid}").location == "/wiki/Le_Comptoir/talk"


def test_what_a_subject_offers_is_gathered() -> None:
    assert discussions.load(discussions.discussed["page"]) is kinds.PAGE
    assert replace(PLANET).find(["mars", "venus"]).keys() == {"mars"}
