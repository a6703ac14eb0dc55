"""A schema that makes no sense is refused wherever it is sent, in a sentence that says where."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.conftest import Call
from tests.sheets.places import Describe
from wiki.pages.queries.kinds import kinds
from wiki.pages.sheets import SheetInvalid
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]
KIND = "/admin/sheets/place"
NAP = {"id": "nap", "type": "boolean", "fr": "Sieste"}


def _sent(title: str = "Wiki:Fiches/place", **values: Any) -> tuple[str, dict[str, Any]]:
    infobox = {"kind": "schema", "values": values}
    return f"/pages/{title}", {"body": "", "base_revision": 0, "infobox": infobox}


@pytest.mark.parametrize(
    ("values", "path", "sentence"),
    [
        ({"fields": [NAP | {"type": "spaceship"}]}, "fields/0/type", "« spaceship » n’est pas"),
        ({"fields": [NAP, NAP]}, "fields/1", "Champs, ligne 2 : deux lignes disent la même"),
        ({"fields": [{"id": "name", "type": "date"}]}, "fields/0/type", "Champs, ligne 1, Type"),
        ({"fields": [NAP | {"colour": "red"}]}, "fields/0/colour", "pas de tel champ"),
        ({"fields": [NAP | {"when_field": "moon", "when_in": ["x"]}]}, "fields/0/when_field", ""),
        ({"fields": [NAP | {"when_in": ["x"]}]}, "fields/0/when_field", "Demandé selon"),
        ({"fields": [NAP | {"group": "moon"}]}, "fields/0/group", "« moon » n’est pas"),
        ({"fields": [NAP | {"id": "Été"}]}, "fields/0/id", "des minuscules sans accent"),
        ({"fields": [{"id": "nap", "type": "boolean"}]}, "fields/0/fr", "Nom : à remplir."),
        ({"fields": [{"id": "moon", "hidden": True}]}, "fields/0", "pas de tel champ"),
        ({"fields": [NAP | {"type": "choice"}]}, "fields/0/vocabulary", "au moins un choix"),
        ({"fields": [NAP | {"type": "rows"}]}, "fields/0/fields", "au moins une colonne"),
        ({"fields": "nap"}, "fields", "Champs : des lignes sont attendues"),
        ({"colours": ["red"]}, "colours", "pas de tel champ"),
        ({"choices": [{"of": "moon", "code": "a", "fr": "A"}]}, "choices/0", "ligne 1"),
        ({"choices": [{"of": "nap", "code": "a"}], "fields": [NAP]}, "choices/0", "ligne 1"),
        ({"columns": [{"of": "name", "id": "a", "type": "text", "fr": "A"}]}, "columns/0", ""),
        ({"labels": [{"language": "de", "text": "Ort"}]}, "labels/0/language", "« de »"),
    ],
)
def test_refuses_over_the_api(call: Call, values: dict[str, Any], path: str, sentence: str) -> None:
    url, body = _sent(**values)
    answer = call("PUT", url, body)
    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (422, "sheet_invalid")
    said = {one["path"]: one["sentence"] for one in told["problems"]}
    assert sentence in said[path].replace("\u00a0", " ").replace("\u202f", " ")
    assert call("GET", url).status_code == 404


@pytest.mark.parametrize("title", ["Gare", "Wiki:Fiches/schema", "Wiki:Fiches/Été bleu"])
def test_refuses_a_schema_on_a_page_that_settles_no_kind(call: Call, title: str) -> None:
    answer = call("PUT", *_sent(title, fields=[NAP]))
    assert answer.status_code == 422
    assert "Wiki:Fiches/code" in answer.get_json()["problems"][0]["sentence"]


def test_what_a_page_said_already_stops_nobody(describe: Describe, call: Call, ask: Any) -> None:
    """Nor what another one changed meanwhile: it is told on the screen of the kind."""
    page = "Wiki:Fiches/place"
    asking = NAP | {"id": "rest", "fr": "Repos", "when_field": "nap", "when_in": ["true"]}
    describe(page, Sheet("schema", {"fields": [NAP]}))
    describe(page, Sheet("schema", {"fields": [NAP, asking]}))
    describe(page, Sheet("schema", {"fields": []}), base=1)  # the field that it waits for goes
    assert ask(lambda: kinds()["place"].field("rest").when) is None
    more = {"id": "parking", "hidden": True}
    describe(page, Sheet("schema", {"fields": [asking, more]}))
    worse = asking | {"id": "sleep"}
    with pytest.raises(SheetInvalid):
        describe(page, Sheet("schema", {"fields": [asking, more, worse]}))


def _form(text: str) -> dict[str, Any]:
    """What the form of a screen would send again."""
    main = text[text.index('class="form kind-form"') :]
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'name="([^"]+)"[^>]* value="([^"]*)"', main):
        if name not in ("action", "csrf_token"):
            sent.setdefault(unescape(name), []).append(unescape(value))
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)', main):
        sent[name] = [unescape(value)]
    return sent


@pytest.mark.parametrize(
    ("url", "typed", "wrong"),
    [
        ("", {"new-group": "Repos", "name-tagline": "Devise"}, {"label-fr": "L" * 200}),
        ("/choices/families", {"added": "Sieste"}, {"fr-fablab": "F" * 200}),
        ("/columns/spaces", {"name-area": "Taille"}, {"name-area": "T" * 200}),
    ],
)
def test_what_was_typed_stays_in_the_form(
    sign_in: SignIn, url: str, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    """Refused or shown before it is saved, a form sends again all that was typed."""
    alice = sign_in("alice")
    began = _form(alice.get(KIND + url).text) | {"base": "0"}
    refused = people.post(alice, KIND + url, **began | typed | wrong)
    assert refused.status_code == 422
    kept = _form(refused.text)
    assert {name: kept[name] for name in typed | wrong} == {
        name: [text] for name, text in (typed | wrong).items()
    }
    shown = people.post(alice, KIND + url, **began | typed, action="preview")
    assert shown.status_code == 200
    again = people.post(alice, KIND + url, **_form(shown.text))
    assert again.status_code == 303, again.text[-2000:]
    after = alice.get(again.location).text
    assert all(text in after for text in typed.values())
