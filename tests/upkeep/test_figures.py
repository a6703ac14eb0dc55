"""Figures that nothing gives a source: found in the text, listed, told with their sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.maintenance import rebuild
from wiki.markup.parse import parse
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.upkeep import rules
from wiki.upkeep.figures import LONGEST, unsourced
from wiki.upkeep.queries.lists import counts, to_tend

Write = Callable[..., Page]
Ask = Callable[..., object]


def listed() -> list[str]:
    """The titles of the list."""
    return [line.title for line in to_tend(rules.UNSOURCED).rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le wifi est là. Un tiers, soit 33 %, ferme.", ["Un tiers, soit 33 %, ferme."]),
        ("Un poste coûte 1 200,50 € par an.", ["Un poste coûte 1 200,50 € par an."]),
        ("- Il a reçu **2 millions** d’euros.", ["Il a reçu 2 millions d’euros."]),
        (":::{note}\nIl fait 120 m².\n:::", ["Il fait 120 m²."]),
        ("En 2014, 12 lieux ont ouvert au 3 rue du Port.", []),
        ("Un tiers, 33 %[^1].\n\n[^1]: L’étude de 2013, sur 40 % d’entre eux.", []),
        ("Un tiers, 33 %, selon [[Étude]].", []),
        ("Un tiers, 33 %, selon [l’étude](https://exemple.fr).", []),
        ("> Un tiers, 33 %, dit-elle.", []),
        ("| part |\n|---|\n| 33 % |", []),
        ("```\n33 %\n```", []),
        ("Un tiers, 33 %.\n\n:::{source}\n:titre: L’étude\n:::", []),
    ],
)
def test_a_figure_wants_a_source_in_its_paragraph(text: str, found: list[str]) -> None:
    assert list(unsourced(parse(text))) == found


def test_a_long_sentence_is_cut_between_words() -> None:
    (said,) = unsourced(parse("Un lieu " * 100 + "perd 33 % ici."))
    assert len(said) <= LONGEST + 1
    assert said.endswith(" lieu…")


def test_numbers_in_a_row_are_read_once() -> None:
    assert list(unsourced(parse("1 " * 100_000))) == []


def test_the_list_follows_the_text_the_bin_and_is_made_again(write: Write, ask: Ask) -> None:
    page = write("Le Quai", "Il perd 12 % par an.\n")
    write("La Digue", "Elle a 12 postes.\n")
    assert ask(listed) == ["Le Quai"]
    assert ask(lambda: counts()[rules.UNSOURCED]) == 1
    alice = ask(people.make, "alice")
    ask(delete, alice, page.uid)
    assert ask(listed) == []
    ask(bring_back, alice, page.uid)
    assert ask(listed) == ["Le Quai"]
    ask(rebuild)
    assert ask(listed) == ["Le Quai"]
    write("Le Quai", "Il perd 12 % par an[^1].\n\n[^1]: Ses comptes.\n")
    assert ask(listed) == []


def test_a_line_tells_what_it_says(write: Write, client: FlaskClient) -> None:
    write("Le Quai", "Ouvert.\n\nIl perd 12 % <par> an. Puis 5 %.\n")
    shown = client.get("/upkeep/unsourced").text
    assert "Il perd 12 % &lt;par&gt; an." in shown
    assert "Puis 5 %." in shown
    assert "Ouvert." not in shown
