"""Changing the settings of the site."""

from __future__ import annotations

from typing import Any

import pytest

from tests import people
from wiki.journal.queries import entries
from wiki.kernel import signals
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import SYSTEM
from wiki.site import queries
from wiki.site.service import change_settings

pytestmark = pytest.mark.usefixtures("inside")


def test_a_change_is_seen_journaled_and_stamped() -> None:
    alice = people.make("alice")
    before = queries.stamp()
    assert change_settings(alice, {"name": "Un wiki", "tagline": queries.setting("tagline")}) == (
        "name",
    )
    release_reading()
    assert queries.setting("name") == "Un wiki"
    assert queries.stamp() > before
    entry = entries(size=1).rows[0]
    assert (entry.action, entry.actor_id) == ("settings_changed", alice.member_id)
    assert entry.detail["changes"]["name"]["to"] == "Un wiki"
    assert "tagline" not in entry.detail["changes"]


def test_to_keep_what_the_wiki_began_with_is_journaled_once_and_makes_nothing_stale() -> None:
    alice = people.make("alice")
    before, same = queries.stamp(), {"name": queries.setting("name")}
    change_settings(SYSTEM, same)
    assert not queries.is_settled()
    for _ in range(2):
        assert change_settings(alice, same) == ()
    assert queries.is_settled()
    assert [one.actor_id for one in entries(action="settings_kept").rows] == [alice.member_id]
    release_reading()
    assert queries.stamp() == before


def test_nothing_changed_leaves_no_line() -> None:
    alice = people.make("alice")
    change_settings(alice, {"name": "Un wiki"})
    release_reading()
    before = entries(size=1).rows[0].seq
    assert change_settings(alice, {"name": "Un wiki"}) == ()
    assert entries(size=1).rows[0].seq == before


def test_one_wrong_value_changes_nothing() -> None:
    with pytest.raises(Invalid, match="setting_choice"):
        change_settings(people.make("alice"), {"name": "Un wiki", "editing": "nobody"})
    release_reading()
    assert queries.setting("name") != "Un wiki"


def test_a_setting_that_is_none_is_refused() -> None:
    with pytest.raises(Missing, match="setting_unknown"):
        change_settings(people.make("alice"), {"colour_of_the_sky": "blue"})


def test_only_the_administration_changes_settings() -> None:
    with pytest.raises(Refused, match="administrators_only"):
        change_settings(people.make("bob"), {"name": "Un wiki"})


def test_it_is_announced() -> None:
    heard: list[dict[str, Any]] = []

    def listen(**payload: Any) -> None:
        heard.append(payload)

    signals.setting_changed.connect(listen)
    try:
        change_settings(people.make("alice"), {"name": "Un wiki"})
    finally:
        signals.setting_changed.disconnect(listen)
    assert [(one["name"], one["value"]) for one in heard] == [("name", "Un wiki")]


def test_settings_are_the_policy() -> None:
    alice = people.make("alice")
    change_settings(alice, {"visibility": "private", "editing": "anyone", "read_only": True})
    release_reading()
    policy = queries.policy()
    assert (policy.is_private, policy.is_read_only, policy.anyone_edits) == (True, True, True)
