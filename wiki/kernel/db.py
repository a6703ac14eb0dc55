"""The one seam between the cores and Flask: the application's wiki, its database, its transactions.

`reading()` gives a session to look with; `act()` gives the transaction in which something changes.
Queries call `reading()` and see the act's own writes when they run inside one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from flask import current_app, g
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from wiki.kernel.state import State

#: How long a writer waits for another one on SQLite, in milliseconds.
BUSY_TIMEOUT = 15_000
#: PostgreSQL advisory locks, by purpose.
LOCK_JOURNAL, LOCK_MIGRATION = 0x57494B01, 0x57494B02


class Base(DeclarativeBase):
    """Every table of the wiki; constraints have names, so that migrations can change them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Truth(Base):
    """A table that cannot be recomputed: the archive carries its rows."""

    __abstract__ = True
    #: Rows that are someone's own (accounts, keys, mail, drafts): only a backup carries them.
    is_private: ClassVar[bool] = False


class Derived(Base):
    """A table that `wiki rebuild` reproduces from the truth: natural keys, no clock of its own."""

    __abstract__ = True


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, always with its time zone on the Python side."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Row identifiers: 64 bits everywhere, and SQLite's own rowid there.
BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


#: What `look` takes: a query put together, or written as text with the types of its columns.
Asked = sa.Select[*tuple[Any, ...]] | sa.TextualSelect


class Database:
    """One database: readers side by side, writers one after the other."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writers = engine.execution_options(wiki_act=True)
        # SQLite's own wait is not fair: a queue in the process keeps eight savers in order.
        self._turn = threading.RLock()
        self._looks: dict[Asked, _Look] = {}
        if self.is_sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)

    def reader(self) -> Session:
        """A session to look with; nobody commits it."""
        return Session(self.engine, expire_on_commit=False, autoflush=False)

    def look(self, query: Asked, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows of a query, past the session and its layers.

        For what is asked at every view; `query` is compiled once, and is a constant of its module.
        """
        asked = self._looks.get(query)
        if asked is None:
            asked = self._looks[query] = _Look.of(query, self.engine.dialect)
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(asked.sql, asked.parameters(values))
            rows = cursor.fetchall()
            cursor.close()
        finally:
            connection.close()
        return asked.read(rows)

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session whose transaction holds the right to write from its first statement."""
        if self.is_sqlite:
            with self._turn, Session(self._writers, expire_on_commit=False) as session:
                yield session
        else:
            with Session(self._writers, expire_on_commit=False) as session:
                yield session


@dataclass(frozen=True)
class _Look:
    """A query compiled for a driver."""

    sql: str
    defaults: dict[str, Any]
    #: How values of a type of ours, such as a moment, are given to the driver.
    processors: dict[str, Callable[[Any], Any]]
    #: The names in their order, for a driver that wants a list.
    order: Sequence[str] | None
    #: How values of a type of ours come back from the driver, by their place in the row.
    readers: dict[int, Callable[[Any], Any]]

    @classmethod
    def of(cls, query: Asked, dialect: sa.Dialect) -> _Look:
        """The query, compiled."""
        compiled = query.compile(dialect=dialect)
        readers = {
            place: column.type.dialect_impl(dialect).result_processor(dialect, None)
            for place, column in enumerate(query.selected_columns)
        }
        found = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bound in compiled.binds.items()
        }
        return cls(
            str(compiled),
            dict(compiled.params),
            {name: process for name, process in found.items() if process},
            compiled.positiontup if compiled.positional else None,
            {place: read for place, read in readers.items() if read},
        )

    def parameters(self, values: dict[str, object]) -> Any:
        """The values as the driver wants them."""
        given = self.defaults | values
        for name, process in self.processors.items():
            given[name] = process(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def read(self, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """The values of the driver as they are declared."""
        if not self.readers:
            return rows
        found = [list(row) for row in rows]
        for place, read in self.readers.items():
            for row in found:
                row[place] = read(row[place])
        return [tuple(row) for row in found]


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        f"busy_timeout={BUSY_TIMEOUT}",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    acting = connection.get_execution_options().get("wiki_act")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if acting else "BEGIN")


def state() -> State:
    """The wiki of the current application."""
    return current_app.extensions["wiki"]  # type: ignore[no-any-return]


def reading() -> Session:
    """The session to look with: the act's own inside an act, else one for this request."""
    acting: Session | None = g.get("wiki_act")
    if acting is not None:
        return acting
    if "wiki_reading" not in g:
        g.wiki_reading = state().database.reader()
    return g.wiki_reading  # type: ignore[no-any-return]


def look(query: Asked, **values: object) -> Sequence[tuple[Any, ...]]:
    """`Database.look`, or the act's own eyes inside an act."""
    acting: Session | None = g.get("wiki_act")
    if acting is None:
        return state().database.look(query, **values)
    acting.flush()  # what the act has added is seen too
    return acting.execute(query, values).all()


def here() -> Any:
    """What Flask's `g` stands for now: for what is asked so often that the proxy is felt."""
    return g._get_current_object()  # noqa: SLF001 - public, whatever its name says


def noted() -> dict[str, Any]:
    """What was found since this look, or this act, began: a place to note what is asked often."""
    mine = here()
    acting: Session | None = mine.get("wiki_act")
    if acting is not None:
        return acting.info
    return mine.setdefault("wiki_noted", {})  # type: ignore[no-any-return]


def release_reading(_error: BaseException | None = None) -> None:
    """Let go of what was read: the next look is a fresh one. Called at the end of a request."""
    g.pop("wiki_noted", None)
    session: Session | None = g.pop("wiki_reading", None)
    if session is not None:
        session.close()


@contextmanager
def act() -> Iterator[Session]:
    """One act, one transaction: commits at the end, undoes everything when something is raised."""
    if g.get("wiki_act") is not None:
        raise RuntimeError("An act opens its own transaction: call the inner function instead.")
    release_reading()
    g.wiki_after = []
    with state().database.writer() as session:
        g.wiki_act = session
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            g.pop("wiki_act")
            after = g.pop("wiki_after")
    for callback in after:
        callback()


def after_commit(callback: Callable[[], None]) -> None:
    """Call `callback` once the current act is committed, and never if it is undone."""
    g.wiki_after.append(callback)


def insert_missing(table: type[Base], **values: Any) -> None:
    """Insert a row unless one with its key is there already. Inside an act."""
    session = reading()
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(insert(table).values(**values).on_conflict_do_nothing())


def lock(session: Session, number: int) -> None:
    """Hold an advisory lock until the end of the transaction; SQLite's writer has it already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("select pg_advisory_xact_lock(:n)"), {"n": number})
