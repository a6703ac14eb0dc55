"""Whence a sentence is, from one version to the next, when articles were renumbered meanwhile."""

from __future__ import annotations

import re

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
    found = provenance.origins(charter, version, steps, block(made, fee).id)[0]
    assert (found.block.number, found.title) == ("1", (first,))
    last = max(steps)
    assert found.passages == (
        Passage("La cotisation est de 60 euros.", (first, changed, last)),
        Passage("Elle est due au 1er mars.", (first,)),
    )
    held = [steps[one].held for one in (first, changed, last)]
    assert [one and one.amendment.number for one in held] == [None, 1, 3]
    assert steps[first].version.number == "1.0"
    assert len(provenance.origins(charter, version, steps)) == 3
    versions.begin(made.eric, SLUG, "minor")
    made.edit(made.body().replace("## Préambule", "## Préface"), "eric")
    made.open()
    in_force(made)
    shown = _read(made, "changes?from=1.0&to=2.0")
    assert "Article 1, Membres supprimé Amendement n° 2, eric" in shown
    assert "Article 1, Cotisation récrit Amendement n° 3, charlie" in shown
    assert "Article 2, Cotisation → Article 1, Cotisation" in shown
    assert "Préambule renommé" not in shown
    assert "Préface renommé Écrit avec le projet de la version 3.0" in _read(made, "changes")
    assert "C’est la première version" in _read(made, "changes?to=1.0")
    assert "Rien n’a changé" in _read(made, "changes?from=2.0&to=2.0")
    later = _read(made, "v3.0")
    assert "Article 1, Membres (version 1.0) : supprimé. Amendement n° 2" in later
    for odd in ("changes?from=9.9", "changes?to=x"):
        assert made.app.test_client().get(f"/charters/{SLUG}/{odd}").status_code == 404


def _read(made: Made, path: str) -> str:
    """The words of a screen."""
    found = made.app.test_client().get(f"/charters/{SLUG}/{path}")
    assert found.status_code == 200
    words = re.sub(r"<[^>]*>", " ", found.text)
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ")).replace(" ,", ",")
