"""The members' list and pages, and who may do what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.pager import Slice
from wiki.kernel.permissions import SYSTEM, May, Role
from wiki.members import queries
from wiki.members.queries import directory, members_named, members_page
from wiki.members.service import people as service
from wiki.members.service.profile import change_profile, change_showing
from wiki.site.service import change_settings


def make(app: Flask, number: int) -> None:
    with app.app_context():
        for n in range(number):
            service.create_member(SYSTEM, f"Membre {n:03}", Role.MEMBER)


def test_everyone_is_listed_by_name_page_after_page(app: Flask, client: FlaskClient) -> None:
    make(app, 120)
    people.sign_in(client, app, "dora")
    seen: list[str] = []
    path = "/members"
    while path:
        page = client.get(path).text
        seen += re.findall(r">(Membre \d+)</a>", page)
        more = re.search(r'href="([^"]+)" rel="next"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert seen == [f"Membre {n:03}" for n in range(120)]


NAMES = ("Eric", "Éric Œ", "éric of", "Fanny", "Œdipe", "ofelia", "Zoé")


def test_names_are_in_the_order_of_a_dictionary(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    monkeypatch.setattr(directory, "PAGE_SIZE", 2)
    with app.app_context():
        alice = people.make("alice")
        for name in reversed(NAMES):
            service.create_member(SYSTEM, name, Role.MEMBER)
        lists: list[Callable[[int | None], Slice[Any]]] = [
            lambda after: members_page(after=after),
            lambda after: directory.directory(directory.Wanted(), alice, after=after),
        ]
        for each in lists:
            assert _walked(each) == ["alice", *NAMES]
        for name, new in (("Zoé", "Édith"), ("Eric", "yann")):
            (member,) = members_named(name)
            change_profile(queries.actor_of_member(member), new, "", "")
        for each in lists:
            assert _walked(each) == ["alice", "Édith", *NAMES[1:-1], "yann"]


def _walked(each: Callable[[int | None], Slice[Any]]) -> list[str]:
    """The names of a list, page after page."""
    names: list[str] = []
    found = each(None)
    while found.next_key is not None:
        names += [one.name for one in found.rows]
        found = each(found.next_key)
    return names + [one.name for one in found.rows]


def test_a_name_is_searched_as_it_is_typed(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        service.create_member(SYSTEM, "Élodie_100%", Role.MEMBER)
        service.create_member(SYSTEM, "Farid", Role.MEMBER)
        names = {
            word: [found.name for found in members_page(search=word).rows]
            for word in ("élodie", "ÉLODIE", "100%", "%", "far", "x")
        }
    assert names == {
        "élodie": ["Élodie_100%"],
        "ÉLODIE": ["Élodie_100%"],
        "100%": ["Élodie_100%"],
        "%": ["Élodie_100%"],
        "far": ["Farid"],
        "x": [],
    }
    assert "Personne de ce nom" in client.get("/members?q=xyz").text


def test_a_closed_account_is_in_no_list_but_its_page_stays(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        people.make_all()
        uid = members_named("charlie")[0].uid
        service.deactivate(SYSTEM, uid)
    assert "charlie" not in client.get("/members").text
    assert "Ce compte est fermé" in client.get(f"/members/{uid}").text
    assert client.get("/members/unknown").status_code == 404


def test_each_chooses_who_sees_what_they_say(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        everyone = people.make_all()
        for name, to in (("alice", "public"), ("bob", "nobody"), ("charlie", "members")):
            change_profile(everyone[name], name, f"Je suis {name}.", "Pomerol")
            change_showing(everyone[name], to, "33", f"Couture, {name} 2")
        uids = {name: members_named(name)[0].uid for name in everyone}
    member = app.test_client()
    people.sign_in(member, app, "dora")

    def seen(browser: FlaskClient, asked: str = "") -> list[str]:
        shown = browser.get(f"/members{asked}").text.partition('<ul class="people">')[2]
        return re.findall(r'">(alice|bob|charlie|dora)</a>', shown)

    assert seen(client) == ["alice"]
    assert seen(member) == ["alice", "charlie", "dora"]
    assert seen(member, "?skill=COUTURE") == ["alice", "charlie"]
    assert seen(member, "?skill=charlie+2&department=33&q=pom") == ["charlie"]
    assert seen(member, "?department=40") == seen(client, "?skill=charlie") == []
    told = {
        name: [
            f"Je suis {name}." in one.get(f"/members/{uids[name]}").text for one in (client, member)
        ]
        for name in ("alice", "bob", "charlie")
    }
    assert told == {"alice": [True, True], "bob": [False, False], "charlie": [False, True]}
    assert "Gironde" not in client.get(f"/members/{uids['bob']}").text
    with app.app_context():
        change_showing(everyone["bob"], "nobody", "40", "")
    assert "Landes" not in member.get("/members").text


def test_everyone_is_taken_away_in_a_table_without_addresses(app: Flask) -> None:
    alice, bob = app.test_client(), app.test_client()
    people.sign_in(alice, app, "alice")
    people.sign_in(bob, app, "bob")
    people.post(bob, "/account/directory", shown_to="nobody", department="33", skills="=couture")
    assert bob.get("/admin/people.csv").status_code == 403
    table = alice.get("/admin/people.csv").text
    assert "bob,Modérateur,,Gironde (33),'=couture," in table
    assert "exemple.fr" not in table


def test_refuses_what_the_directory_does_not_know(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    good = {"shown_to": "public", "department": "33", "skills": "couture"}
    wrong = {"shown_to": "x", "department": "999", "skills": ",".join(map(str, range(13)))}
    for name, value in wrong.items():
        answer = people.post(client, "/account/directory", **(good | {name: value}))
        assert answer.status_code == 422
        assert f'id="f-{name}-error"' in answer.text


def test_a_profile_says_no_address(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        people.make_all()
        uid = members_named("charlie")[0].uid
    assert "exemple.fr" not in client.get(f"/members/{uid}").text


def test_the_table_of_rights_is_that_of_the_code(app: Flask, client: FlaskClient) -> None:
    page = client.get("/rights").text
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    granted = [row.count('aria-label="oui"') for row in rows]
    assert granted == [len(Role) - right.least for right in May]


def test_and_follows_the_settings(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        change_settings(SYSTEM, {"editing": "anyone"})
    page = client.get("/rights").text
    assert "Ici tout le monde écrit" in page
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    assert rows[list(May).index(May.EDIT)].count('aria-label="oui"') == len(Role)


def test_active_members_are_offered_by_the_beginning_of_their_names(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        service.create_member(SYSTEM, "Élodie_100%", Role.MEMBER)
        gone = service.create_member(SYSTEM, "Éloi", Role.MEMBER)
        service.deactivate(SYSTEM, gone.uid)
    assert client.get("/members/suggest?q=e").status_code == 403
    people.sign_in(client, app, "charlie")
    (found,) = client.get("/members/suggest?q=ÉLO").get_json()
    assert found["name"] == "Élodie_100%"
    assert re.fullmatch(r"/members/[23456789a-z]{12}", found["url"])
    for nothing in ("?q=%25", "?q=", "", "?q=lodie", f"?q={'x' * 300}"):
        assert client.get(f"/members/suggest{nothing}").get_json() == []
