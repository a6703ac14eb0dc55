"""Changing settings: as a whole or not at all, each change in the journal."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import people
from wiki.admin.service import change
from wiki.journal.queries import entries
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import VISITOR, Actor
from wiki.site.queries import setting, stamp


@pytest.fixture
def everyone(inside: Flask) -> dict[str, Actor]:
    """The people of the tests."""
    return people.make_all()


def test_a_change_is_kept_and_journaled(everyone: dict[str, Actor]) -> None:
    before = stamp()
    assert set(change(everyone["alice"], {"name": " Réseau ", "accent": "#884400"})) == {
        "name",
        "accent",
    }
    assert (setting("name"), setting("accent")) == ("Réseau", "#884400")
    assert stamp() > before
    assert entries().rows[0].detail["changes"]["accent"] == {"from": "#0f6277", "to": "#884400"}


def test_the_same_again_is_no_act(everyone: dict[str, Actor]) -> None:
    change(everyone["alice"], {"name": "Réseau"})
    before = entries().rows[0].seq
    assert change(everyone["alice"], {"name": "Réseau"}) == ()
    assert entries().rows[0].seq == before


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"accent": "red"}, "setting_colour", "accent"),
        ({"accent": ""}, "setting_colour", "accent"),
        ({"accent": "#ffee00"}, "colours_too_close", "on_accent"),
        ({"joining": "maybe"}, "setting_choice", "joining"),
        ({"radius": "99px;}body{display:none"}, "setting_choice", "radius"),
        ({"licence_url": "javascript:alert(1)"}, "setting_url", "licence_url"),
        ({"tagline": "x" * 20_001}, "setting_too_long", "tagline"),
    ],
)
def test_what_is_refused_changes_nothing(
    everyone: dict[str, Actor], values: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(WikiError) as caught:
        change(everyone["alice"], {"name": "Autre"} | values)
    assert (caught.value.code, caught.value.params["field"]) == (code, field)
    assert setting("name") != "Autre"


@pytest.mark.parametrize("who", ["bob", "charlie", "dora", ""])
def test_only_the_administration_changes_them(everyone: dict[str, Actor], who: str) -> None:
    with pytest.raises(WikiError) as caught:
        change(everyone.get(who, VISITOR), {"name": "Autre"})
    assert caught.value.code == ("administrators_only" if who else "sign_in_first")
