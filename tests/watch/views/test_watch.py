"""The star, the inbox, the feed and the button of a mail program, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.members.queries import members_named
from wiki.members.service.personal import erase_member
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save
from wiki.search.service import save_search
from wiki.watch.queries.follows import wish_of
from wiki.watch.queries.targets import territories
from wiki.watch.rules import NEVER
from wiki.watch.service.follow import follow
from wiki.watch.service.tell import look
from wiki.watch.views.tokens import feed_token, stop_token

SignIn = Callable[[str], FlaskClient]


def test_a_page_is_followed_by_its_star_and_told_in_the_inbox_and_the_feed(
    app: Flask, sign_in: SignIn, client: FlaskClient
) -> None:
    with app.app_context():
        alice = people.make("alice")
        page = save(alice, Edit("La Grange", "Un.\n", 0)).page
    bob = sign_in("bob")
    assert 'class="follow follow-on"' not in bob.get("/wiki/La_Grange").text
    form = {"kind": "page", "target": page.uid}
    assert people.post(bob, "/follow", **form).location == "/wiki/La_Grange"
    for _ in range(2):
        assert 'class="follow follow-on"' in bob.get("/wiki/La_Grange").text
    assert 'class="follow follow-on"' not in sign_in("charlie").get("/wiki/La_Grange").text
    assert 'action="/follow"' not in client.get("/wiki/La_Grange").text
    with app.app_context():
        save(people.make("alice"), Edit("La Grange", "Deux.\n", 1))
        look()
    assert "1 nouvelle" in bob.get("/wiki/La_Grange").text
    settings = bob.get("/following/settings").text
    feed = re.search(r"https?://[^/]+(/following/[^<]+\.atom)<", settings)
    assert feed
    assert "La Grange" in client.get(feed[1]).text
    letter = bob.get("/following/letter").text
    assert "Du nouveau : La Grange" in letter.replace("\u00a0", " ")
    assert "1 modification, par alice" in letter
    assert "Rien n’attend" not in letter
    inbox = bob.get("/inbox").text
    assert "1 modification, par alice" in inbox
    assert "/wiki/La_Grange/diff/1..2" in inbox
    stop = f"/unfollow?of=page:{page.uid}"
    assert "Parce que vous suivez cette page" in inbox
    assert stop.replace(":", "%3A") in inbox or stop in inbox
    asked = bob.get(stop).text
    assert f'value="{page.uid}"' in asked
    assert bob.get(f"{stop}x&of=&of=page\x00:").status_code == 200
    assert "Vous ne le suivez plus." in sign_in("charlie").get(stop).text
    assert "1 nouvelle" not in bob.get("/wiki/La_Grange").text
    letter = bob.get("/following/letter").text
    assert "Rien n’attend" in letter
    assert "La Grange" in letter
    assert "Rien de nouveau." in sign_in("dora").get("/following/letter").text
    assert people.post(bob, "/following/feed").status_code == 303
    assert client.get(feed[1]).status_code == 404
    again = re.search(r"(/following/[^<]+\.atom)<", bob.get("/following/settings").text)
    assert again
    with app.app_context():
        delete(alice, page.uid)
    assert "La Grange" not in client.get(again[1]).text
    assert "La Grange" not in bob.get("/inbox").text
    assert people.post(bob, "/unfollow", **form, to="inbox").location == "/inbox"
    assert "Vous ne le suivez plus." in bob.get(stop).text


def test_a_search_is_followed_from_the_list_of_those_one_keeps(app: Flask, sign_in: SignIn) -> None:
    bob = sign_in("bob")
    with app.app_context():
        kept = save_search(people.make("bob"), "Fours", "q=four")
    assert 'class="follow follow-on"' not in bob.get("/search/saved").text
    form = {"kind": "search", "target": kept.uid}
    assert people.post(bob, "/follow", **form).location == "/search/saved"
    assert 'class="follow follow-on"' in bob.get("/search/saved").text
    listed = bob.get("/following").text
    assert '<a href="/search?q=four">Fours</a>' in listed
    assert "Recherche" in listed
    assert people.post(bob, "/unfollow", **form, to="list").location == "/following"
    assert ">Fours<" not in bob.get("/following").text


def test_what_one_follows_is_listed_a_few_at_a_time(app: Flask, sign_in: SignIn) -> None:
    bob = sign_in("bob")
    with app.app_context():
        follower = people.make("bob")
        for code, _ in territories():
            follow(follower, "territory", code)
    found, path = list[str](), "/following"
    while path:
        page = bob.get(path).text
        found += re.findall(r'name="target" value="([^"]+)"', page.partition("<ul")[2])
        more = re.search(r'href="([^"]+)" rel="next"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert sorted(found) == sorted(code for code, _ in territories())
    assert bob.get("/following?before=x-y").status_code == 200
    for path in ("/follow", "/unfollow"):
        assert people.post(bob, path, kind="page\x00", target="\x00").status_code in (303, 404)


def test_the_links_of_who_was_erased_lead_nowhere(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        bob = people.make("bob")
        uid = members_named("bob")[0].uid
        paths = [f"/following/stop/{stop_token(uid)}", f"/following/{feed_token(uid, 1)}.atom"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    with app.app_context():
        erase_member(people.make("alice"), uid)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert client.post(paths[0], data={"List-Unsubscribe": "One-Click"}).status_code == 404
    with app.app_context():
        assert wish_of(bob.member_id or 0) is None


def test_the_button_of_a_mail_program_stops_the_letters_and_opening_the_link_does_not(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        people.make("bob")
        member = members_named("bob")[0]
        path = f"/following/stop/{stop_token(member.uid)}"
        number = member.id
    assert "Ne plus les recevoir" in client.get(path).text
    with app.app_context():
        assert wish_of(number) is None
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with app.app_context():
        assert wish_of(number).pace == NEVER  # type: ignore[union-attr]
    assert client.get(f"{path}x").status_code == 404


def test_what_is_wished_wrongly_comes_back_as_it_was_typed(sign_in: SignIn) -> None:
    asked = {"pace": "daily", "hour": "31", "weekday": "0", "quiet_from": "1", "quiet_to": "2"}
    answer = people.post(sign_in("bob"), "/following/settings", **asked)
    assert answer.status_code == 422
    assert "Une heure va de 0 à 23" in answer.text
