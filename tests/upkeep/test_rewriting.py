"""A text whose links to an old title lead to another one: the links, and nothing else."""

from __future__ import annotations

import pytest

from wiki.markup.directives import CORE
from wiki.upkeep.rewriting import relinked


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Voir [[Lieu]], `[[Lieu]]`.\n", "Voir [[Bar `à vin`]], `[[Lieu]]`.\n"),
        ("[[lieu#Où|là]] et [[Autre]]\n", "[[Bar `à vin`#Où|là]] et [[Autre]]\n"),
        ("Un[^1], deux[^1].\n\n[^1]: [[Lieu]]\n", "Un[^1], deux[^1].\n\n[^1]: [[Bar `à vin`]]\n"),
    ],
)
def test_links_lead_to_the_new_title(source: str, written: str) -> None:
    assert relinked(source, "lieu", "Bar `à vin`", CORE, keeps_text=False) == written


@pytest.mark.parametrize(
    ("source", "title"),
    [("Un ` seul, [[Lieu]].\n", "Bar à `vin"), ("~~Fermé : [[Lieu]].~~\n", "Bar~~ à vin")],
)
def test_a_text_in_which_it_would_be_no_link_stays(source: str, title: str) -> None:
    assert relinked(source, "lieu", title, CORE, keeps_text=False) == source
