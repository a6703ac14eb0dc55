"""What sheets name (communes, people, files) as a form writes it, and what is meant by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from wiki.files import queries as files
from wiki.files.rules import ADDRESS
from wiki.geography import finding
from wiki.geography.communes import commune_today
from wiki.members import queries as members
from wiki.schema.kinds import Field, Kind
from wiki.schema.submitted import places_of

TYPES = ("commune", "member", "file")
#: Longest text that is looked for.
_LONGEST = 300
#: « façade.jpg (abcdefghjkmn) »
_UID_AT_END = re.compile(r"\(([23456789a-z]{12})\)\s*$")


def fields_of(
    kind: Kind, texts: Mapping[str, Sequence[str]], types: Sequence[str] = TYPES
) -> Iterator[tuple[str, Field]]:
    """The names in a form of the fields, and cells of rows, that name something."""
    for one in kind.fields:
        if one.type in types:
            yield f"field-{one.id}", one
        columns = [column for column in one.fields if column.type in types]
        for place in places_of(f"field-{one.id}", texts) if columns else ():
            for column in columns:
                yield f"field-{one.id}-{place}-{column.id}", column


def written(type_: str, value: str) -> str:
    """A value as a form shows it, which `understood` reads back; itself when it names nothing."""
    if type_ == "commune":
        commune = commune_today(value)
        return finding.written(commune) if commune else value
    if type_ == "member":
        member = members.by_uids([value]).get(value)
        if member is None:
            return value
        return member.name if _member(member.name) == value else f"{member.name} ({value})"
    file = files.by_uids([value]).get(value)
    return f"{file.name} ({value})" if file else value


def understood(type_: str, text: str) -> str:
    """The value that a text names; the text itself when it names nothing, or several things."""
    text = text.strip()
    if len(text) > _LONGEST or "\0" in text:
        return text
    if type_ == "commune":
        found = finding.understood(text)
        return found[0].insee if len(found) == 1 else text
    if type_ == "member":
        return _member(text) or _uid_of(text) or text
    address = ADDRESS.search(text)
    alone = files.named(text) if text and not address else []
    return address[1] if address else _uid_of(text) or (alone[0].uid if len(alone) == 1 else text)


def _uid_of(text: str) -> str:
    found = _UID_AT_END.search(text)
    return found[1] if found else ""


def _member(name: str) -> str:
    """The public id of the only active member of a name."""
    found = [one for one in members.members_named(name) if one.deactivated_at is None]
    return found[0].uid if len(found) == 1 else ""
