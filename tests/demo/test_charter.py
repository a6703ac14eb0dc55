"""The charters of the demonstration: where each thing that a network does with one is seen."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.demo.test_load import text_of, visitor
from wiki.charter.rules.blocks import blocks_of, numbered
from wiki.demo.charter import PLACES, PROJECT, SIGNED
from wiki.demo.reader import pages

__all__ = ["visitor"]
HERE = "/charters/charte-d-exemple"


def test_a_version_is_in_force_and_the_next_one_is_discussed(visitor: FlaskClient) -> None:
    text = text_of(visitor, HERE)
    assert "La version 1.0 est en vigueur." in text
    assert "En concertation" in text
    assert "Cette charte est inventée" in text_of(visitor, f"{HERE}/v1.0")


def test_twelve_places_have_signed(visitor: FlaskClient) -> None:
    shown = text_of(visitor, f"{HERE}/v1.0").partition("Signataires")[2]
    signed = [place for place in PLACES if place in shown]
    assert len(signed) == SIGNED


def test_each_signed_with_its_annex_and_they_make_the_strengths(visitor: FlaskClient) -> None:
    shown = text_of(visitor, f"{HERE}/strengths")
    assert "D’après les annexes de 12 lieux, sur 14." in shown
    assert "12 lieux ont répondu." in shown
    assert "data-places" in shown
    assert text_of(visitor, f"{HERE}/signatures").count(">n° 1</a>") == SIGNED
    assert "pas encore mis en pratique par 2 lieux" in text_of(visitor, f"{HERE}/annexes")


def test_it_is_easy_to_read_too(visitor: FlaskClient) -> None:
    assert "4 passages à jour" in text_of(visitor, f"{HERE}/v1.0")
    shown = text_of(visitor, f"{HERE}/v1.0/in/falc")
    assert "Seul le texte français fait foi" in shown
    assert "La première journée est gratuite." in shown


def test_of_the_amendments_two_change_the_same_words(visitor: FlaskClient) -> None:
    text = text_of(visitor, f"{HERE}/amendments")
    shown = [number for number in range(1, 20) if f'amendments/{number}"' in text]
    assert shown == [*range(1, 12)]
    assert "quatre journées" in text_of(visitor, f"{HERE}/amendments/1?view=clean")
    assert "une journée par mois" in text_of(visitor, f"{HERE}/amendments/2?view=clean")
    assert "Intégré" in text_of(visitor, f"{HERE}/amendments/3")


def test_two_were_told_apart_and_two_became_one(visitor: FlaskClient) -> None:
    assert "Intégré" in text_of(visitor, f"{HERE}/amendments/7")
    assert "Amendement n° 7 l’emporte." in text_of(visitor, f"{HERE}/amendments/8").replace(
        "\u00a0", " "
    )
    assert "Fusionné" in text_of(visitor, f"{HERE}/amendments/9")
    signed = text_of(visitor, f"{HERE}/amendments/11")
    assert "l’ont signée." in signed
    assert "y travailler ou y apprendre, aux heures" in text_of(
        visitor, f"{HERE}/amendments/11?view=clean"
    )


def test_a_ballot_is_open_and_the_closed_ones_have_their_minutes(visitor: FlaskClient) -> None:
    listed = dict.fromkeys(
        re.findall(r'href="(/ballots/[^"/]+)"', text_of(visitor, f"{HERE}/ballots"))
    )
    texts = [text_of(visitor, address) for address in listed]
    assert len(texts) == 4
    assert sum("deux bénévoles" in text for text in texts) == 1
    minutes = [visitor.get(f"{address}/minutes").status_code for address in listed]
    assert sorted(minutes) == [200, 200, 200, 404]


def test_its_chain_holds(visitor: FlaskClient) -> None:
    assert "Tout tient" in text_of(visitor, f"{HERE}/verify")


def test_another_one_is_being_written_from_what_documents_say(visitor: FlaskClient) -> None:
    there = "/charters/projet-de-charte-du-reseau-aquitain"
    assert f'href="{there}"' in text_of(visitor, "/wiki/Vers_une_charte_du_réseau")
    assert "Brouillon" in text_of(visitor, "/charters")
    assert "Aucune version n’est encore en vigueur." in text_of(visitor, there)
    for nothing in ("amendments", "ballots", "signatures"):
        shown = text_of(visitor, f"{there}/{nothing}")
        assert not re.search(r'"/ballots/|/amendments/\d', shown)
    outline = text_of(visitor, f"{there}/outline")
    assert "Mettre des ressources à disposition" in outline
    assert outline.count("Article ") == 12


def test_what_it_says_has_a_source_and_the_rest_is_to_be_written() -> None:
    page = next(one for one in pages() if one.title == PROJECT)
    blocks = numbered(blocks_of(page.revisions[-1].body))
    articles = [one.block for one in blocks if one.kind == "article"]
    assert all(one.id for one in articles)
    for one in articles:
        said = [part for part in one.text.split("\n\n") if not part.startswith("- [ ] À écrire")]
        assert all("[^" in part for part in said), one.title
        assert len(said) < len(one.text.split("\n\n")), one.title
