"""Words that a site refuses, and links of newcomers: the rules, and where they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import place
from wiki.discussions.service.speak import Words, open_thread, rewrite
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, TooOften
from wiki.kernel.permissions import Actor
from wiki.members.screening import check_words, links_added, refused_word
from wiki.members.service.profile import change_profile, change_showing
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings
from wiki.upkeep.service import care
from wiki.upkeep.service.care import Asked

LIST = "Casino*\nprêt rapide\n"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("", "Un texte sur les tiers-lieux.", ""),
        ("", "Les meilleurs CASINOS", "casinos"),
        ("", "un pret  rapide, puis un prêt rapide", "pret rapide"),
        ("Un casino.", "Un casino, encore.", ""),
        ("Un casino.", "Un casino, un casino.", "casino"),
        ("", "Messieurs du mascasino", ""),
    ],
)
def test_a_word_is_refused_where_it_was_not(before: str, after: str, word: str) -> None:
    assert refused_word(LIST, before, after) == word


def test_an_empty_list_refuses_nothing() -> None:
    assert refused_word("\n \n", "", "casino") == ""


@pytest.mark.parametrize("lines", ["a", "le\n", "***", "\n".join(f"mot{n}" for n in range(301))])
def test_a_list_that_would_refuse_nearly_all_is_refused(lines: str) -> None:
    with pytest.raises(Invalid):
        check_words(lines)


def test_links_are_counted_however_they_are_written() -> None:
    text = "[a](https://exemple.fr) <HTTP://b.fr> //www.c.fr/x WWW.d.fr ; [[Page]], 3//4 awww.e.fr"
    assert (links_added("", text), links_added(text, text), links_added(text, "")) == (4, 0, 0)


@pytest.fixture
def everyone(inside: Flask) -> dict[str, Actor]:
    made = people.make_all()
    change_settings(
        made["alice"], {"blocked_words": LIST, "newcomer_links": "5", "joining": "open"}
    )
    return made


def test_nothing_with_a_refused_word_is_published(everyone: dict[str, Actor]) -> None:
    charlie = everyone["charlie"]
    page = save(charlie, Edit("Un lieu", "Un café.\n", 0)).page
    said = open_thread(charlie, "page", page.uid, "Un sujet", Words("Un mot."))
    tried = (
        lambda: save(charlie, Edit("Un lieu", "Un casino.\n", 1)),
        lambda: save(charlie, Edit("Casino en ligne", "Un texte.\n", 0)),
        lambda: save(charlie, Edit("Un lieu", "Un thé.\n", 1, "Mon casino")),
        lambda: save(charlie, Edit("Un lieu", None, 1, sheet=place(name="Casino"))),
        lambda: open_thread(charlie, "page", page.uid, "Casino", Words("Un mot.")),
        lambda: rewrite(charlie, said.turn.uid, Words("Casino !")),
        lambda: change_profile(charlie, "charlie", "Casinos en ligne", ""),
        lambda: change_showing(charlie, "public", "", "couture, casino"),
        lambda: care.mark(charlie, page.uid, Asked("outdated", "2026-01-01", "Au casino !")),
    )
    for one in tried:
        with pytest.raises(Invalid, match="words_refused"):
            one()
    assert save(people.make("bob"), Edit("Un lieu", "Un casino.\n", 1)).is_new
    assert save(charlie, Edit("Un lieu", "Un casino, à Bordeaux.\n", 2)).is_new


def test_a_new_account_adds_few_links_in_an_hour(everyone: dict[str, Actor]) -> None:
    charlie = everyone["charlie"]
    text = "".join(f"[a](https://exemple.fr/{n})\n" for n in range(6))
    with pytest.raises(TooOften, match="links_too_many"):
        save(charlie, Edit("Un lieu", text, 0))
    assert pages.find("Un lieu") is None
    save(charlie, Edit("Un lieu", text.partition("\n")[0], 0))
    save(charlie, Edit("Un autre", text[:81], 0))
    with pytest.raises(TooOften, match="links_too_many"):
        save(charlie, Edit("Un autre", text[:81] + text[:54], 1))
    save(charlie, Edit("Un autre", text[:81].replace("a", "b"), 1))
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        save(charlie, Edit("Un troisième", text[:81], 0))
    with clock.stopped_at(clock.now() + timedelta(days=4)):
        save(charlie, Edit("Un quatrième", text * 3, 0))


def test_what_is_refused_stays_to_be_mended(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        change_settings(people.make_all()["alice"], {"blocked_words": LIST, "joining": "open"})
    people.sign_in(client, app, "charlie")
    refused = people.post(client, "/wiki/Un_lieu/edit", body="Un casino ici.", base="0")
    assert (refused.status_code, "Un casino ici." in refused.text) == (422, True)
    assert "Ce wiki refuse « casino »" in refused.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "Un lieu" in client.get("/drafts").text
    talk = people.post(client, "/wiki/Accueil/talk", subject="Casino", text="Un mot gardé.")
    assert talk.status_code in (404, 422)


def test_a_machine_that_fills_in_everything_gets_no_account(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        change_settings(people.make_all()["alice"], {"joining": "open"})
    erin = {"name": "Erin", "email": "erin@exemple.fr", "password": people.PASSWORD}
    sent = people.post(client, "/register", **erin, website="https://exemple.fr")
    assert sent.headers["Location"] == "/sent/join"
    with app.app_context():
        assert people.mails() == []
    assert 'name="website"' in client.get("/register").text
