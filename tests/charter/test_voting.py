"""Ballots as people see them, by plain forms: opened, voted, objected, lifted, proclaimed, told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.voting import HARM, PLACES, Voting, amendment
from wiki.charter import votable
from wiki.charter.queries import ballots as queries
from wiki.charter.rules import verdict
from wiki.charter.rules.chain import text_hash
from wiki.charter.rules.tally import Body, Count, Rule
from wiki.charter.service import ballots
from wiki.charter.service.ballots import How
from wiki.charter.views import ballot_words as words
from wiki.kernel import clock
from wiki.kernel.errors import Missing

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def voting(app: Flask) -> Voting:
    with app.app_context():
        return Voting(app)


def plain(text: str) -> str:
    """What is read of a screen."""
    shown = re.sub(r"<(style|script|select).*?</\1>", "", text, flags=re.DOTALL)
    spaced = re.sub(r"<[^>]+>", " ", shown).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", spaced)


def test_consent_with_an_objection_lifted(voting: Voting, sign_in: SignIn, app: Flask) -> None:
    eric, charlie, bob = sign_in("eric"), sign_in("charlie"), sign_in("bob")
    new = f"/charters/{SLUG}/ballots/new"
    assert "4 lieux membres" in plain(eric.get(new).text)
    typed = {"title": "Une presse ?", "text": "Nous achetons **une presse**.", "days": "0"}
    refused = people.post(eric, new, rule="consent", **typed)
    assert (refused.status_code, "Nous achetons **une presse**." in refused.text) == (422, True)
    opened = people.post(eric, new, rule="consent", **(typed | {"days": "1"}))
    at = opened.headers["Location"].partition("?")[0]
    assert at.startswith("/ballots/")
    uids = voting.uids

    screen = plain(charlie.get(at).text)
    assert "aucune objection ne tient à la clôture" in screen
    assert "1 lieu au moins sur 4 se prononce" in screen
    assert "Si des objections tiennent après 2 tours, on vote : adopté s’il y a plus" in screen
    assert "0 lieu sur 4 s’est prononcé ; il manque 1 lieu pour le quorum de 1" in screen
    form = {"place": uids["Le Quai"], **HARM._asdict()}
    blank = people.post(charlie, f"{at}/object", **(form | {"wording": ""}))
    assert (blank.status_code, HARM.harm in blank.text) == (422, True)
    assert "Proposez une rédaction" in blank.text
    assert people.post(charlie, f"{at}/object", **form).status_code == 303
    said = plain(bob.get(at).text)
    assert "1 objection tient : clos maintenant, le texte serait à réécrire" in said
    assert "Lever cette objection" not in said
    judged = re.search(r"/objections/\w+/judge", bob.get(at).text)
    assert judged
    judge = {"place": uids["La Halle"], "is_founded": "1"}
    assert people.post(bob, judged[0], **judge).status_code == 303
    lift = judged[0].replace("judge", "lift")
    assert people.post(eric, lift, choice="yes").status_code == 403
    assert people.post(charlie, lift, choice="yes").status_code == 303
    vote = {"place": uids["La Halle"], "choice": "yes", "word": "Avec joie."}
    assert "attend votre voix" in bob.get(f"/charters/{SLUG}/ballots").text
    assert people.post(bob, f"{at}/vote", **vote).status_code == 303
    assert "attend votre voix" not in bob.get(f"/charters/{SLUG}/ballots").text
    assert "clos maintenant, ce serait adopté" in plain(bob.get(at).text)

    with clock.stopped_at(clock.now() + timedelta(days=1, seconds=1)):
        eric, bob, charlie = (sign_in(name) for name in ("eric", "bob", "charlie"))
        late = people.post(bob, f"{at}/vote", **vote)
        assert (late.status_code, "Scrutin clos" in plain(late.text)) == (403, True)
        assert "Proclamer" not in charlie.get(at).text
        assert people.post(charlie, f"{at}/proclaim").status_code == 403
        assert people.post(eric, f"{at}/proclaim").status_code == 303
    minutes = plain(app.test_client().get(f"{at}/minutes").text)
    for part in ("Le texte est adopté.", "Avec joie.", "Levée par qui l’a faite", "4 lieux"):
        assert part in minutes
    assert "Adopté" in app.test_client().get(f"/charters/{SLUG}/ballots").text
    exact = app.test_client().get(f"{at}/minutes.json")
    assert text_hash(exact.text, "") in minutes
    assert exact.json is not None
    assert (exact.json["outcome"], exact.mimetype) == ("adopted", "application/json")


def test_sealed_results_are_told_at_the_close(
    voting: Voting, sign_in: SignIn, app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        ballot = voting.put("two_thirds", is_sealed=True)
        voting.say(ballot, "Le Quai", "no")
    at = f"/ballots/{ballot.uid}"
    told = plain(client.get(at).text)
    assert "1 lieu sur 4 s’est prononcé ; il manque 1 lieu pour le quorum de 2." in told
    assert "Les résultats se liront à la clôture." in told
    assert "Contre" not in told
    assert "A dit : Contre" in plain(sign_in("charlie").get(at).text)
    with app.app_context():
        voting.end(ballot)
    assert "Contre" in plain(client.get(at).text)


def test_another_round_shows_what_changed(voting: Voting, sign_in: SignIn, app: Flask) -> None:
    text = ["Une voix par personne."]

    def find(_charter: str, uid: str) -> votable.Votable:
        return amendment(text[0], of=uid)

    votable.offer("example", find)
    new = f"/charters/{SLUG}/ballots/new"
    eric = sign_in("eric")
    opened = people.post(eric, new, kind="example", object="a1", rule="consent", days="7")
    uid = opened.headers["Location"].split("/")[2]
    with app.app_context():
        first = queries.by_uid(uid)
        voting.object(first, "Le Quai")
        voting.end(first)
    assert "Ouvrir le scrutin suivant" not in eric.get(f"/ballots/{uid}").text
    again = people.post(eric, new, follows=uid, days="7")
    assert (again.status_code, "n’a pas changé" in again.text) == (409, True)
    text[0] = "Une voix par lieu."
    assert "Ouvrir le scrutin suivant" in eric.get(f"/ballots/{uid}").text
    assert "chacun consentira de nouveau" in eric.get(f"{new}?follows={uid}").text
    second = people.post(eric, new, follows=uid, days="7").headers["Location"]
    screen = eric.get(second).text
    assert "<del>" in screen
    assert "tour 2" in screen
    assert eric.get(f"{new}?kind=example&object=a1").status_code == 200
    assert eric.get(f"{new}?kind=nothing&object=a1").status_code == 404
    votable.offer("example", lambda _charter, uid: amendment(of=uid, rule="two_thirds"))
    fixed = plain(eric.get(f"{new}?kind=example&object=a2").text)
    assert "Règle, fixée par la charte Adopté si les « pour » font au moins les deux tiers" in fixed
    opened = people.post(eric, new, kind="example", object="a2", rule="simple", days="1")
    with app.app_context():
        ballot = queries.by_uid(opened.headers["Location"].split("/")[2])
        assert (queries.rule_of(ballot).name, ballot.days) == ("qualified", 9)
    assert sign_in("charlie").get(new).status_code == 403


def test_the_guarantor_cancels_and_notes_who_left(
    voting: Voting, sign_in: SignIn, app: Flask
) -> None:
    with app.app_context():
        ballot = voting.put()
    eric, at = sign_in("eric"), f"/ballots/{ballot.uid}"
    gone = {"place": voting.uids["Le Quai"], "reason": "A quitté le réseau."}
    short = people.post(eric, f"{at}/leave", **(gone | {"reason": "Non"}))
    assert (short.status_code, short.text.count('value="Non"')) == (422, 1)
    assert f'value="{gone["place"]}" selected' in short.text
    assert short.text.count('<details class="disclosure" open>') == 1
    assert people.post(eric, f"{at}/leave", **gone).status_code == 303
    assert "parti : A quitté le réseau." in plain(eric.get(at).text)
    assert people.post(eric, f"{at}/cancel", reason="Le texte était faux.").status_code == 303
    assert "Le texte était faux." in eric.get(at).text
    for path in ("/ballots/no", "/ballots/no/minutes", f"{at}/minutes", f"{at}/minutes.json"):
        assert eric.get(path).status_code == 404


RULES = """
two_thirds: Adopté si les « pour » font au moins les deux tiers des « pour » et des « contre », et \
si 20 lieux au moins sur 40 se prononcent.
tacit_consent: Adopté si aucun lieu n’objecte avant la clôture.
absolute: Adopté si plus de la moitié des lieux qui votent sont pour, et si 10 lieux au moins sur \
40 se prononcent.
"""


def test_a_rule_is_one_sentence(app: Flask) -> None:
    with app.test_request_context():
        for line in RULES.strip().splitlines():
            code, _, sentence = line.partition(": ")
            assert plain(words.rule(verdict.offered(code), 40)) == sentence


STANDINGS = {
    Count(
        12, 4, 1
    ): """12 pour, 4 contre, 1 abstention ; 17 lieux sur 40 se sont prononcés ; il manque 3 lieux \
