"""Which heading of a text is which of the text before, and what old identifiers lead to."""

from __future__ import annotations

import pytest

from wiki.markup import parse
from wiki.pages.anchors import MOST, Kept, followed, leading, may_be_renamed, renamed

PLACE = "# Le lieu\n\nUn café.\n\n## Accès\n\nPar le train de midi.\n\n## Tarifs\n\nDix euros.\n"


def told(old: str, new: str) -> dict[str, str]:
    assert may_be_renamed(old, new) or not renamed(parse(old), parse(new))
    return renamed(parse(old), parse(new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## Accès", "## Accès et horaires", {"s-acces": "s-acces-et-horaires"}),
        ("## Accès", "## Venir", {"s-acces": "s-venir"}),
        ("## Accès", "### Accès et horaires", {}),
        ("## Accès", "### Venir", {}),
        ("## Accès", "## Accès {#venir}", {"s-acces": "s-venir"}),
        ("## Accès", "## accès", {}),
        ("## Accès\n\n", "", {}),
        ("## Accès\n", "## Venir\n\nEn ville.\n\n## Accès\n", {}),
        ("## Accès\n\nPar le train de midi.", "## Histoire\n\nUne grange d’autrefois.", {}),
        ("## Accès\n\nPar le train", "## Venir\n\nPar le car ou le train", {"s-acces": "s-venir"}),
    ],
)
def test_a_heading_renamed_in_place_is_the_same(
    old: str, new: str, expected: dict[str, str]
) -> None:
    assert old in PLACE
    assert told(PLACE, PLACE.replace(old, new)) == expected


def test_several_headings_are_renamed_at_once() -> None:
    new = PLACE.replace("Accès", "Venir").replace("Tarifs", "Combien").replace("Le lieu", "Ici")
    assert told(PLACE, new) == {"s-le-lieu": "s-ici", "s-acces": "s-venir", "s-tarifs": "s-combien"}


def test_an_underlined_heading_is_followed() -> None:
    assert told("Accès\n---\n\nEn train.\n", "Venir\n---\n\nEn train.\n") == {"s-acces": "s-venir"}


def test_a_heading_that_takes_another_number_is_followed() -> None:
    old = "## Notes\n\nUne.\n\n## Suite\n\nDeux.\n\n## Notes\n\nTrois.\n"
    assert told(old, old.removeprefix("## Notes\n\nUne.\n\n")) == {"s-notes-2": "s-notes"}


def test_a_heading_at_the_end_is_followed() -> None:
    assert told("Un café.\n\n## Accès", "Un café.\n\n## Venir") == {"s-acces": "s-venir"}


def test_what_opens_no_section_is_not_followed() -> None:
    assert told("> ## Accès\n\nOui.\n", "> ## Venir\n\nOui.\n") == {}
    assert told("```\n# Accès\n```\n", "```\n# Venir\n```\n") == {}


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "Un café.\n", PLACE])
def test_nothing_or_anything_may_become_nothing(text: str) -> None:
    assert told(text, "") == told("", text) == told(text, text) == {}


def test_what_does_not_touch_headings_is_not_looked_into() -> None:
    assert not may_be_renamed(PLACE, PLACE.replace("Dix", "Onze") + "\nMerci.\n")


def test_identifiers_follow_from_name_to_name() -> None:
    once = followed([], {"s-a": "s-b"}, 2)
    twice = followed(once, {"s-b": "s-c"}, 3)
    assert twice == [Kept("s-b", "s-c", 3), Kept("s-a", "s-c", 2)]
    assert followed(twice, {"s-c": "s-a"}, 4) == [Kept("s-c", "s-a", 4), Kept("s-b", "s-a", 3)]


def test_the_newest_heading_of_a_name_is_the_one_that_it_leads_to() -> None:
    kept = followed(followed([], {"s-a": "s-b"}, 2), {"s-a": "s-z"}, 5)
    assert kept == [Kept("s-a", "s-z", 5)]


def test_two_headings_may_change_names() -> None:
    assert followed([], {"s-a": "s-b", "s-b": "s-a"}, 2) == [
        Kept("s-a", "s-b", 2),
        Kept("s-b", "s-a", 2),
    ]


def test_the_oldest_make_room() -> None:
    kept: list[Kept] = []
    for number in range(MOST + 10):
        kept = followed(kept, {f"s-{number}": f"s-{number + 1}"}, number + 2)
    assert len(kept) == MOST
    assert {one.name for one in kept} == {f"s-{number}" for number in range(10, MOST + 10)}
    assert {one.heading for one in kept} == {f"s-{MOST + 10}"}


def test_an_identifier_that_a_heading_has_now_is_its_own() -> None:
    kept = [Kept("s-a", "s-b", 2), Kept("s-c", "s-b", 2), Kept("s-d", "s-gone", 2)]
    headings = parse("## A\n\n## B\n").headings
    assert leading(kept, headings) == {"s-b": ["s-c"]}
