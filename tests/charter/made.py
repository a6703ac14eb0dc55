"""A charter for the tests: eric, a steward, makes it and is its garant."""

from __future__ import annotations

from flask import Flask

from tests import people
from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters as queries
from wiki.charter.rules.procedure import STEPS, Procedure
from wiki.charter.service import charters, versions
from wiki.kernel import clock
from wiki.kernel.permissions import Actor, Role
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

PAGE, NETWORK, SLUG = "Projet de charte", "Réseau imaginaire", "charte-imaginaire"
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


class Made:
    """The charter, seen from the tests."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.eric: Actor = people.make("eric", Role.STEWARD)
            save(self.eric, Edit(PAGE, TEXT, 0))
            sheet = Sheet("network", {"name": NETWORK})
            network = save(self.eric, Edit(NETWORK, "", 0, sheet=sheet)).page
            charters.make(self.eric, PAGE, network.uid, "Charte imaginaire")
            # A role within the charter came with it.
            self.eric = people.make("eric")

    def charter(self) -> Charter:
        """It."""
        return queries.by_slug(SLUG)

    def version(self) -> Version:
        """Its newest version."""
        return queries.versions(self.charter().id)[0]

    def body(self) -> str:
        """What the page says."""
        return pages.body(pages.get(PAGE))

    def edit(self, body: str, by: str = "charlie") -> None:
        """Somebody saves the page."""
        save(people.make(by), Edit(PAGE, body, pages.get(PAGE).head))

    def open(self) -> Version:
        """Open the consultation."""
        charters.settle(self.eric, SLUG, procedure())
        return versions.open_(self.eric, SLUG)

    def propose(self) -> Version:
        """Lead it to a candidate."""
        self.open()
        versions.freeze(self.eric, SLUG)
        return versions.propose(self.eric, SLUG)