pour le quorum de 20 : clos maintenant, rien ne serait décidé ; encore 3 « pour », et ce serait \
adopté.""",
    Count(
        18, 6, 0, 2
    ): """18 pour, 6 contre, 2 blancs ; 26 lieux sur 40 se sont prononcés ; le quorum de 20 est \
atteint : clos maintenant, ce serait adopté.""",
    Count(
        10, 20, 10
    ): """10 pour, 20 contre, 10 abstentions ; 40 lieux sur 40 se sont prononcés ; le quorum de 20 \
est atteint : clos maintenant, ce serait rejeté.""",
}


def test_where_it_stands_is_one_sentence(app: Flask) -> None:
    rule = verdict.offered("two_thirds")
    for count, sentence in STANDINGS.items():
        body = Body(count, 40)
        with app.test_request_context():
            found = words.standing(rule, body, verdict.standing(rule, body), 0, is_told=True)
        assert plain(found) == sentence


def test_every_rule_and_outcome_has_its_words(app: Flask) -> None:
    with app.test_request_context():
        for name in words.tally.RULES:
            assert words.rule(Rule(name, 3, 7), 10)
        for outcome in words.tally.OUTCOMES:
            assert words.decided(outcome)
            assert outcome in words.outcomes()
        assert "3/7" in words.rule(Rule("qualified", 3, 7), 10)


def test_refuses_what_a_form_cannot_say(voting: Voting, sign_in: SignIn, app: Flask) -> None:
    with app.app_context():
        ballot = voting.put()
        with pytest.raises(Missing):
            ballots.open_(voting.eric, "no", amendment(), How("simple", "7"))
    charlie, at = sign_in("charlie"), f"/ballots/{ballot.uid}"
    here = voting.uids["Le Quai"]
    assert people.post(charlie, f"{at}/vote").status_code == 403
    assert people.post(charlie, f"{at}/vote", place=here, choice="maybe").status_code == 422
    long = people.post(charlie, f"{at}/vote", place=here, choice="yes", word="a" * 1_001)
    assert (long.status_code, "a" * 1_001 in long.text) == (422, True)
    assert people.post(charlie, "/objections/no/lift").status_code == 404
    assert people.post(app.test_client(), f"{at}/vote", place=here, choice="yes").status_code == 403
    assert len(PLACES) == 4
