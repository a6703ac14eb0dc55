"""Two revisions compared: what changed in the sheet, as the one who reads may see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.pages.service.save import Edit, save
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]
TITLE = "Arrêt Minute"
ADDRESS = "/wiki/Arrêt_Minute"
HIDDEN = "La fiche a changé dans ce qui ne vous est pas montré."
ONLY_THE_SHEET = "Aucun mot du texte n’a changé : c’est la fiche qui a changé."


def _plain(html: str) -> str:
    text = re.sub(r"<[^>]*>", " ", html).replace("\u202f", " ").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def _rows(html: str) -> dict[str, Sequence[str]]:
    """The tables of what changed: before and after, by what the line is about."""
    lines = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', html)
    return {_plain(label): (_plain(before), _plain(after)) for label, before, after in lines}


def _compared(client: FlaskClient, span: str = "1..2", view: str = "") -> str:
    answer = client.get(f"{ADDRESS}/diff/{span}{view}")
    assert answer.status_code == 200
    return answer.text


def test_a_field_is_shown_before_and_after_with_its_unit(
    describe: Describe, client: FlaskClient
) -> None:
    describe(TITLE, place(surface_built=120, phone="05 57 00 00 00"))
    describe(TITLE, place(surface_built=1250.5, status="closed", closed_on="2019-10"))
    text = _compared(client)
    assert _rows(text) == {
        "État": ("Ouvert", "Fermé"),
        "Fermé depuis": ("On ne sait pas", "octobre 2019"),
        "Téléphone du lieu": ("05 57 00 00 00", "On ne sait pas"),
        "Surface bâtie": ("120 m²", "1 250,5 m²"),
    }
    assert "Fiche : Lieu" in _plain(text)


@pytest.mark.parametrize("view", ["", "?view=side", "?view=rendered"])
def test_no_word_changed_is_not_said_alone(
    describe: Describe, client: FlaskClient, view: str
) -> None:
    describe(TITLE, place())
    describe(TITLE, place(download_mbps=30))
    text = _plain(_compared(client, view=view))
    assert ONLY_THE_SHEET in text
    assert "Aucun mot n’a changé." not in text
    assert "disent la même chose" not in text


def test_a_text_that_changed_alone_says_nothing_of_the_sheet(
    app: Flask, describe: Describe, client: FlaskClient
) -> None:
    describe(TITLE, place())
    with app.app_context():
        save(people.make("alice"), Edit(TITLE, "Un café.", 1))
    text = _compared(client)
    assert _rows(text) == {}
    assert "2 mots ajoutés" in _plain(text)
    assert HIDDEN not in _plain(text)
    assert "Aucun mot n’a changé." in _plain(_compared(client, "1..1"))


def test_rows_are_compared_by_what_names_them(describe: Describe, client: FlaskClient) -> None:
    permanent, drop_in = ({"kind": kind, "count": 4} for kind in ("permanent", "drop_in"))
    describe(TITLE, place(seats=[permanent, drop_in]))
    describe(TITLE, place(seats=[{"kind": "event", "count": 2}, permanent | {"count": 6}]))
    assert _rows(_compared(client)) == {
        "Postes : Permanents": ("Nombre : 4 postes", "Nombre : 6 postes"),
        "Postes : En accueil ponctuel": ("Nombre : 4 postes", "Pas de ligne"),
        "Postes : En évènement": ("Pas de ligne", "Nombre : 2 postes"),
    }


def test_rows_in_another_order_are_said_so(describe: Describe, client: FlaskClient) -> None:
    rows = [{"kind": kind, "count": 4} for kind in ("permanent", "drop_in")]
    describe(TITLE, place(seats=rows))
    describe(TITLE, place(seats=rows[::-1]))
    assert _rows(_compared(client)) == {
        "Postes": ("Permanents En accueil ponctuel", "En accueil ponctuel Permanents")
    }


def test_what_came_and_went_in_a_list_is_named(describe: Describe, client: FlaskClient) -> None:
    describe(TITLE, place(families=["coworking", "fablab"]))
    describe(TITLE, place(families=["coworking"]))
    assert _rows(_compared(client)) == {
        "Familles": ("Retiré : Fablab, makerspace, hackerspace", "Rien d’ajouté")
    }
    assert _rows(_compared(client, "2..1")) == {
        "Familles": ("Rien de retiré", "Ajouté : Fablab, makerspace, hackerspace")
    }


def test_unknown_and_not_concerned_are_two_answers(describe: Describe, client: FlaskClient) -> None:
    describe(TITLE, place(seats=[{"kind": "permanent", "count": 4}]))
    describe(TITLE, replace(place(), not_concerned=frozenset({"seats", "phone"})))
    assert _rows(_compared(client)) == {
        "Téléphone du lieu": ("On ne sait pas", "Ne s’applique pas"),
        "Postes": ("Permanents", "Ne s’applique pas"),
        "Postes : Permanents": ("Nombre : 4 postes", "Pas de ligne"),
    }


def test_a_source_that_changed_has_its_line(describe: Describe, client: FlaskClient) -> None:
    told = {"download_mbps": {"text": "Le gérant", "checked": "2024-05-02"}}
    describe(TITLE, place(download_mbps=30))
    describe(TITLE, replace(place(download_mbps=30), sources=told))
    (line,) = _rows(_compared(client)).items()
    assert line[0].endswith(": source")
    assert line[1] == ("Aucune source", "Le gérant, vérifié : 2 mai 2024")


def test_a_sheet_that_comes_goes_or_changes_kind(describe: Describe, client: FlaskClient) -> None:
    describe(TITLE, place())
    describe(TITLE, NO_SHEET)
    describe(TITLE, Sheet("network", {"name": "Réseau", "status": "active"}))
    assert "Fiche retirée : Lieu" in _plain(_compared(client, "1..2"))
    assert "Fiche ajoutée : Réseau" in _plain(_compared(client, "2..3"))
    text = _plain(_compared(client, "1..3"))
    assert "Fiche retirée : Lieu" in text
    assert "Fiche ajoutée : Réseau" in text


def test_what_is_for_members_is_kept_from_visitors_whoever_looks_first(
    describe: Describe, client: FlaskClient, sign_in: SignIn
) -> None:
    describe(TITLE, place(lease_end="2020"))
    describe(TITLE, place(lease_end="2031"))
    charlie = sign_in("charlie")
    for _ in range(2):
        assert _rows(_compared(charlie)) == {"Fin du bail": ("2020", "2031")}
        text = _compared(client)
        assert _rows(text) == {}
        assert "2031" not in text
        assert HIDDEN in _plain(text)


def test_a_row_is_seen_by_whom_it_says(
    describe: Describe, client: FlaskClient, sign_in: SignIn
) -> None:
    figure = {"year": 2024, "indicator": "visits", "source": "Comptage", "visibility": "stewards"}
    describe(TITLE, place(metrics=[figure | {"value": 10}]))
    describe(TITLE, place(metrics=[figure | {"value": 12}]))
    shown = {"Indicateurs : 2024, Visites": ("Valeur : 10 visites", "Valeur : 12 visites")}
    assert _rows(_compared(sign_in("alice"))) == shown
    for who in (sign_in("charlie"), client):
        assert _rows(_compared(who)) == {}


def test_a_value_is_never_markup(describe: Describe, client: FlaskClient) -> None:
    describe(TITLE, place())
    describe(TITLE, place(name="<script>alert(1)</script>"))
    assert "<script>alert" not in _compared(client)


def test_an_old_revision_shows_its_sheet_as_it_was(
    describe: Describe, client: FlaskClient, sign_in: SignIn
) -> None:
    describe(TITLE, place(lease_end="2020"))
    describe(TITLE, place(status="closed", lease_end="2031"))
    charlie = sign_in("charlie")
    old, new = (charlie.get(f"{ADDRESS}?rev={number}").text for number in (1, 2))
    assert "2020" in old
    assert "Ouvert" in old
    assert "Fermé" not in old
    assert "2031" in new
    assert f'href="{ADDRESS}/sheet"' not in old
    assert "Modifier la fiche" not in old
    assert "Modifier la fiche" in new
    assert re.search(r'rel="stylesheet" href="[^"]*sheets', old)
    text = client.get(f"{ADDRESS}?rev=1").text
    assert "Ouvert" in text
    assert "2020" not in text


def test_a_revision_before_the_sheet_shows_none(
    app: Flask, describe: Describe, client: FlaskClient
) -> None:
    with app.app_context():
        save(people.make("alice"), Edit(TITLE, "Un café.", 0))
    describe(TITLE, place())
    assert 'class="sheet"' not in client.get(f"{ADDRESS}?rev=1").text
    assert 'class="sheet"' in client.get(f"{ADDRESS}?rev=2").text
