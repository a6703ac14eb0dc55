"""What places lack to be in the files that are taken away: counted, without reading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.geography.communes import without_one_postcode
from wiki.kernel.db import reading
from wiki.pages.models import Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.exports.data_inclusion import BLANK, SHORTEST
from wiki.places.exports.osm import EXACT
from wiki.places.queries.asked import PlaceFilter, conditions, described_by
from wiki.places.queries.directory import kept
from wiki.places.rules import KIND
from wiki.schema.audience import visible
from wiki.schema.kinds import VISIBILITIES
from wiki.sheets.models import Fact

#: What a place may lack: a position, an exact one, a street, a postcode, a commune that there is,
#: a name that is long enough for others.
LACKS = ("position", "exact", "street", "postcode", "commune", "name")


def lacking(wanted: PlaceFilter) -> Mapping[frozenset[str], int]:
    """How many of the places that are wanted lack the same, by what that is."""

    def counted() -> Mapping[frozenset[str], int]:
        of = described_by(wanted)
        lacks = [sa.case((one, 1), else_=0) for one in _lacks(wanted)]
        by = [sa.text(str(at)) for at in range(1, len(lacks) + 1)]
        query = sa.select(*lacks, sa.func.count()).select_from(of).where(*conditions(wanted))
        found: Counter[frozenset[str]] = Counter()
        for *said, number in reading().execute(query.group_by(*by)):
            names = zip(LACKS, said, strict=True)
            found[frozenset(name for name, is_lacking in names if is_lacking)] += number
        return found

    return kept((wanted, "lacking"), counted)


def _lacks(wanted: PlaceFilter) -> list[sa.ColumnElement[bool]]:
    """When a place lacks each of `LACKS`."""
    of = described_by(wanted)
    nowhere = of.department.is_(None)
    unsure = nowhere | of.insee.in_(sorted(without_one_postcode()))
    return [
        of.lat.is_(None),
        of.precision.is_(None) | of.precision.not_in(EXACT),
        ~_says(wanted, "street"),
        unsure & ~_says(wanted, "postcode"),
        nowhere,
        sa.func.length(sa.func.rtrim(of.name, BLANK)) < SHORTEST,
    ]


def _says(wanted: PlaceFilter, field: str) -> sa.ColumnElement[bool]:
    """Whether the sheet of a place says something in a field of text, for everyone to read."""
    if field not in visible(kind_of(KIND), VISIBILITIES[0]):
        return sa.false()
    fact: Any = aliased(Fact)
    where = [fact.page_id == described_by(wanted).page_id, fact.field == field, fact.row == ""]
    where.append(fact.text.is_not(None))
    if wanted.known_before is None:
        return sa.exists().where(*where, fact.to_seq.is_(None))
    begun, ended = (_was_written(fact.page_id, one, wanted) for one in (fact.from_seq, fact.to_seq))
    return sa.exists().where(*where, begun, ~ended)


def _was_written(page_id: Any, seq: Any, wanted: PlaceFilter) -> sa.ColumnElement[bool]:
    """Whether the revision of a place in the journal was made by the time that is asked for."""
    revision: Any = aliased(Revision)
    return sa.exists().where(
        revision.page_id == page_id,
        revision.seq == seq,
        revision.created_at < wanted.known_before,
    )
