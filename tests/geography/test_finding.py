"""A commune found by what people type, and an answer understood without a script."""

from __future__ import annotations

import pytest

from wiki.geography.communes import commune_at, rows
from wiki.geography.finding import search, understood, written


def names(text: str, limit: int = 10) -> list[str]:
    return [match.commune.name for match in search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Pomerol", "Pomerol"),
        ("libou", "Libourne"),
        ("st etienne", "Saint-Étienne"),
        ("St-Étienne-du-R", "Saint-Étienne-du-Rouvray"),
        ("ste foy la grande", "Sainte-Foy-la-Grande"),
        ("rochelle", "La Rochelle"),
        ("la rochelle", "La Rochelle"),
        ("l'hay", "L'Haÿ-les-Roses"),
        ("l’haÿ les roses", "L'Haÿ-les-Roses"),
        ("œti", "Œting"),
        ("y", "Y"),
        ("33500", "Libourne"),
        ("3350", "Libourne"),
        ("48000", "Mende"),
        ("33328", "Pomerol"),
        ("2a004", "Ajaccio"),
        ("pomerol 33500", "Pomerol"),
        ("33500 Pomerol", "Pomerol"),
        ("valence 82", "Valence"),
        ("paris 10e", "Paris"),
    ],
)
def test_finds_as_people_type(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_the_most_populous_come_first() -> None:
    assert names("33500", 3) == ["Libourne", "Arveyres", "Les Billaux"]
    assert names("bord", 1) == ["Bordeaux"]
    (valence,) = search("valence 82", 1)
    assert valence.commune.department == "82"


def test_a_name_typed_whole_comes_before_longer_ones() -> None:
    assert names("aix", 2)[0] == "Aix"
    assert "Aix-en-Provence" in names("aix")


def test_a_former_name_leads_to_the_commune_of_today_and_says_so() -> None:
    (found,) = search("Cordieux")
    assert (found.commune.name, found.former) == ("Montluel", "Cordieux")
    assert not search("Montluel")[0].former


def test_a_commune_is_found_once() -> None:
    found = [match.commune.insee for match in search("saint", 500)]
    assert len(found) == len(set(found)) == 500


@pytest.mark.parametrize(
    "typed", ["", " ", "zzzz", "pomerol 48", "00000", "1", "%", "\x00", "à" * 9000]
)
def test_finds_nothing(typed: str) -> None:
    assert search(typed) == ()
    assert understood(typed) == ()


@pytest.mark.parametrize(
    "answer", ["Pomerol", "POMEROL", "Pomerol (33500)", "33500 Pomerol", "Pomerol, 33", "33328"]
)
def test_understands_an_answer_typed_whole(answer: str) -> None:
    (found,) = understood(answer)
    assert found.insee == "33328"


def test_understands_a_former_name() -> None:
    (found,) = understood("Cordieux (01120)")
    assert found.name == "Montluel"


def test_leaves_the_choice_when_an_answer_is_not_clear() -> None:
    assert len(understood("Valence")) == 3
    assert len(understood("33500")) == 6


@pytest.mark.parametrize("answer", ["Pomer", "Pomerol (48000)", "33", "335"])
def test_does_not_guess_an_answer(answer: str) -> None:
    assert understood(answer) == ()


def test_what_is_written_for_a_commune_is_understood_as_it() -> None:
    for row in range(len(rows())):
        one = commune_at(row)
        assert understood(written(one)) == (one,)
