"""The fields of a sheet that discussions are about, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from wiki.kernel.discussed import Part
from wiki.kernel.permissions import Actor
from wiki.pages.audience import audience_of
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut, visible
from wiki.schema.kinds import VISIBILITIES, Field, Kind
from wiki.schema.sheet import Sheet
from wiki.schema.spoken import spoken
from wiki.sheets.queries import shown_sheet
from wiki.web.language import DEFAULT, gettext, in_language, speaking
from wiki.web.said_inside import inside

#: What everybody sees: only that is offered to comments, which all may read.
_EVERYBODY = VISIBILITIES[0]


def fields(uid: str, number: int, actor: Actor) -> list[Part]:
    """What the sheet of a version of a page tells an actor, in French, in the kind's order."""
    found = shown_sheet(pages.by_uid(uid).id, number)
    kind = kinds().get(found.kind) if found else None
    if found is None or kind is None:
        return []
    with speaking(DEFAULT):
        return list(_parts(kind, cut(kind, found, audience_of(actor, uid))))


def names(kind: Kind) -> dict[str, str]:
    """The names of the parts that the fields of a kind are, but those that some alone may see."""
    return {field: _name(field) for field in visible(kind, _EVERYBODY)}


def _parts(kind: Kind, sheet: Sheet) -> Iterator[Part]:
    for field in kind.fields:
        if not field.hidden and (said := _said(field, sheet)):
            yield Part(_name(field.id), in_language(field.labels), said)


def _name(field: str) -> str:
    return f"f-{field}"


def _said(field: Field, sheet: Sheet) -> str:
    if field.id in sheet.not_concerned:
        return gettext("Ne s’applique pas")
    value = sheet.values.get(field.id)
    if value is None:
        return ""
    sign = " ; " if field.type == "rows" else ", "
    return sign.join(one.text for one in inside(spoken(field, value)) if one.text)
