"""A word that only an erased text said: asked for everywhere, it is nowhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.hostile.conftest import bounded, stands
from tests.hostile.test_addresses import addresses, rules
from tests.places.taken_in import taken_in
from tests.sheets.places import place
from wiki.jobs.service import run_all
from wiki.kernel.db import Base, reading, release_reading
from wiki.kernel.permissions import Role
from wiki.pages.queries.pages import get
from wiki.pages.service.blame import blame
from wiki.pages.service.redact import redact
from wiki.pages.service.save import Edit, save
from wiki.pages.views.ready import make_ready
from wiki.places.service import batches, intakes

WORD = "motsecret"
OPEN = "Un café ouvert à tous, du lundi au jeudi.\n"
TOLD = f"""## Chez {WORD}

{OPEN}
Un mot, {WORD}, [[{WORD}]] et https://{WORD}.fr/x, dit le WDS[^{WORD}].

*[WDS]: {WORD}

:::{{source {WORD}}}
:titre: {WORD}
:::

:::{{catégories}} {WORD}
"""
PAGE = "Lieu"


#: Reads what zlib and gzip compressed.
_ANY = 32 + zlib.MAX_WBITS


def _written() -> None:
    alice = people.make("alice")
    for base, body in enumerate((f"## Accueil\n\n{OPEN}", TOLD, f"## Ouverture\n\n{OPEN}")):
        save(alice, Edit(PAGE, body, base))
        if body == TOLD:
            make_ready()
    blame(get(PAGE))  # what was lost is kept there, should it come back
    run_all()


def _values() -> None:
    """Two places whose sheets said the word, one by a table of corrections, one by a list."""
    alice, eric = people.make("alice"), people.make("eric", Role.STEWARD)
    uid = save(alice, Edit(PAGE, "", 0, sheet=place())).page.uid
    table = f"uid,revision,name,street\n{uid},1,Arrêt Minute,{WORD}\n".encode()
    batches.start(alice, batches.bring_back(alice, "lieux.csv", table))
    said = f"Nom;Commune;Rue;Notes\nLe Phare;Pomerol;{WORD};x\nArrêt Minute;Libourne;;\n"
    intakes.start(alice, taken_in(alice, text=said), skips_doubtful=True)
    run_all()
    batches.bring_back(eric, "lieux.csv", table)
    taken_in(eric, text=f"{said}Le Port;Pomerol;{WORD};\n")
    intakes.bring(alice, "liste.csv", said.encode())
    for title in (PAGE, "Le Phare"):
        page = get(title)
        sheet = place(street="Ailleurs") if title == PAGE else place(name=title)
        save(alice, Edit(title, None, page.head, sheet=sheet))
    run_all()


def _kept() -> Iterator[str]:
    """The tables that still hold the word."""
    for table in Base.metadata.sorted_tables:
        for row in reading().execute(sa.select(table)):
            said = " ".join(_said(value) for value in row)
            if WORD in said.casefold():
                yield f"{table.name}: {said[:200]}"


def _said(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    with suppress(zlib.error):
        value = zlib.decompress(value, _ANY)
    return value.decode("utf-8", "replace")


def test_an_erased_word_is_nowhere_in_the_database(app: Flask) -> None:
    with app.app_context():
        _written()
        holding = {one.partition(":")[0] for one in _kept()}
        assert holding == {"wiki_text", "wiki_anchor", "wiki_rendered_html", "wiki_kept_answer"}
        redact(people.make("alice"), get(PAGE).uid, 2, 2, "Une personne le demande")
        release_reading()
        assert list(_kept()) == []
        run_all()
        assert list(_kept()) == []


def test_an_erased_value_is_nowhere_in_the_database(app: Flask) -> None:
    with app.app_context():
        _values()
        holding = {one.partition(":")[0] for one in _kept()}
        assert holding >= {
            "wiki_revision",
            "wiki_place_batch_line",
            "wiki_place_intake",
            "wiki_place_intake_file",
            "wiki_place_intake_line",
        }
        for title in (PAGE, "Le Phare"):
            page = get(title)
            asked = {"has_text": False, "fields": ["street"]}
            redact(people.make("alice"), page.uid, 1, page.head - 1, "Une personne", **asked)
        release_reading()
        assert list(_kept()) == []
        run_all()
        assert list(_kept()) == []


def test_an_erased_word_is_read_nowhere(app: Flask, alice: FlaskClient) -> None:
    with app.app_context():
        _written()
        asked = [
            f"{path}?rev={rev}&since=2&authors=1&from=1&to=2&q={PAGE}"
            for path in addresses(rules(app, "GET"), PAGE, "2", "1..2", "2..3")
            for rev in (2, 3)
        ]
    with bounded(300):  # many requests
        before = _telling(alice, asked)
        with app.app_context():
            redact(people.make("alice"), get(PAGE).uid, 2, 2, "Une personne le demande")
        assert len(before) > 5
        assert _telling(alice, asked) == []


def _telling(client: FlaskClient, asked: list[str]) -> list[str]:
    found = []
    for one in asked:
        with client.get(one) as answer:
            stands(answer)
            if WORD in answer.get_data().decode("utf-8", "replace").casefold():
                found.append(one)
    return found
