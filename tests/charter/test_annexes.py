"""The annexes of the places: asked, answered together, signed, summed up."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from flask import Flask

from tests import people
from tests.charter.made import SLUG, Made
from tests.charter.test_service import decide, refused
from tests.charter.voting import PLACES, Voting
from tests.web.test_paper import read, words
from wiki.charter.models import Annex
from wiki.charter.queries import annexes as queries
from wiki.charter.queries import charters
from wiki.charter.rules.annexes import Given
from wiki.charter.service import annexes, signatures, versions
from wiki.kernel.db import act, release_reading
from wiki.members.service.personal import data_of
from wiki.schema.sheet import Sheet

HERE = f"/charters/{SLUG}"


def asked(made: Made) -> None:
    """Two questions, of which one is needed to sign."""
    evening = Given("Ouvert le soir", "boolean", is_needed=True, articles=(made.article(),))
    annexes.settle(made.eric, made.slug, 0, evening)
    annexes.settle(made.eric, made.slug, 1, Given("Journées gratuites", "integer", unit="day"))


def _voting(app: Flask) -> Voting:
    """A version in force, and four places of whom something is asked."""
    voting = Voting(app)
    voting.propose()
    decide(voting, versions.adopt)
    asked(voting)
    return voting


def _say(voting: Voting, title: str, base: int = 0, **values: object) -> Annex:
    who = voting.people[PLACES[title][0]]
    made = annexes.write(who, SLUG, voting.uids[title], base, Sheet("annex", values))
    assert made is not None
    return made


def test_two_who_speak_for_a_place_answer_together(inside: Flask) -> None:
    voting = _voting(inside)
    quai, charlie, fanny = voting.uids["Le Quai"], voting.people["charlie"], voting.people["fanny"]
    first = _say(voting, "Le Quai", journees_gratuites=2, volée="x")
    assert queries.said(first).values == {"journees_gratuites": 2}
    assert _say(voting, "Le Quai", 1, journees_gratuites=2).number == 1
    _say(voting, "Le Quai", 1, journees_gratuites=3)
    both = annexes.write(
        fanny, SLUG, quai, 1, Sheet("annex", {"journees_gratuites": 2, "ouvert_le_soir": True})
    )
    assert queries.said(both).values == {"journees_gratuites": 3, "ouvert_le_soir": True}
    mine = Sheet("annex", {"journees_gratuites": 9})
    assert refused(annexes.write, charlie, SLUG, quai, 1, mine) == "annex_conflict"
    wrong = Sheet("annex", {"journees_gratuites": "beaucoup"})
    assert refused(annexes.write, charlie, SLUG, quai, 3, wrong) == "annex_invalid"
    for nobody in (voting.people["bob"], voting.eric, people.make("dora")):
        refusal = refused(annexes.write, nobody, SLUG, quai, 0, mine)
        assert refusal in ("signature_mandate", "members_only")
    assert refused(annexes.settle, charlie, SLUG, 0, Given("Quoi ?")) == "moderators_only"
    assert len(queries.history(voting.charter().id, first.place_id)) == 3
    assert len(data_of(charlie)["charter"]["charter_annexes"]) == 2
    assert not charters.broken(voting.charter())


def test_a_signature_is_of_a_text_and_an_annex(inside: Flask) -> None:
    voting = _voting(inside)
    text, charlie, quai = (
        voting.version().hash or "",
        voting.people["charlie"],
        voting.uids["Le Quai"],
    )
    sign = (signatures.sign, charlie, SLUG, "1.0", quai, text)
    assert refused(*sign) == "signature_annex"
    old = _say(voting, "Le Quai", ouvert_le_soir=False).hash
    last = _say(voting, "Le Quai", 1, ouvert_le_soir=True)
    assert refused(*sign, old) == "signature_annex_stale"
    signed = signatures.sign(charlie, SLUG, "1.0", quai, text, last.hash)
    assert signed.annex_hash == last.hash
    paper = words(read(inside.test_client().get(f"{HERE}/v1.0/text.pdf").data))
    assert f"n° 2, empreinte {last.hash[:16]}…" in paper.replace("\u00a0", " ")
    assert queries.lacking(
        queries.form(voting.charter().id), queries.answered(voting.charter())
    ) == {voting.article(): ["L’Atelier", "La Halle", "Le Moulin"]}
    assert not charters.broken(voting.charter())
    with act() as session:
        values = {c.name: getattr(last, c.name) for c in Annex.__table__.columns}
        session.add(Annex(**values | {"id": 99, "uid": "faux", "number": 9, "hash": "0" * 64}))
    release_reading()
    assert [one.code for one in charters.broken(voting.charter())] == ["annex_changed"]


def test_from_a_question_to_the_strengths_of_the_network(app: Flask) -> None:
    with app.app_context():
        voting = Voting(app)
        voting.propose()
        decide(voting, versions.adopt)
        article, quai = voting.article(), voting.uids["Le Quai"]
    client = app.test_client()
    assert "ne demande encore rien" in client.get(f"{HERE}/annexes").text
    people.sign_in(client, app, "eric")
    question = {"label": "Outils prêtés", "type": "choices", "choices": "Scie\nTour"}
    asking = f"{HERE}/questions"
    wrong = people.post(client, asking, **question | {"choices": ""}, base="0")
    assert (wrong.status_code, "un par ligne" in wrong.text) == (422, True)
    far = people.post(client, asking, **question, base="9" * 30)
    assert (far.status_code, "Outils prêtés" in far.text) == (422, True)
    kept = people.post(client, asking, **question, base="0", is_needed="1", articles=article)
    assert kept.status_code == 303
    people.post(client, asking, label="Devise", type="text", base="1")
    people.post(client, f"{asking}/devise/move", to="up")
    assert re.search("Devise.*Outils", client.get(asking).text, re.DOTALL)
    changed = people.post(client, f"{asking}/devise", label="Notre devise", base="3")
    assert changed.status_code == 303

    people.sign_in(client, app, "charlie")
    form = f"{HERE}/annexes/{quai}/edit"
    assert "demandé pour signer" in client.get(form).text
    refused_ = people.post(client, form, base="0", **{"field-outils_pretes": "marteau"})
    assert (refused_.status_code, "marteau" in refused_.text) == (422, True)
    for base, status in (("9" * 30, 422), ("un", 422), ("77", 404)):
        wrong = people.post(client, form, base=base, **{"field-devise": "Ma devise"})
        assert (wrong.status_code, "Ma devise" in wrong.text) == (status, True), base
    told = {"field-outils_pretes": "scie", "field-devise": "<b>Ensemble</b>"}
    assert people.post(client, form, base="0", **told).status_code == 303
    stale = people.post(client, form, base="0", **{"field-devise": "Seuls"})
    assert (stale.status_code, "Rien n’est perdu" in stale.text) == (409, True)
    assert client.get(form.replace(quai, voting.uids["La Halle"])).status_code == 403

    client = app.test_client()
    shown = client.get(f"{HERE}/annexes/{quai}")
    assert ("Scie" in shown.text, "&lt;b&gt;Ensemble" in shown.text) == (True, True)
    exact = client.get(f"{HERE}/annexes/{quai}/text.json?n=1")
    assert sha256(exact.data).hexdigest() in shown.text
    assert json.loads(exact.data)["answers"]["values"]["outils_pretes"] == ["scie"]
    over = client.get(f"{HERE}/annexes").text
    assert "pas encore mis en pratique par 3 lieux" in over
    strengths = client.get(f"{HERE}/strengths").text
    assert "D’après l’annexe de 1 lieu, sur 4." in strengths
    assert re.search(r"Scie \(1\)</dt><dd>Le Quai", strengths)
    assert client.get(f"{HERE}/annexes/{quai}?n=7").status_code == 404
    assert client.get(f"{HERE}/annexes/nowhere").status_code == 404
