"""Tags of revisions: those that are put by themselves, and those that moderators put."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: What made a revision, where a tag of the same code says so.
RESOLVED = "resolved"
OF_ACTIONS = frozenset({"undone", "restored", "merged", RESOLVED, "imported"})
REMOVAL, OUTSIDE, PROGRAM = "removal", "outside_links", "program"
#: Of a revision that nobody saved: several wrote it, and left it.
UNATTENDED = "unattended"
#: Of a revision whose text is no more, as the law asked.
ERASED = "erased"
#: Tags that are put by themselves, with their French names.
AUTOMATIC: Mapping[str, str] = {
    "undone": "annulation",
    "restored": "reprise",
    "merged": "fusion",
    RESOLVED: "conflit résolu",
    "imported": "import",
    REMOVAL: "grand retrait",
    OUTSIDE: "liens externes ajoutés",
    PROGRAM: "par un programme",
    UNATTENDED: "enregistrée d’office",
    ERASED: "texte effacé",
}
#: Tags that moderators put.
BY_HAND: Mapping[str, str] = {
    "exemplary": "exemplaire",
    "sources": "sources à vérifier",
    "disputed": "contestée",
    "promotion": "publicité",
    "vandalism": "vandalisme",
}
NAMES = {**AUTOMATIC, **BY_HAND}
#: What each says of a revision, in French.
MEANINGS: Mapping[str, str] = {
    "undone": "La version défait une modification d’avant ; ce qui a été écrit depuis est gardé.",
    "restored": "La version remet la page comme elle était dans une version plus ancienne.",
    "merged": "La version réunit ce que deux personnes ont écrit en même temps.",
    RESOLVED: "La version tranche entre deux modifications qui se contredisaient.",
    "imported": "La version vient d’un import, avec la date et l’auteur qu’elle avait là-bas.",
    REMOVAL: "La version retire plus de la moitié de la page, et au moins 500 octets.",
    OUTSIDE: "La version mène vers un site dont la page ne parlait pas encore.",
    PROGRAM: "La version a été enregistrée par un programme, avec un jeton de l’API.",
    UNATTENDED: "La version s’écrivait à plusieurs et attendait depuis un jour que quelqu’un "
    "l’enregistre : le wiki l’a fait.",
    ERASED: "Le texte de la version a été effacé pour de bon, comme la loi le demandait.",
    "exemplary": "La modération donne cette version en exemple.",
    "sources": "Des affirmations de cette version demandent une source, ou une meilleure.",
    "disputed": "Ce que dit cette version est contesté : voyez la discussion de la page.",
    "promotion": "La version vante quelque chose au lieu de renseigner.",
    "vandalism": "La version abîme la page exprès.",
}
#: A removal is large from so many octets on, when less than half of the page is left.
LARGE = 500

_ADDRESS = re.compile(r"https?://([^\s/?#<>()\[\]|\"']+)")


def codes_in(joined: str) -> list[str]:
    """The codes of a revision's tags, in order, when they come in one text with commas."""
    return sorted(filter(None, joined.split(",")))


def hosts(text: str) -> frozenset[str]:
    """The sites outside that a text names in its addresses."""
    return frozenset(found.casefold() for found in _ADDRESS.findall(text))


def automatic(
    action: str,
    *,
    size: int,
    size_change: int,
    is_outside: bool,
    is_program: bool,
    is_settled: bool = False,
) -> list[str]:
    """The tags that a revision gets by itself.

    `is_outside`: it names a site that the page did not; `is_program`: it came with a token;
    `is_settled`: a person chose on the conflict screen, in an undo as well.
    """
    found = [action] if action in OF_ACTIONS else []
    if is_settled and RESOLVED not in found:
        found.append(RESOLVED)
    if -size_change >= LARGE and -size_change > size:
        found.append(REMOVAL)
    if is_outside:
        found.append(OUTSIDE)
    if is_program:
        found.append(PROGRAM)
    return found
