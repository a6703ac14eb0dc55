"""What a sheet names: people and files, chosen by name, sent with the form, checked to exist."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.files.images import image
from tests.sheets.places import Describe, place
from wiki.files.queries import get as file_of
from wiki.files.queries import pages_using
from wiki.members.queries import members_named
from wiki.pages.queries.pages import get, head
from wiki.pages.sheets import SheetInvalid

SignIn = Callable[[str], FlaskClient]
SENT = {
    "kind": "place",
    "base": "1",
    "field-name": "Arrêt Minute",
    "field-commune": "Pomerol",
    "field-status": "open",
    "field-families": "coworking",
}
PHOTO = {
    "field-photos-0-alt": "La façade, rue du Clos",
    "field-photos-0-credit": "Alice",
    "field-photos-0-licence": "cc_by_sa",
}


def _values(ask: Any) -> dict[str, Any]:
    return dict(ask(lambda: head(get("Arrêt Minute")).sheet.values))


def _save(client: FlaskClient, **more: Any) -> Any:
    return people.post(client, "/wiki/Arrêt_Minute/sheet", **SENT | more)


def test_a_person_is_chosen_by_name(describe: Describe, sign_in: SignIn, ask: Any) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    assert _save(charlie, **{"field-referent": "CHARLIE"}).status_code == 303
    uid = ask(lambda: members_named("charlie")[0].uid)
    assert _values(ask)["referent"] == uid
    assert 'value="charlie"' in charlie.get("/wiki/Arrêt_Minute/sheet").text
    assert f'href="/members/{uid}">charlie</a>' in charlie.get("/wiki/Arrêt_Minute").text


def test_refuses_a_person_who_is_nobody(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    answer = _save(sign_in("charlie"), **{"field-referent": "Personne"})
    assert answer.status_code == 422
    assert "personne ne s’appelle « Personne » ici" in re.sub(r"\s", " ", answer.text)


@pytest.mark.parametrize("name", ["referent", "photos"])
def test_refuses_what_does_not_exist_by_the_api_too(describe: Describe, name: str) -> None:
    photo = {"file": "abcdefghjkmn", "alt": "a", "credit": "b", "licence": "cc_by_sa"}
    said = {"referent": "abcdefghjkmn", "photos": [photo]}
    with pytest.raises(SheetInvalid) as refusal:
        describe("Arrêt Minute", place(**{name: said[name]}))
    assert refusal.value.problems[0].code in ("unknown_member", "unknown_file")


def test_a_photo_is_sent_with_the_form(
    describe: Describe, sign_in: SignIn, client: FlaskClient, ask: Any
) -> None:
    describe("Arrêt Minute", place())
    upload = {"upload-field-photos-0-file": (io.BytesIO(image()), "Façade.png")}
    answer = _save(sign_in("charlie"), **PHOTO, **upload)
    assert answer.status_code == 303, answer.text
    (photo,) = _values(ask)["photos"]
    assert photo["alt"] == "La façade, rue du Clos"
    assert ask(lambda: file_of(photo["file"]).credit) == "Alice"
    using = ask(lambda: pages_using(file_of(photo["file"])))
    assert [one.title for one in using] == ["Arrêt Minute"]
    shown = client.get("/wiki/Arrêt_Minute").text
    assert 'alt="La façade, rue du Clos"' in shown
    assert f"/files/{photo['file']}/" in shown
    assert 'alt="La façade, rue du Clos"' in client.get("/places").text


def test_a_photo_is_kept_while_the_rest_is_mended(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    upload = {"upload-field-photos-0-file": (io.BytesIO(image()), "Façade.png")}
    answer = _save(charlie, **PHOTO | {"field-photos-0-licence": ""}, **upload)
    assert answer.status_code == 422
    kept = re.search(r'value="(Façade.png \([a-z2-9]{12}\))"', answer.text)
    assert kept
    assert _save(charlie, **PHOTO, **{"field-photos-0-file": kept[1]}).status_code == 303


def test_refuses_a_file_that_is_none_we_take(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    upload = {"upload-field-photos-0-file": (io.BytesIO(b"MZ"), "a.exe")}
    answer = _save(sign_in("charlie"), **PHOTO, **upload)
    assert answer.status_code == 422
    assert "La façade, rue du Clos" in answer.text


def test_a_file_sent_for_no_field_is_refused(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    upload = {"upload-field-name": (io.BytesIO(image()), "a.png")}
    assert _save(sign_in("charlie"), **upload).status_code == 422


def test_files_are_offered_by_name_to_who_writes(sign_in: SignIn, client: FlaskClient) -> None:
    alice = sign_in("alice")
    people.post(alice, "/files", file=(io.BytesIO(image()), "Façade.png"))
    (offered,) = alice.get("/files/suggest?q=facade").json or []
    assert offered["label"] == "Façade.png"
    assert offered["text"].startswith("Façade.png (")
    assert client.get("/files/suggest?q=facade").status_code == 403
