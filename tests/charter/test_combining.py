"""Two competing amendments that become one, which both their authors sign, as people see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.service.test_amendments import change, held, refused, state, table
from tests.charter.test_voting import plain
from tests.charter.voting import Voting
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters, combining
from wiki.charter.rules.amendments import Step
from wiki.charter.service import alternatives, judging, sponsors
from wiki.charter.service import amendments as amending
from wiki.charter.service import combining as service
from wiki.charter.service.taking_over import take_over
from wiki.kernel.db import act

HERE = f"/charters/{SLUG}/amendments"
WHY = "Nous en avons parlé : voici ce que nous demandons ensemble."

Ask = Callable[..., Any]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def voting(app: Flask) -> Voting:
    """A charter in consultation: two of its amendments change one sentence, of charlie and bob."""
    with app.app_context():
        voting = Voting(app)
        voting.open()
        table(voting, change(voting, "Cotisation", "50", "60"))
        table(voting, change(voting, "Cotisation", "annuelle", "annuelle et libre"), "bob")
        table(voting, change(voting, "Cotisation", "50", "30"), "alice")
    return voting


def proposed(charlie: FlaskClient, **typed: str) -> Any:
    """What the form of charlie answers, filled as it is offered."""
    form = charlie.get(f"{HERE}/1/combine/2").text
    sent = dict(re.findall(r'name="(kind|block|base|title)"[^>]* value="([^"]*)"', form))
    text = re.search(r'<textarea[^>]*name="text"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    assert text is not None
    given = sent | {"text": text[1], "why": WHY} | typed
    return people.post(charlie, f"{HERE}/1/combine/2", **given)


def test_it_replaces_both_once_both_have_signed(
    voting: Voting, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    charlie, bob, alice = (sign_in(name) for name in ("charlie", "bob", "alice"))
    assert f"{HERE}/1/combine/2" in charlie.get(f"{HERE}/1").text
    assert "/combine/" not in alice.get(f"{HERE}/1").text
    wrong = proposed(charlie, why="Court", text="Ce que j’ai tapé reste.")
    assert wrong.status_code == 422
    assert "Ce que j’ai tapé reste." in wrong.text
    assert proposed(charlie).headers["Location"].endswith("/4?saved=1.2.both")
    assert ask(state, voting, 4) == "draft"
    assert "Elle attend la signature de bob." in plain(client.get(f"{HERE}/4").text)
    assert "attend d’être signée : n° 4" in plain(charlie.get(f"{HERE}/2").text)
    again = people.post(charlie, f"{HERE}/1/combine/2", kind="modify", text="Mes mots restent.")
    assert again.status_code == charlie.get(f"{HERE}/1/combine/2").status_code == 409
    assert "Mes mots restent." in again.text
    assert "Amendement n° 4, qui en réunit deux" in plain(bob.get("/charters/mine").text)
    for other in (charlie, alice):
        assert people.post(other, f"{HERE}/4/agree", wording="1").status_code == 403
    stale = people.post(bob, f"{HERE}/4/agree", wording="9" * 30)
    assert stale.status_code == 409
    assert "Cette rédaction a changé depuis que vous l’avez lue" in plain(stale.text)
    assert people.post(charlie, f"{HERE}/4/step", step="table").status_code == 409
    assert people.post(bob, f"{HERE}/4/agree", wording="1").status_code == 303
    assert [ask(state, voting, n) for n in (1, 2, 3, 4)] == [
        "merged",
        "merged",
        "admissible",
        "admissible",
    ]
    shown = plain(client.get(f"{HERE}/1").text)
    assert "sont réunis dans l’amendement n° 4, que leurs deux auteurs ont signé." in shown
    assert "60 euros" in ask(held, voting, 1).wording.text
    assert "Leurs deux auteurs, charlie et bob, l’ont signée." in plain(bob.get(f"{HERE}/4").text)
    group = ask(lambda: alternatives.competing(voting.charter(), 3))
    assert [one.amendment.number for one in group] == [3, 4]
    ask(voting.adopt, 4)
    assert "La cotisation annuelle et libre est de 60 euros." in ask(voting.body)
    assert not ask(lambda: charters.broken(voting.charter()))


def test_what_two_signed_nobody_writes_alone_and_either_takes_over(
    voting: Voting, sign_in: SignIn, ask: Ask
) -> None:
    charlie, bob = sign_in("charlie"), sign_in("bob")
    proposed(charlie)
    people.post(bob, f"{HERE}/4/agree", wording="1")
    assert "/4/write" not in charlie.get(f"{HERE}/4").text

    def then() -> None:
        asked = change(voting, "Cotisation", "50", "70")
        for name in ("charlie", "bob"):
            who = voting.people[name]
            assert refused(amending.revise, who, SLUG, 4, asked) == "combine_signed"
        judging.take(voting.people["bob"], SLUG, 4, Step.WITHDRAW, WHY)
        assert refused(take_over, voting.people["bob"], SLUG, 4) == "amendment_own"
        assert take_over(voting.people["charlie"], SLUG, 4).state == "tabled"

    ask(then)


def test_the_other_author_declines_and_nothing_moved(
    voting: Voting, sign_in: SignIn, ask: Ask
) -> None:
    bob = sign_in("bob")
    proposed(sign_in("charlie"))
    assert "Refuser cette rédaction" in plain(bob.get(f"{HERE}/4").text)
    people.post(bob, f"{HERE}/4/step", step="decline", why="Je tiens au montant libre.")
    assert [ask(state, voting, n) for n in (1, 2, 4)] == ["admissible", "admissible", "withdrawn"]
    assert people.post(bob, f"{HERE}/4/agree", wording="1").status_code == 409
    assert f"{HERE}/1/combine/2" in sign_in("charlie").get(f"{HERE}/1").text


def test_refuses_what_is_not_two_that_compete(voting: Voting, ask: Ask) -> None:
    def tried() -> None:
        charlie, bob, alice = (voting.people[name] for name in ("charlie", "bob", "alice"))
        asked = change(voting, "Cotisation", "50", "55")

        def attempt(who: Any, one: int, other: int) -> str:
            return refused(service.propose, who, SLUG, one, other, asked)

        assert attempt(bob, 1, 2) == "amendment_not_yours"
        assert attempt(charlie, 1, 1) == "combine_own"
        assert attempt(charlie, 1, 9) == "amendment_missing"
        table(voting, change(voting, "Membres", "une voix", "deux voix"), "alice")
        assert attempt(charlie, 1, 4) == "amendment_alone"
        elsewhere = change(voting, "Membres", "une voix", "trois voix")
        assert refused(service.propose, charlie, SLUG, 1, 2, elsewhere) == "amendment_other"
        made = service.propose(charlie, SLUG, 1, 2, asked)
        assert [one.amendment.number for one in combining.sources(made.id)] == [1, 2]
        amending.revise(charlie, SLUG, made.number, change(voting, "Cotisation", "50", "56"))
        assert refused(service.agree, bob, SLUG, made.number, 1) == "combine_reworded"
        judging.take(alice, SLUG, 4, Step.WITHDRAW, WHY)
        amending.revise(bob, SLUG, 2, change(voting, "Cotisation", "annuelle", "juste"))
        assert refused(service.agree, bob, SLUG, made.number, 2) == "combine_admissible"
        judging.take(voting.eric, SLUG, 2, Step.ADMIT)
        voting.adopt(3)
        wording = held(voting, made.number).amendment.wording
        assert refused(service.agree, bob, SLUG, made.number, wording) in (
            "combine_admissible",
            "amendment_base_moved",
        )
        for statement in (
            "UPDATE wiki_charter_combined SET wording = 9",
            "DELETE FROM wiki_charter_combined",
        ):
            with pytest.raises(sa.exc.DBAPIError), act() as session:
                session.execute(sa.text(statement))

    ask(tried)


def test_a_statutory_article_waits_for_its_places_first(voting: Voting, ask: Ask) -> None:
    def tried() -> None:
        charlie, bob = voting.people["charlie"], voting.people["bob"]
        number = service.propose(
            charlie, SLUG, 1, 2, change(voting, "Cotisation", "50", "55")
        ).number
        with act():
            charter = charters.by_slug(SLUG, locked=True)
            charter.rules = {**charter.rules, "statutory": [voting.article()], "sponsors": 1}
        assert refused(service.agree, bob, SLUG, number, 1) == "amendment_sponsors"
        sponsors.support(bob, SLUG, number, voting.uids["La Halle"], is_given=True)
        assert service.agree(bob, SLUG, number, 1).state == "admissible"
        assert queries.numbered(voting.charter().id, 1).amendment.state == "merged"

    ask(tried)
