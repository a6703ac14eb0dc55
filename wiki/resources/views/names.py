"""What facets and their values are called, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.pages.queries.kinds import kinds
from wiki.resources.rules import KIND
from wiki.schema.kinds import Field
from wiki.web.language import gettext, in_language


def facet_name(facet: str) -> str:
    """The name of a facet."""
    field = _fields().get(facet)
    return in_language(field.labels) if field else gettext("Année")


def value_names(facet: str) -> Mapping[str, str]:
    """The values of a facet by their codes, in the order of their vocabulary."""
    field = _fields().get(facet)
    return {one.code: in_language(one.labels) for one in field.vocabulary} if field else {}


def _fields() -> Mapping[str, Field]:
    kind = kinds().get(KIND)
    return kind.by_id if kind else {}
