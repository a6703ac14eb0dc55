"""A charter whose network has places, and people who speak for them: what ballots need."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import NETWORK, Made
from tests.files.images import PDF
from tests.sheets.places import place
from wiki.charter.models import Ballot
from wiki.charter.rules import contests as contest_rules
from wiki.charter.rules.annexes import Given
from wiki.charter.rules.chain import sha256
from wiki.charter.rules.consent import Objection
from wiki.charter.service import annexes, ballots, contests, paper_votes, votes
from wiki.charter.service.ballots import How
from wiki.charter.votable import Votable
from wiki.files.service.add import Incoming, add
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor, Role
from wiki.organisations.service.mandates import give
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

#: Place -> who speaks for it.
PLACES = {
    "Le Quai": ("charlie", "fanny"),
    "La Halle": ("bob",),
    "Le Moulin": ("alice",),
    "L’Atelier": ("gilles",),
}
SINCE = "2020-01-01"
HARM = Objection(
    "L’adhésion en avril ferme la porte aux lieux d’été.", "Article 2", "« avant le 1er juillet »"
)


def network(*more: str) -> Sheet:
    """The sheet of the network, with all its places."""
    rows = [{"place": name, "status": "member"} for name in (*PLACES, *more)]
    rows.append({"place": "Ailleurs", "status": "former"})
    return Sheet("network", {"name": NETWORK, "members": rows})


class Voting(Made):
    """The charter of `Made`, with four places that decide; eric holds the procedure."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.people: dict[str, Actor] = people.make_all()
        for name in ("fanny", "gilles"):
            self.people[name] = people.make(name, Role.MEMBER)
        self.uids: dict[str, str] = {}
        for title, speakers in PLACES.items():
            page = save(self.eric, Edit(title, "", 0, sheet=place(name=title))).page
            self.uids[title] = page.uid
            for name in speakers:
                give(self.people["alice"], page.uid, name, SINCE)
        page = pages.get(NETWORK)
        save(self.eric, Edit(NETWORK, "", page.head, sheet=network()))

    def put(self, rule: str = "simple", **how: Any) -> Ballot:
        """Open a ballot about a question."""
        about = how.pop("about", None) or ballots.question("Une presse ?", "Acheter une presse.")
        return ballots.open_(self.eric, self.slug, about, How(rule, how.pop("days", "7"), **how))

    def say(self, ballot: Ballot, title: str, choice: str = "yes", by: str = "") -> str:
        """Vote for a place, as the first who speaks for it; the receipt of a secret vote."""
        who = self.people[by or PLACES[title][0]]
        return votes.cast(who, ballot.uid, self.uids[title], choice)

    def object(self, ballot: Ballot, title: str) -> str:
        """Object for a place; the uid of the objection."""
        who = self.people[PLACES[title][0]]
        return votes.object_(who, ballot.uid, self.uids[title], HARM).uid

    def end(self, ballot: Ballot) -> Ballot:
        """Proclaim a ballot once its time is over."""
        with clock.stopped_at(clock.now() + timedelta(days=ballot.days, seconds=1)):
            return ballots.proclaim(self.eric, ballot.uid)

    def finish(self, ballot: Ballot) -> Ballot:
        """Let a ballot that nobody contests be final, once its seven days are over."""
        with clock.stopped_at(contest_rules.until(self.now(ballot).proclaimed_at or clock.now())):
            contests.finish(ballot.uid)
        return self.now(ballot)

    def now(self, ballot: Ballot) -> Ballot:
        """A ballot as it is kept now."""
        return reading().scalars(sa.select(Ballot).where(Ballot.id == ballot.id)).one()


def amendment(text: str = "Une voix.", *, of: str = "a1", rule: str = "") -> Votable:
    """Something that is put to the vote; under that rule, if its charter fixes one."""
    return Votable("example", of, "L’amendement 1", text, sha256(text), rule=rule, days=9)


def in_every_state(
    alice: Actor, slug: str, network_title: str, said: str = "Acheter une presse.", *names: str
) -> dict[str, str]:
    """Ballots for each thing that may be done with one: endpoint -> uid.

    `place` is the uid of the place for which alice speaks, and those `names`; `scan`, of a file.
    """
    here, there = (
        save(alice, Edit(title, "", 0, sheet=place(name=title))).page.uid
        for title in ("Un lieu qui vote", "Un lieu qui objecte")
    )
    for name in ("alice", *names):
        give(alice, here, name, SINCE)
    give(alice, there, "alice", SINCE)

    def join(*titles: str) -> None:
        page = pages.get(network_title)
        rows = [{"place": title, "status": "member"} for title in titles]
        sheet = Sheet("network", {"name": "Un réseau", "members": rows})
        save(alice, Edit(page.title, pages.body(page), page.head, sheet=sheet))

    def put(rule: str = "simple") -> str:
        about = ballots.question(said[:150], said)
        return ballots.open_(alice, slug, about, How(rule, "7")).uid

    join("Un lieu qui vote")
    contested = ("minutes", "ruling_json")
    proclaimed = (*contested, "contest")
    found = {name: put() for name in ("close_ballot", "proclaim_ballot", *proclaimed)}
    for uid in found.values():
        votes.cast(alice, uid, here, "yes", said[:200])
    for name in proclaimed:
        ballots.proclaim(alice, found[name])
    for name in contested:
        contests.contest(alice, found[name], here, f"Un lieu n’a pas pu voter. {said[:900]}")
    hugo = people.make("hugo", Role.MODERATOR)
    contests.answer(hugo, found["ruling_json"], f"Il était membre. {said[:900]}", is_upheld=True)
    join("Un lieu qui vote", "Un lieu qui objecte")
    found |= {name: put() for name in ("vote", "cancel_ballot", "leave_ballot")}
    found |= {name: put("consent") for name in ("ballot", "object", "lift", "judge")}
    given = HARM if said.startswith("Acheter") else Objection(said, said, said)
    votes.object_(alice, found["ballot"], here, given)
    found["lift"] = votes.object_(alice, found["lift"], here, given).uid
    found["judge"] = votes.object_(alice, found["judge"], there, given).uid
    found["give_proxy"] = found["enter_papers"] = found["vote"]
    scan = add(alice, Incoming("papiers.pdf", PDF)).uid
    found["paper_votes"] = put()
    on_paper = paper_votes.Given(there, "yes", said[:100])
    sheet = paper_votes.enter(alice, found["paper_votes"], scan, [on_paper])
    found["settle_papers"] = sheet.uid
    found["answer_contest"] = found["minutes"]
    found["minutes_json"] = found["minutes_pdf"] = found["minutes"]
    _annexed(alice, slug, here, said)
    found |= dict.fromkeys(("annex", "annex_form", "annex_json", "write_annex"), here)
    return {f"wiki.charter.{name}": uid for name, uid in found.items()} | {
        "place": here,
        "scan": scan,
    }


def _annexed(alice: Actor, slug: str, here: str, said: str) -> None:
    """Questions to the places, the second in these words, and what one of them answers."""
    annexes.settle(alice, slug, 0, Given("Parking", "boolean"))
    form = annexes.settle(alice, slug, 1, Given(said[:100], "texts", said[:500]))
    name = json.loads(form.fields)[1]["id"]
    annexes.write(alice, slug, here, 0, Sheet("annex", {"parking": True, name: [said[:500]]}))
