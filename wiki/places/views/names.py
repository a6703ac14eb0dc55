"""What the codes of places are called, in the language of the answer."""

from __future__ import annotations

from wiki.geography.communes import departments, regions
from wiki.pages.queries.kinds import kind_of
from wiki.places.rules import KIND
from wiki.web.language import gettext, in_language

#: The field of the sheet whose vocabulary names the values of a facet.
_FIELDS = {"status": "status", "family": "families", "management": "management"}


def facet_name(facet: str) -> str:
    """The name of a facet."""
    if facet in _FIELDS:
        return in_language(kind_of(KIND).field(_FIELDS[facet]).labels)
    return gettext("Région") if facet == "region" else gettext("Département")


def value_name(facet: str, code: str) -> str:
    """The name of a value of a facet; the code itself when nothing names it."""
    if facet == "region":
        return regions().get(code, code)
    if facet == "departement":
        found = departments().get(code)
        return found.full_name if found else code
    choice = kind_of(KIND).field(_FIELDS[facet]).choices.get(code)
    return in_language(choice.labels) if choice else code


def vocabulary_of(facet: str) -> dict[str, str]:
    """The names of all the values of a facet that a field of the sheet has, by code."""
    choices = kind_of(KIND).field(_FIELDS[facet]).choices
    return {code: in_language(choice.labels) for code, choice in choices.items()}
