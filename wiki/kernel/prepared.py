"""Statements compiled once for a driver, and given to it past the session and its layers.

For what is asked at every view and written at every save: there the layers cost more than the
database. A prepared statement is a constant of its module; its values are named `bindparam`s.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine

Processor = Callable[[Any], Any]


@dataclass(frozen=True)
class Prepared:
    """A statement for a driver."""

    sql: str
    defaults: dict[str, Any]
    #: How values of a type of ours, such as a moment, are given to the driver, and come back.
    given: dict[str, Processor]
    found: tuple[tuple[int, Processor], ...]
    #: The names in their order, for a driver that wants a list.
    order: Sequence[str] | None

    @classmethod
    def of(cls, statement: Any, dialect: sa.Dialect) -> Self:
        """The statement, compiled."""
        compiled = statement.compile(dialect=dialect)
        if getattr(compiled, "insert_prefetch", None) or getattr(compiled, "update_prefetch", None):
            raise ValueError("a prepared statement makes no value by itself: give them all")
        given = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect)
            for bound, name in compiled.bind_names.items()
        }
        columns = statement.selected_columns if isinstance(statement, sa.SelectBase) else ()
        # Floats are floats with both drivers; SQLAlchemy would ask which number of PostgreSQL's.
        found = [
            None
            if isinstance(column.type, sa.Float)
            else column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in columns
        ]
        return cls(
            str(compiled),
            dict(compiled.params),
            {name: process for name, process in given.items() if process},
            tuple((at, process) for at, process in enumerate(found) if process),
            compiled.positiontup if compiled.positional else None,
        )

    def read(self, connection: Any, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """The rows that it finds."""
        cursor = connection.cursor()
        try:
            cursor.execute(self.sql, self._parameters(values))
            rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        finally:
            cursor.close()
        return [self._row(row) for row in rows] if self.found else rows

    def write(self, connection: Any, rows: Sequence[Mapping[str, object]]) -> int:
        """How many rows it changed, for one set of values after the other."""
        cursor = connection.cursor()
        try:
            if len(rows) == 1:
                cursor.execute(self.sql, self._parameters(rows[0]))
            elif rows:
                cursor.executemany(self.sql, [self._parameters(values) for values in rows])
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _parameters(self, values: Mapping[str, object]) -> Any:
        """The values as the driver wants them."""
        given = {**self.defaults, **values}
        for name, process in self.given.items():
            given[name] = process(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for at, process in self.found:
            values[at] = process(values[at])
        return tuple(values)


class _Texts(TypeDecorator[Sequence[str]]):
    """Several texts as one value."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(sa.Text))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: sa.Dialect) -> Any:
        return list(value or ()) if dialect.name == "postgresql" else json.dumps(list(value or ()))


class Among(sa.ColumnElement[bool]):
    """Whether a column is one of the texts of a parameter: the SQL is the same for any number."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: Any, name: str) -> None:
        self.column = sa.type_coerce(column, sa.Text)
        self.texts = sa.bindparam(name, type_=_Texts())

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002 - its name is SQLAlchemy's
        """Itself: SQLAlchemy would ask SQLite whether it is 1, and no index would answer."""
        return self

    @property
    def _from_objects(self) -> Any:
        return self.column._from_objects  # noqa: SLF001 - of the same family


@compiles(Among, "sqlite")
def _among_sqlite(element: Among, compiler: Any, **how: Any) -> str:
    column, texts = compiler.process(element.column, **how), compiler.process(element.texts, **how)
    return f"{column} IN (SELECT value FROM json_each({texts}))"  # noqa: S608 - no value in it


@compiles(Among, "postgresql")
def _among_postgresql(element: Among, compiler: Any, **how: Any) -> str:
    column, texts = compiler.process(element.column, **how), compiler.process(element.texts, **how)
    return f"{column} = ANY({texts})"


class Joined(sa.sql.functions.FunctionElement[str]):
    """The texts of a column in one text, with commas between them; in no order."""

    inherit_cache = True
    name = "joined"
    type = sa.Text()


@compiles(Joined, "sqlite")
def _joined_sqlite(element: Joined, compiler: Any, **how: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **how)})"


@compiles(Joined, "postgresql")
def _joined_postgresql(element: Joined, compiler: Any, **how: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **how)}, ',')"
