"""Values that fit no more are mended together on screens: chosen, shown, done, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from tests.sheets.unfit import settle
from wiki.jobs.service import run_all
from wiki.kernel.permissions import Actor
from wiki.schema.settled import SCHEMA
from wiki.schema.settling import told
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import misfits as queries
from wiki.sheets.views.kinds import together

SignIn = Callable[[str], FlaskClient]
MISFITS = "/admin/sheets/place/misfits"
TOGETHER = f"{MISFITS}/together"
OF = {"field": "sofa", "reason": "unknown_choice"}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


@pytest.fixture
def two(describe: Describe, alice: Actor, ask: Any) -> None:
    """Two places that say an entry which is gone, and one of its name that came."""
    sofa = told(Sheet(SCHEMA), "fields", "sofa", type="choice", fr="Canapé")
    before = told(sofa, "choices", "sofa", "rouge", fr="Rouge")
    ask(lambda: settle(alice, told(before, "choices", "sofa", "mauve", fr="Mauve")))
    for title, colour in (("Kokerboom", "rouge"), ("La Cantine", "rouge"), ("Le Quai", "mauve")):
        describe(title, place(name=title, sofa=colour))
    ask(lambda: settle(alice, told(sofa, "choices", "sofa", "red", fr="Rouge")))
    ask(run_all)


@pytest.mark.usefixtures("two")
def test_from_the_list_to_the_sheets_and_back(
    sign_in: SignIn, ask: Any, client: FlaskClient
) -> None:
    alice = sign_in("alice")
    listed = alice.get(MISFITS).text
    assert "field=sofa" in listed
    assert "3 valeurs : ce choix n’est plus dans la liste." in _plain(listed)
    form = alice.get(TOGETHER, query_string=OF).text
    assert 'name="entry-0" value="rouge"' in form
    assert re.search(r'<option value="red" selected>', form)  # the one of the same name
    assert form.count('type="checkbox"') == 3
    sent = OF | {"remedy": "replace_choice", "which": "all", "entry-0": "rouge", "to-0": "red"}
    answer = people.post(alice, TOGETHER, **sent, summary="Repeint")
    assert answer.status_code == 303, _plain(answer.text)[-2000:]
    shown = _plain(alice.get(answer.location).text)
    assert "3 fiches sont concernées. Rien n’est encore enregistré." in shown
    assert "Une fiche ne peut pas l’être" in shown
    assert "vous n’avez pas dit ce que ce choix devient" in shown
    assert "<strong>Rouge</strong>" in shown
    assert people.post(alice, f"{answer.location}/start").location == answer.location
    ask(run_all)
    over = _plain(alice.get(answer.location).text)
    assert "C’est fini : 2 fiches reprises." in over
    assert "Ce qui est laissé" in over
    assert "Rouge" in client.get("/wiki/Kokerboom").text
    assert "Remplacer des choix de « Canapé »" in _plain(
        alice.get("/admin/sheets/place/mendings").text
    )
    assert "« mauve » n’est pas dans la liste" in _plain(alice.get(MISFITS).text)
    people.post(alice, f"{answer.location}/undo")
    ask(run_all)
    assert "C’est annulé : 2 fiches remises comme avant." in _plain(alice.get(answer.location).text)
    assert "3 valeurs" in _plain(alice.get(MISFITS).text)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Dites ce que ces valeurs deviennent."),
        ({"remedy": "burn"}, "Dites ce que ces valeurs deviennent."),
        ({"remedy": "replace_choice"}, "Dites au moins pour un ancien choix"),
        ({"remedy": "replace_choice", "entry-0": "rouge", "to-0": "bleu"}, "ce qu’il devient"),
        ({"remedy": "move_value", "to": "nowhere"}, "Choisissez le champ où les déplacer."),
        ({"remedy": "remove_value", "which": "some"}, "Cochez au moins une fiche"),
        ({"remedy": "remove_value", "which": "some", "uid": "\0"}, "Cochez au moins une fiche"),
        ({"remedy": "remove_value", "summary": "S" * 5000}, "caractères"),
    ],
)
def test_refuses_what_cannot_be_asked_and_keeps_what_was_typed(
    sign_in: SignIn, sent: dict[str, str], sentence: str
) -> None:
    alice = sign_in("alice")
    answer = people.post(alice, TOGETHER, **{"summary": "Un mot"} | OF | sent)
    assert answer.status_code == 422
    assert sentence in _plain(answer.text)
    assert f'value="{sent.get("summary", "Un mot")}"' in answer.text
    if sent.get("remedy") in ("remove_value", "move_value"):
        assert re.search(rf'value="{sent["remedy"]}" checked', answer.text)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "path",
    [
        f"{TOGETHER}?field=nothing&reason=unknown_choice",
        f"{TOGETHER}?field=sofa&reason=%00",
        TOGETHER,
        "/admin/sheets/place/mendings/nothing",
        "/admin/sheets/nothing/mendings",
        "/admin/sheets/place/mendings/%00",
    ],
)
def test_refuses_what_is_not_there(sign_in: SignIn, path: str) -> None:
    assert sign_in("alice").get(path).status_code == (400 if "%00" in path else 404)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("after", ["²", "-1", "9" * 40, "1"])
def test_a_place_in_the_list_that_is_none_is_its_beginning(sign_in: SignIn, after: str) -> None:
    alice = sign_in("alice")
    assert alice.get(f"{MISFITS}?after={after}&path=\0&entry=\0").status_code == 200
    assert alice.get(TOGETHER, query_string=OF | {"after": after}).status_code == 200


@pytest.mark.usefixtures("two")
def test_what_is_ticked_stays_so_from_a_page_of_the_list_to_the_next(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    alice = sign_in("alice")
    sent: dict[str, Any] = OF | {"remedy": "remove_value", "which": "some", "summary": "Un mot"}
    ticked: list[str] = []
    shown = alice.get(TOGETHER, query_string=OF).text
    for page in range(3):
        [uid] = re.findall(r'type="checkbox" name="uid" value="([^"]*)"', shown)
        assert re.findall(r'type="hidden" name="uid" value="([^"]*)"', shown) == ticked
        assert 'value="Un mot"' in shown or not page
        ticked += [uid] if page < 2 else []
        turn = re.findall(r'name="turn" value="(\d+)"', shown)[-1]
        shown = people.post(alice, TOGETHER, **sent, uid=ticked, turn=turn).text
    assert re.search(r'type="checkbox" name="uid" value="[^"]*" id="s-1" checked', shown)
    assert "1 fiche est cochée sur les autres pages" in _plain(shown)
    answer = people.post(alice, TOGETHER, **sent, uid=ticked)
    assert "2 fiches sont concernées" in _plain(alice.get(answer.location).text)
    monkeypatch.setattr(together, "MOST_TICKED", 1)
    answer = people.post(alice, TOGETHER, **sent, uid=ticked)
    assert (answer.status_code, "Plus de 1 fiches" in _plain(answer.text)) == (422, True)
