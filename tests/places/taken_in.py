"""A file of others that was sent, described and compared."""

from __future__ import annotations

from wiki.kernel.permissions import Actor
from wiki.places.describing import Description
from wiki.places.imports.signed import Credit
from wiki.places.service import intakes, taking_in

LIST = """Nom;Commune;Rue;Notes
Le Phare;Pomerol;3 rue des Écoles;x
Le Phare;Pomerol;;y
Arrêt Minute;Libourne;;z
;Pomerol;;
"""
COLUMNS = {"Nom": "name", "Commune": "commune", "Rue": "street", "Notes": ""}


def taken_in(actor: Actor, source: str = "Une liste", text: str = LIST) -> str:
    """The uid of such a file, of which nothing is saved."""
    uid = intakes.bring(actor, f"{source}.csv", text.encode())
    credit = Credit(source, "https://exemple.fr/liste", "lo", "2024-05-02")
    intakes.describe(actor, uid, Description("table", credit, COLUMNS))
    taking_in.go_on(uid)
    return uid
