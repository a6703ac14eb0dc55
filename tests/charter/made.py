"""A charter for the tests: eric, a steward, makes it and is its garant."""

from __future__ import annotations

from flask import Flask

from tests import people
from wiki.charter.models import (
    Amendment,
    AmendmentStep,
    Annex,
    AnnexForm,
    Charter,
    Combined,
    Provenance,
    Signature,
    Sponsor,
    Twin,
    Version,
    Wording,
)
from wiki.charter.queries import amendments as amended
from wiki.charter.queries import charters as queries
from wiki.charter.rules.amendments import Step
from wiki.charter.rules.blocks import blocks_of
from wiki.charter.rules.operations import Asked
from wiki.charter.rules.procedure import STEPS, Procedure
from wiki.charter.service import amendments, charters, combining, judging, versions
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor, Role
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

PAGE, NETWORK, SLUG = "Projet de charte", "Réseau imaginaire", "charte-imaginaire"
#: What stands for the uid of a ballot.
BALLOT = "le-scrutin"
TEXT = """\
# Charte imaginaire

Ce texte nous engage.

## Préambule

Nous sommes quelques lieux.

## Article 1 : Membres

Un lieu est membre quand l’assemblée le dit. Il a une voix.

## Article 2 : Cotisation

La cotisation annuelle est de 50 euros. Elle est due au 1er mars.
"""


def procedure(**changed: str) -> Procedure:
    """All in a day, by the usual rules."""
    today = clock.now().date().isoformat()
    calendar = dict.fromkeys(STEPS, today) | changed
    return Procedure("consent", "two_thirds", "7", "14", "major", calendar)


def article_of(title: str) -> str:
    """The id of the article on the fee, in the draft of this title."""
    blocks = blocks_of(pages.body(pages.get(title)))
    return next(one.id for one in blocks if one.title == "Cotisation")


