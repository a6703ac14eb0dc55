"""What a subject keeps of a person: given to them, and erased without breaking history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Base, reading, table_of


@dataclass(frozen=True)
class Personal:
    """`of(member_id)` gives what is kept, by name, as JSON; `erase(member_id)` runs inside an act.

    What a person wrote in pages and discussions is the wiki's history: it stays, under no name.
    """

    of: Callable[[int], Mapping[str, Any]]
    erase: Callable[[int], None]


def owned(**models: type[Base]) -> Personal:
    """The rows that are a member's own, by the `member_id` of tables named as they are told."""
    tables = {name: table_of(model) for name, model in models.items()}

    def of(member_id: int) -> dict[str, Any]:
        return {
            name: told(sa.select(table).where(table.c.member_id == member_id))
            for name, table in tables.items()
        }

    def erase(member_id: int) -> None:
        for table in tables.values():
            reading().execute(sa.delete(table).where(table.c.member_id == member_id))

    return Personal(of, erase)


def told(query: sa.Select[*tuple[Any, ...]]) -> Sequence[dict[str, Any]]:
    """The rows of a query as JSON: dates in ISO 8601."""
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in reading().execute(query).mappings()
    ]


def _plain(value: object) -> object:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
