"""A network makes the kinds its own: forms and lists obey at once, nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kinds
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
KIND = "/admin/sheets/place"
#: A value that was checked two months ago.
CHECKED = {
    "status": {
        "text": "Au téléphone",
        "checked": (clock.now() - timedelta(days=60)).date().isoformat(),
    }
}
FIELD = {"type": "boolean", "fr": "Sieste", "group": "equipment", "visibility": "public"}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def _listed(*names: str, hidden: Sequence[str] = (), **said: str) -> dict[str, Any]:
    """What the screen of a kind sends of these fields."""
    shown = [name for name in names if name not in hidden]
    labels = {f"name-{name}": "" for name in names}
    return {"listed": list(names), "shown": shown, **labels, **said}


def test_a_field_is_hidden_and_renamed(sign_in: SignIn, client: FlaskClient) -> None:
    alice = sign_in("alice")
    assert "Présentation courte" in alice.get(KIND).text
    sent = _listed("parking", "tagline", hidden=["parking"])
    answer = people.post(alice, KIND, base="0", **sent | {"name-tagline": "En deux mots"})
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    form = alice.get("/sheets/new?kind=place").text
    assert "En deux mots" in form
    assert 'name="field-parking"' not in form
    assert "Wiki:Fiches/place" in alice.get("/changes").text
    assert "history" in alice.get(answer.location).text
    # Undone as any page: the field is back.
    people.post(alice, KIND, base="1", **_listed("parking"))
    assert 'name="field-parking"' in alice.get("/sheets/new?kind=place").text


def test_what_was_hidden_and_its_order_come_back(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    people.post(alice, KIND, base="0", **_listed("parking", hidden=["parking"]))
    people.post(alice, KIND, base="1", **_listed("parking"))
    assert 'name="field-parking"' in alice.get("/sheets/new?kind=place").text


def test_fields_are_put_in_order(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    names = ["name", "alt_names", "tagline", "purpose"]
    places = {"place-name": "1", "place-alt_names": "4", "place-tagline": "3", "place-purpose": "2"}
    answer = people.post(alice, KIND, base="0", **_listed(*names, **places))
    assert answer.status_code == 303
    form = alice.get("/sheets/new?kind=place").text
    assert form.index("field-purpose") < form.index("field-tagline") < form.index("field-alt_names")


@pytest.mark.parametrize("place_", ["²", "-1", "1e3", "99999999999"])
def test_refuses_a_place_that_is_no_number(sign_in: SignIn, place_: str) -> None:
    sent = _listed("parking", **{"place-parking": place_})
    answer = people.post(sign_in("alice"), KIND, base="0", **sent)
    assert answer.status_code == 422
    assert "un nombre entier est attendu" in _plain(answer.text)


def test_refuses_to_hide_what_the_wiki_needs(sign_in: SignIn) -> None:
    answer = people.post(sign_in("alice"), KIND, base="0", **_listed("name", hidden=["name"]))
    assert answer.status_code == 422
    assert "le reste du wiki en a besoin" in _plain(answer.text)


def test_a_field_is_added_and_its_value_found_on_the_page(
    sign_in: SignIn, describe: Describe, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    answer = people.post(alice, f"{KIND}/fields/new", base="0", **FIELD)
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    describe("Arrêt Minute", place(sieste=True))
    assert "Sieste" in client.get("/wiki/Arrêt_Minute").text


def test_a_list_is_added_with_its_choices(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    sent = FIELD | {"type": "choice", "fr": "Canapé", "choices": "Rouge\nBleu nuit\n\nRouge"}
    assert people.post(alice, f"{KIND}/fields/new", base="0", **sent).status_code == 303
    form = alice.get("/sheets/new?kind=place").text
    assert '<option value="bleu_nuit">Bleu nuit</option>' in form
    choices = alice.get(f"{KIND}/choices/canape").text
    assert 'name="fr-rouge_2"' in choices
    sent = {"listed": ["rouge", "bleu_nuit"], "shown": ["bleu_nuit"], "added": "Vert"}
    names = {
        "fr-rouge": "Rouge",
        "fr-bleu_nuit": "Nuit",
        "place-rouge": "1",
        "place-bleu_nuit": "1",
    }
    answer = people.post(alice, f"{KIND}/choices/canape", base="1", **sent, **names)
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    form = alice.get("/sheets/new?kind=place").text
    assert '<option value="rouge">' not in form
    assert form.index(">Nuit</option>") < form.index(">Vert</option>")


MACHINES = {
    "type": "rows",
    "fr": "Machines",
    "group": "equipment",
    "visibility": "public",
    "column-name-1": "Machine",
    "column-type-1": "text",
    "column-name-2": "État",
    "column-type-2": "choice",
    "column-choices-2": "Neuve ; Usée",
    "column-name-3": "Watts",
    "column-type-3": "integer",
}
ROWS = [
    {"machine": "Laser", "etat": "neuve", "watts": 60},
    {"machine": "Brodeuse", "watts": 900},
]
COLUMNS = "/admin/sheets/place/columns"


def test_a_repeatable_field_is_added_and_works_everywhere(
    sign_in: SignIn, describe: Describe, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    preview = people.post(alice, f"{KIND}/fields/new", base="0", action="preview", **MACHINES)
    assert 'name="field-machines-0-watts"' in preview.text
    answer = people.post(alice, f"{KIND}/fields/new", base="0", **MACHINES)
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    assert 'name="field-machines-0-etat"' in alice.get("/sheets/new?kind=place").text
    describe("Arrêt Minute", place(machines=ROWS))
    shown = client.get("/wiki/Arrêt_Minute").text
    assert all(f">{text}<" in shown for text in ("Machines", "Laser", "Neuve", "900"))
    described = client.get("/api/v1/kinds/place").get_json()["schema"]["properties"]["machines"]
    assert described["items"]["properties"]["watts"]["type"] == "integer"
    assert described["x-identity"] == ["machine"]
    assert "Arrêt Minute" in client.get("/search?q=brodeuse").text
    describe("Arrêt Minute", place(machines=[ROWS[0] | {"watts": 70}, ROWS[1]]), base=1)
    assert "70" in client.get("/wiki/Arrêt_Minute/diff/1..2").text
    body = (
        ":::{lieux}\n:forme: tableau\n:colonnes: machines.watts\n:où: machines.watts: > 800\n:::\n"
    )
    assert people.post(alice, "/wiki/Liste/edit", base="0", body=body).status_code == 303
    assert "Arrêt Minute" in client.get("/wiki/Liste").text


def test_columns_are_added_hidden_renamed_and_put_in_order(
    sign_in: SignIn, describe: Describe, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    describe("Arrêt Minute", place(spaces=[{"kind": "garden", "note": "Clos", "area": 12}]))
    sent = {"type": "choice", "fr": "Ambiance", "choices": "Calme\nAnimée"}
    answer = people.post(alice, f"{COLUMNS}/spaces/new", base="0", **sent)
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    names = ["kind", "area", "note", "ambiance"]
    moved = {"place-ambiance": "1", "name-ambiance": "Ambiance", "name-area": "Taille"}
    answer = people.post(
        alice, f"{COLUMNS}/spaces", base="1", **_listed(*names, hidden=["note"], **moved)
    )
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    screen = alice.get(f"{COLUMNS}/spaces").text
    assert screen.index("name-ambiance") < screen.index("name-kind")
    shown = client.get("/wiki/Arrêt_Minute").text
    assert "Taille" in shown
    assert "Clos" not in shown
    # What is asked for no more goes back as it came.
    form = alice.get("/wiki/Arrêt_Minute/sheet").text
    assert '<input type="hidden" name="field-spaces-0-note" value="Clos">' in form
    assert form.index("field-spaces-0-ambiance") < form.index("field-spaces-0-kind")


def test_a_column_that_goes_leaves_its_values(
    sign_in: SignIn, describe: Describe, ask: Ask
) -> None:
    alice = sign_in("alice")
    people.post(alice, f"{KIND}/fields/new", base="0", **MACHINES)
    describe("Arrêt Minute", place(machines=ROWS))
    url = f"{COLUMNS}/machines/etat"
    assert people.post(alice, url, base="1", action="remove").status_code == 303
    ask(run_all)
    assert "n’est plus dans la fiche" in alice.get(f"{KIND}/misfits").text
    form = alice.get("/wiki/Arrêt_Minute/sheet").text
    names = dict(re.findall(r'name="(field-machines-0-[a-z_]+)"[^>]*value="([^"]*)"', form))
    texts = {name: html.unescape(text) for name, text in names.items()}
    sent = {"kind": "place", "base": "1", "field-name": "Arrêt Minute", "field-status": "open"}
    sent |= {"field-commune": "Pomerol (33328)", "field-families": "coworking"}
    sent |= texts | {"field-machines-0-watts": "80"}
    answer = people.post(alice, "/wiki/Arrêt_Minute/sheet", **sent)
    assert answer.status_code == 303, _plain(answer.text)[-3000:]
    assert ask(_values)["machines"] == [ROWS[0] | {"watts": 80}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"fr": " "},
        {"type": "rows"},
        {"type": "choice"},
        {"type": "choice", "choices": "\0"},
        {"type": "integer", "min": "²"},
        {"type": "integer", "unit": "parsec"},
        {"fr": "S" * 5000},
    ],
)
def test_refuses_a_column_that_cannot_be(sign_in: SignIn, wrong: dict[str, str]) -> None:
    sent = {"type": "boolean", "fr": "Vue"} | wrong
    answer = people.post(sign_in("alice"), f"{COLUMNS}/spaces/new", base="0", **sent)
    assert answer.status_code == 422
    assert "callout-error" in answer.text


@pytest.mark.parametrize("name", ["kind", "name"])
def test_refuses_to_hide_a_column_that_the_wiki_needs(sign_in: SignIn, name: str) -> None:
    sent = _listed(name, hidden=[name])
    answer = people.post(sign_in("alice"), f"{COLUMNS}/spaces", base="0", **sent)
    assert answer.status_code == 422
    assert "le reste du wiki en a besoin" in _plain(answer.text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"fr": " "},
        {"type": "nothing"},
        {"type": "choice"},
        {"type": "rows"},
        {"type": "rows", "column-name-1": "A", "column-type-1": "choice"},
        {"type": "rows", "column-name-1": "A", "column-type-1": "rows"},
        {"type": "rows", "column-name-1": "A\0"},
        {"group": "nowhere"},
        {"visibility": "nobody"},
        {"freshness": "²"},
        {"freshness": "9999"},
        {"fr": "S" * 5000},
        {"fr": "Nap\0pe"},
        {"type": "integer", "min": "9", "max": "1"},
        {"type": "integer", "min": "9" * 40},
        {"when_field": "name", "when_in": "x"},
        {"when_field": "status", "when_in": "x"},
        {"when_field": "status"},
    ],
)
def test_refuses_a_field_that_cannot_be(sign_in: SignIn, wrong: dict[str, str]) -> None:
    answer = people.post(sign_in("alice"), f"{KIND}/fields/new", base="0", **FIELD | wrong)
    assert answer.status_code == 422
    assert "callout-error" in answer.text
    assert "%(" not in answer.text


def test_the_form_is_shown_before_it_is_saved(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    answer = people.post(alice, f"{KIND}/fields/new", base="0", action="preview", **FIELD)
    assert answer.status_code == 200
    assert 'name="field-sieste"' in answer.text
    assert 'value="Sieste"' in answer.text
    assert 'name="field-sieste"' not in alice.get("/sheets/new?kind=place").text


def test_a_field_waits_for_another(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    people.post(alice, f"{KIND}/fields/new", base="0", **FIELD)
    url = f"{KIND}/fields/parking"
    sent = {"fr": "Stationnement", "en": "Parking", "group": "location", "when_field": "sieste"}
    asked = people.post(alice, url, base="1", action="answers", **sent)
    assert 'name="when_in"' in asked.text
    answer = people.post(alice, url, base="1", when_in=["true"], visibility="public", **sent)
    assert answer.status_code == 303
    form = _plain(alice.get("/sheets/new?kind=place").text)
    assert "À remplir si « Sieste » est : Oui" in form


def test_a_new_kind_has_its_form(sign_in: SignIn, client: FlaskClient) -> None:
    alice = sign_in("alice")
    answer = people.post(alice, "/admin/sheets/new", fr="Salle de sieste", en="Nap room")
    assert answer.location.startswith("/admin/sheets/salle_de_sieste")
    assert "Salle de sieste" in alice.get("/admin/sheets").text
    assert "Salle de sieste" in sign_in("charlie").get("/sheets/new").text
    sent = {"kind": "salle_de_sieste", "base": "0", "field-name": "Le Hamac"}
    made = people.post(alice, "/sheets/new", **sent)
    assert made.status_code == 303, _plain(made.text)[-2000:]
    assert "Salle de sieste" in client.get("/wiki/Le_Hamac").text
    assert "Salle de sieste" in client.get("/search?q=Hamac&sheet=salle_de_sieste").text


@pytest.mark.parametrize("name", ["", " ", "N" * 5000])
def test_refuses_a_kind_without_a_name_that_can_be(sign_in: SignIn, name: str) -> None:
    assert people.post(sign_in("alice"), "/admin/sheets/new", fr=name).status_code == 422


def test_two_who_settle_a_kind_are_put_together(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    people.post(alice, KIND, base="0", **_listed("parking", hidden=["parking"]))
    people.post(alice, KIND, base="1", **_listed("tagline", **{"name-tagline": "En deux mots"}))
    sent = _listed("purpose", **{"name-purpose": "Pour quoi faire"})
    assert people.post(alice, KIND, base="1", **sent).status_code == 303
    assert kinds_of(alice) == (True, "En deux mots", "Pour quoi faire")
    clash = _listed("purpose", **{"name-purpose": "Raison d’être"})
    answer = people.post(alice, KIND, base="1", **clash)
    assert answer.status_code == 409
    assert "Dans la page :</strong> Pour quoi faire" in _plain(answer.text)
    assert 'name="base" value="3"' in answer.text
    assert people.post(alice, KIND, base="3", **clash).status_code == 303


def kinds_of(client: FlaskClient) -> tuple[bool, str, str]:
    """Whether parking is hidden, and what two fields are called."""
    with client.application.app_context():
        place_ = kinds()["place"]
    names = (place_.field(name).labels["fr"] for name in ("tagline", "purpose"))
    return (place_.field("parking").hidden, *names)  # type: ignore[return-value]


def test_values_that_fit_no_more_are_listed_and_mended(
    sign_in: SignIn, describe: Describe, ask: Ask, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    describe("Arrêt Minute", place(parking="Devant", atmosphere="Calme"))
    people.post(alice, KIND, base="0", **_listed("parking", "atmosphere", hidden=["parking"]))
    ask(run_all)
    listed = alice.get(f"{KIND}/misfits").text
    assert "Devant" in listed
    assert "Calme" not in listed
    assert "1 valeur ne va plus" in _plain(alice.get(KIND).text)
    (uid,) = re.findall(r'name="uid" value="(\w+)"', listed)[:1]
    sent = {"uid": uid, "base": "1", "where": "parking", "remedy": "move_value"}
    refused = people.post(alice, f"{KIND}/misfits", **sent, to="name")
    assert refused.status_code == 422
    assert "dit déjà quelque chose" in _plain(refused.text)
    answer = people.post(alice, f"{KIND}/misfits", **sent, to="purpose")
    assert answer.status_code == 303, _plain(answer.text)[-2000:]
    assert "Rien à reprendre" in alice.get(f"{KIND}/misfits").text
    assert "Devant" in client.get("/wiki/Arrêt_Minute").text


def test_a_field_of_the_network_that_goes_leaves_its_values(
    sign_in: SignIn, describe: Describe, ask: Ask
) -> None:
    alice = sign_in("alice")
    people.post(alice, f"{KIND}/fields/new", base="0", **FIELD)
    describe("Arrêt Minute", place(sieste=True))
    answer = people.post(alice, f"{KIND}/fields/sieste", base="1", action="remove")
    assert answer.status_code == 303
    ask(run_all)
    assert "n’est plus dans la fiche" in alice.get(f"{KIND}/misfits").text
    assert ask(_values)["sieste"] is True


def _values() -> dict[str, Any]:
    return queries.head(queries.get("Arrêt Minute")).sheet.values  # type: ignore[return-value]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"uid": "nobody", "base": "1", "where": "parking", "remedy": "remove_value"},
        {"uid": "\0", "base": "1", "where": "parking", "remedy": "remove_value"},
        {"base": "²"},
        {"base": "1", "where": "parking", "remedy": "burn"},
        {"base": "1", "where": "seats/²/kind", "remedy": "remove_value"},
        {"base": "1", "where": "\0", "remedy": "remove_value"},
        {"base": "99", "where": "parking", "remedy": "remove_value"},
    ],
)
def test_refuses_to_mend_what_is_not_there(
    sign_in: SignIn, describe: Describe, sent: dict[str, str]
) -> None:
    uid = describe("Arrêt Minute", place()).page.uid
    answer = people.post(sign_in("alice"), f"{KIND}/misfits", **{"uid": uid} | sent)
    assert answer.status_code in (404, 422)
    assert "callout-error" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/schema",
        "/place/fields/nothing",
        "/place/choices/name",
        "/place/choices/a/b/c",
        "/place/columns/name",
        "/place/columns/spaces/nothing",
        "/place/columns/nothing/new",
    ],
)
def test_refuses_what_there_is_not(sign_in: SignIn, path: str) -> None:
    assert sign_in("alice").get(f"/admin/sheets{path}").status_code == 404


def test_refuses_who_does_not_administer(sign_in: SignIn) -> None:
    bob = sign_in("bob")
    assert bob.get("/admin/sheets").status_code == 403
    assert people.post(bob, KIND, base="0", **_listed("parking")).status_code == 403


def test_a_shorter_period_makes_values_to_check_again_where_they_are_shown(
    sign_in: SignIn, describe: Describe, ask: Ask, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    describe("Arrêt Minute", Sheet("place", place().values, sources=CHECKED))
    late = "à revérifier"
    assert late not in client.get("/wiki/Arrêt_Minute").text
    sent = {"group": ask(_group), "visibility": "public", "required": "1", "freshness": "1"}
    answer = people.post(alice, f"{KIND}/fields/status", base="0", **sent)
    assert answer.status_code == 303, _plain(answer.text)[-2000:]
    assert late not in client.get("/wiki/Arrêt_Minute").text  # kept anew before the job
    ask(run_all)
    assert late in client.get("/wiki/Arrêt_Minute").text


def _group() -> str:
    return kinds()["place"].field("status").group


def test_the_page_of_a_kind_is_no_sheet_to_fill_nor_to_correct(sign_in: SignIn) -> None:
    alice = sign_in("alice")
    people.post(alice, KIND, base="0", **_listed("parking", hidden=["parking"]))
    shown = alice.get("/wiki/Wiki:Fiches/place").text
    assert "Modifier la fiche" in shown
    assert "Fiche remplie" not in shown
    assert "Faire corriger la fiche" not in shown
    assert "Donner un contact" not in shown
    answer = people.post(alice, "/wiki/Wiki:Fiches/place/sheet/links", days="30")
    assert answer.status_code == 404
