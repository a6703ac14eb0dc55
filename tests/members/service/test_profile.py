"""One's own profile and preferences."""

from __future__ import annotations

import pytest

from tests.people import make
from wiki.journal.queries import entries
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members.queries import actor_of_member, member, members_named
from wiki.members.service import actor_of_host
from wiki.members.service.profile import change_preferences, change_profile

LANGUAGES = ("fr", "en")


def refusal(function: object, *args: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args)  # type: ignore[operator]
    return caught.value.code


def test_name_words_and_place_change(everyone: dict[str, Actor]) -> None:
    change_profile(everyone["charlie"], "Charlie B.", " Je\r\nfais ", " Pomerol ")
    found = member(everyone["charlie"].member_id or 0)
    assert (found.name, found.about, found.place) == ("Charlie B.", "Je\nfais", "Pomerol")
    assert members_named("charlie b.")[0].id == found.id
    assert entries().rows[0].detail == {"fields": ["about", "name", "name_key", "place"]}


def test_nothing_changed_is_no_act(everyone: dict[str, Actor]) -> None:
    before = entries().rows[0].seq
    change_profile(everyone["charlie"], "charlie", "", "")
    change_preferences(everyone["charlie"], "", "", "", LANGUAGES)
    assert entries().rows[0].seq == before


def test_what_is_refused(everyone: dict[str, Actor]) -> None:
    charlie = everyone["charlie"]
    assert refusal(change_profile, charlie, "ALICE", "", "") == "name_taken"
    assert refusal(change_profile, charlie, "", "", "") == "name_missing"
    assert refusal(change_profile, charlie, "charlie", "x" * 1_001, "") == "about_too_long"
    assert refusal(change_profile, charlie, "charlie", "", "x" * 121) == "place_too_long"
    assert refusal(change_profile, VISITOR, "charlie", "", "") == "sign_in_first"


def test_one_may_write_ones_own_name_otherwise(everyone: dict[str, Actor]) -> None:
    change_profile(everyone["charlie"], "CHARLIE", "", "")
    assert member(everyone["charlie"].member_id or 0).name == "CHARLIE"


def test_a_hosts_name_stays_the_hosts(everyone: dict[str, Actor]) -> None:
    zoe = actor_of_host("42", "Zoé", ())
    change_profile(zoe, "Autre", "mots", "")
    found = member(zoe.member_id or 0)
    assert (found.name, found.about) == ("Zoé", "mots")


def test_preferences_follow_the_member(everyone: dict[str, Actor]) -> None:
    change_preferences(everyone["charlie"], "en", "America/Martinique", "dark", LANGUAGES)
    found = actor_of_member(member(everyone["charlie"].member_id or 0))
    assert (found.language, found.zone, found.theme) == ("en", "America/Martinique", "dark")
    assert make("charlie").language == "en"
