"""The lines of the index of the administration: who may use which, under which heading."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import people
from wiki.admin import queries
from wiki.extension import SUBJECTS
from wiki.kernel.permissions import VISITOR, May, Role
from wiki.kernel.subject import MenuEntry
from wiki.site.service import change_settings

LINES = [entry for one in SUBJECTS for entry in one.menu if entry.group]


def labels(role: Role) -> dict[str, list[str]]:
    found = queries.offices(people.actor("eric", role))
    return {group: [one.entry.label for one in lines] for group, lines in found.items()}


@pytest.mark.parametrize("entry", LINES, ids=[entry.label for entry in LINES])
def test_a_line_says_what_it_does_in_one_sentence(entry: MenuEntry) -> None:
    assert entry.group in queries.GROUPS
    assert entry.icon
    assert entry.says.endswith(".")
    assert len(entry.says) <= 80


def test_what_is_administered_has_a_line_there() -> None:
    administered = [e for one in SUBJECTS for e in one.menu if e.place == queries.PLACE]
    assert administered
    assert [entry.label for entry in administered if not entry.group] == []


def test_each_role_sees_what_it_may_do(inside: Flask) -> None:
    steward, moderator = labels(Role.STEWARD), labels(Role.MODERATOR)
    assert steward == {
        "Modération": ["Modifications en attente", "Corbeille"],
        "Contenu": [
            *("Corrections proposées", "Importer des lieux", "Doubles possibles", "Recensements"),
        ],
        "Personnes": ["Invitations", "Recensement des membres"],
        "Technique": ["Place des fichiers"],
    }
    assert moderator["Modération"] == [*steward["Modération"], "Signalements", "Journal"]
    assert moderator["Réglages"] == ["Synonymes"]
    assert moderator["Technique"] == ["Courriels", "Place des fichiers"]
    everything = labels(Role.ADMINISTRATOR)
    assert tuple(everything) == queries.GROUPS
    assert everything["Personnes"] == ["Personnes", "Invitations", "Recensement des membres"]
    assert sum(map(len, everything.values())) == len(LINES)


def test_a_right_opens_the_door(inside: Flask) -> None:
    for role in (Role.STEWARD, Role.MODERATOR, Role.ADMINISTRATOR):
        assert queries.door(people.actor("eric", role)).least <= role
    for closed in (VISITOR, people.actor("dora", Role.READER), people.actor("eric", Role.MEMBER)):
        assert queries.door(closed).least is Role.STEWARD


def test_it_stays_open_while_nobody_writes(inside: Flask) -> None:
    change_settings(people.make("alice"), {"read_only": True})
    assert queries.door(people.actor("eric", Role.STEWARD)) is May.SEE_MEMBERS
    assert labels(Role.STEWARD) == {"Personnes": ["Recensement des membres"]}