class Made:
    """The charter, seen from the tests."""

    def __init__(self, app: Flask, by: str = "eric", name: str = "imaginaire") -> None:
        self.app, self.page = app, PAGE if name == "imaginaire" else f"{PAGE} {name}"
        with app.app_context():
            self.eric: Actor = people.make(by, Role.STEWARD)
            save(self.eric, Edit(self.page, TEXT, 0))
            network = pages.find(NETWORK)
            if network is None:
                sheet = Sheet("network", {"name": NETWORK})
                network = save(self.eric, Edit(NETWORK, "", 0, sheet=sheet)).page
            self.slug = charters.make(self.eric, self.page, network.uid, f"Charte {name}").slug
            # A role within the charter came with it.
            self.eric = people.make(by)

    def charter(self) -> Charter:
        """It."""
        return queries.by_slug(self.slug)

    def version(self) -> Version:
        """Its newest version."""
        return queries.versions(self.charter().id)[0]

    def body(self) -> str:
        """What the page says."""
        return pages.body(pages.get(self.page))

    def edit(self, body: str, by: str = "charlie") -> None:
        """Somebody saves the page."""
        save(people.make(by), Edit(self.page, body, pages.get(self.page).head))

    def settle(self) -> None:
        """Say that all is done in a day."""
        charters.settle(self.eric, self.slug, procedure())

    def open(self) -> Version:
        """Open the consultation."""
        self.settle()
        return versions.open_(self.eric, self.slug)

    def freeze(self) -> Version:
        """Open it and close it."""
        self.open()
        return versions.freeze(self.eric, self.slug)

    def propose(self) -> Version:
        """Lead it to a candidate."""
        self.freeze()
        return versions.propose(self.eric, self.slug)

    def abandon(self) -> Version:
        """Give it up."""
        return versions.abandon(self.eric, self.slug, "Ce texte ne convient pas.")

    def begin(self, severity: str = "major") -> Version:
        """Begin the next one."""
        return versions.begin(self.eric, self.slug, severity)

    def article(self) -> str:
        """The id of the article on the fee."""
        return article_of(self.page)

    def asked(self, old: str, new: str, title: str = "Cotisation") -> amendments.Given:
        """Words of an article written otherwise."""
        page = queries.draft_page(self.charter())
        block = next(one for one in blocks_of(self.body()) if one.title == title)
        asked = Asked("modify", block.id, block.title, block.text.replace(old, new, 1))
        return amendments.Given(asked, page.head, "Pour que chacun puisse adhérer sans peine.")

    def amend(self, old: str = "50", new: str = "60") -> Amendment:
        """An amendment of the article on the fee, which who made the charter tables."""
        return amendments.begin(self.eric, self.slug, self.asked(old, new), is_tabled=True)

    def combine(self) -> list[int]:
        """Three amendments of one word, the first of who made the charter, admitted; a wording of
        the third and the first, which waits for their signature: their numbers."""
        found = []
        for name, voices in (("", "deux"), ("bob", "trois"), ("charlie", "quatre")):
            who = people.make(name) if name else self.eric
            given = self.asked("une voix", f"{voices} voix", "Membres")
            found.append(amendments.begin(who, self.slug, given, is_tabled=True).number)
            judging.take(self.eric, self.slug, found[-1], Step.ADMIT)
        both = self.asked("une voix", "deux à quatre voix", "Membres")
        charlie = people.make("charlie")
        made = combining.propose(charlie, self.slug, found[2], found[0], both)
        return [*found, made.number]

    def adopt(self, number: int, outcome: str = "adopted") -> None:
        """What a ballot does: hold the words of an amendment, then decide of it."""
        held = amended.numbered(self.charter().id, number).amendment
        if held.state == "tabled":
            judging.take(self.eric, self.slug, number, Step.ADMIT)
        with act():
            queries.by_slug(self.slug, locked=True)
            judging.submit(self.eric, held.uid, BALLOT)
        with act():
            queries.by_slug(self.slug, locked=True)
            judging.decided(held.uid, BALLOT, outcome, "pour : 3, contre : 1", "Amendement adopté")

    def amended(self) -> None:
        """Rows of an amendment, whatever they say."""
        charter, now, none = self.charter(), clock.now(), {"block": "b", "ballot": ""}
        with act() as session:
            amendment = Amendment(
                charter_id=charter.id,
                version_id=self.version().id,
                number=1,
                state="integrated",
                since=now,
                wording=1,
                block="b",
                verdict="clean",
                made_at=now,
            )
            session.add(amendment)
            session.flush()
            about = {"amendment_id": amendment.id, "number": 1}
            words = dict.fromkeys(("block", "title", "text", "after", "why", "digest"), "")
            session.add_all(
                [
                    Wording(
                        **about, **words, base=1, kind="modify", level=2, origin="", made_at=now
                    ),
                    AmendmentStep(
                        **about, step="begin", state="draft", reason="", wording=1, cause="", at=now
                    ),
                    Provenance(
                        **none,
                        charter_id=charter.id,
                        revision=1,
                        amendment_id=amendment.id,
                        at=now,
                    ),
                    Sponsor(
                        amendment_id=amendment.id,
                        place_id=charter.page_id,
                        title="Un lieu",
                        member_id=self.eric.member_id or 0,
                        mandate="",
                        wording=1,
                        is_given=True,
                        at=now,
                    ),
                    Combined(amendment_id=amendment.id, source_id=amendment.id, wording=1),
                ]
            )

    def annexed(self, place: Page) -> list[AnnexForm | Annex | Twin]:
        """What would say that a place was asked something, and answered, not kept yet."""
        of, now = {"charter_id": self.charter().id, "number": 1, "hash": "0" * 64}, clock.now()
        said = {"place_id": place.id, "form": 1, "text": "{}", "mandate": ""}
        twin = Twin(
            charter_id=of["charter_id"],
            version_id=self.version().id,
            version_hash="",
            **dict.fromkeys(("form", "block", "title", "text"), "en"),
            at=now,
        )
        return [AnnexForm(**of, fields="[]", made_at=now), Annex(**of, **said, at=now), twin]

    def signature(self, place: Page) -> Signature:
        """What would say that a place signed it, not kept yet."""
        return Signature(
            charter_id=self.charter().id,
            version_id=self.version().id,
            version_hash="0" * 64,
            annex_hash="",
            place_id=place.id,
            title=place.title,
            member_id=self.eric.member_id or 0,
            mandate="",
            act="signed",
            reason="",
            at=clock.now(),
        )
