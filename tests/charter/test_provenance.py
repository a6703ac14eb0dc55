"""Whence a sentence is, from one version to the next, when articles were renumbered meanwhile."""

from __future__ import annotations

from tests.charter.made import SLUG, Made
from tests.charter.service.test_amendments import WHY, block, change, table
from wiki.charter.models import Version
from wiki.charter.queries import provenance
from wiki.charter.rules.operations import Asked
from wiki.charter.rules.provenance import Passage
from wiki.charter.service import amendments, versions
from wiki.kernel.db import act


def in_force(made: Made) -> Version:
    """Its version under way, led to the end."""
    versions.freeze(made.eric, SLUG)
    version = versions.propose(made.eric, SLUG)
    with act():
        versions.adopt(made.charter(), made.version())
    return version


def test_through_versions_and_numbers(made: Made) -> None:
    fee = "Cotisation"
    first = made.open().opened_revision or 0
    made.adopt(table(made, change(made, fee, "50", "60")))
    changed = max(provenance.steps(made.version()))
    in_force(made)
    made.begin()
    made.open()
    gone = Asked("delete", block(made, "Membres").id)
    base = made.version().opened_revision or 0
    amendments.begin(made.eric, SLUG, amendments.Given(gone, base, WHY), is_tabled=True)
    made.adopt(2)
    made.adopt(table(made, change(made, fee, "annuelle ", "")))
    version = in_force(made)
    charter, steps = made.charter(), provenance.steps(version)
    found = provenance.origins(charter, version, block(made, fee).id)[0]
    assert (found.block.number, found.title) == ("1", (first,))
    last = max(steps)
    assert found.passages == (
        Passage("La cotisation est de 60 euros.", (first, changed, last)),
        Passage("Elle est due au 1er mars.", (first,)),
    )
    held = [steps[one].held for one in (first, changed, last)]
    assert [one and one.amendment.number for one in held] == [None, 1, 3]
    assert steps[first].version.number == "1.0"
    assert len(provenance.origins(charter, version)) == 3
