"""What was said last: beside the recent changes, with the filters both have."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.service.speak import Said, Words, answer
from wiki.members import queries as members

Ask = Callable[..., Any]


@pytest.fixture
def said(ask: Ask, thread: Callable[..., Said]) -> Said:
    """A thread that charlie opened, and bob answered."""

    def speak() -> Said:
        made = thread("Des exemples", "Lesquels ?")
        answer(people.make("bob"), made.thread.uid, Words("Celui-ci."))
        return made

    return ask(speak)  # type: ignore[no-any-return]


def tab(text: str, label: str) -> str:
    """Where a tab of the two views leads."""
    views = text.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    found = re.search(rf'href="([^"]+)"[^>]*>(?:(?!</a>).)*<span>{label}</span>', views, re.DOTALL)
    assert found
    return unescape(found[1])


def test_each_view_leads_to_the_other_with_its_filters(client: FlaskClient, said: Said) -> None:
    changes = client.get("/changes?author=x&since=7&tag=undone&hide_minor=1").text
    assert tab(changes, "Discussions") == "/talk?author=x&since=7"
    assert tab(client.get("/talk?author=x&since=7").text, "Pages") == "/changes?author=x&since=7"
    assert 'aria-current="page"' in client.get("/talk").text.partition('class="tabs"')[2]


def test_filters_by_person_and_keeps_the_filter_from_screen_to_feed(
    client: FlaskClient, ask: Ask, said: Said
) -> None:
    bob = ask(lambda: members.members_named("bob")[0].uid)
    shown = client.get(f"/talk?author={bob}").text
    assert "Celui-ci." in shown
    assert "Lesquels" not in shown
    assert f'value="{bob}" selected' in shown
    assert f'href="/talk.atom?author={bob}"' in shown
    feed = client.get(f"/talk.atom?author={bob}").text
    assert "Celui-ci." in feed
    assert "Lesquels" not in feed


def test_since_my_last_visit(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], ask: Ask, said: Said
) -> None:
    member = sign_in("dora")
    newest = re.search(r'name="seq" value="(\d+)"', member.get("/changes").text)
    assert newest
    people.post(member, "/changes/seen", seq=newest[1])
    assert "Rien de tel ne s’est dit." in member.get("/talk?visit=1").text
    ask(lambda: answer(people.make("bob"), said.thread.uid, Words("Encore un.")))
    new = member.get("/talk?visit=1").text
    assert "Encore un." in new
    assert "Celui-ci." not in new
    assert member.get("/talk").text.count(">nouveau<") == 1
    assert "Celui-ci." in client.get("/talk?visit=1").text


@pytest.mark.parametrize("query", ["since=never", "before=x", "since=99999999999"])
def test_a_filter_that_is_none_is_no_fault(client: FlaskClient, said: Said, query: str) -> None:
    assert client.get(f"/talk?{query}").status_code == 200
    assert client.get(f"/talk.atom?{query}").status_code == 200
