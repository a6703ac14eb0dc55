"""`{{champ}}` in a page: what its own sheet says in a field, in French as the page is."""

from __future__ import annotations

from wiki.kernel.directives import Shown
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut, visible
from wiki.schema.kinds import Kind
from wiki.schema.naming import Named, UnknownName, named, values_of
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import shown_sheet
from wiki.sheets.rules import schema_dependency
from wiki.web.said_inside import in_words

#: A rendering is kept for all readers: it says what everybody may read.
AUDIENCE = "public"
_TEMPLATE = "sheets/page_field.html"


def show(name: str, page_id: int, number: int, within_link: bool) -> Shown:
    """The value in words; or why there is none."""
    found = shown_sheet(page_id, number)
    kind = kinds().get(found.kind) if found else None
    if found is None or kind is None:
        return _missing(name, "no_sheet")
    keys = (schema_dependency(kind.code),)
    try:
        meant = named(kind, name)
    except UnknownName as unknown:
        return _missing(name, "unknown", keys, nearest=unknown.nearest)
    if meant.top.id not in visible(kind, AUDIENCE):
        return _missing(name, "private", keys, label=meant.labels("fr"))
    return _value(name, meant, kind, found, keys, within_link)


def _value(
    name: str, meant: Named, kind: Kind, sheet: Sheet, keys: tuple[str, ...], within_link: bool
) -> Shown:
    seen = cut(kind, sheet, AUDIENCE)
    if meant.top.id in seen.not_concerned:
        return _missing(name, "not_concerned", keys, label=meant.labels("fr"))
    said = values_of(meant, seen.values)
    if not said:
        return _missing(name, "empty", keys, label=meant.labels("fr"))
    shown = [one._replace(url="") if within_link else one for one in in_words(meant, said)]
    separator = " ; " if meant.top.type == "rows" else ", "
    return Shown(_TEMPLATE, {"words": shown, "problem": "", "separator": separator}, keys)


def _missing(name: str, problem: str, keys: tuple[str, ...] = (), **told: str) -> Shown:
    values = {"nearest": "", "label": "", **told}
    return Shown(_TEMPLATE, {"words": (), "problem": problem, "name": name, **values}, keys)
