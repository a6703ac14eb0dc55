"""The one seam between the cores and Flask: the application's wiki, its database, its transactions.

`reading()` gives a session to look with; `act()` gives the transaction in which something changes.
Queries call `reading()` and see the act's own writes when they run inside one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import sqlalchemy as sa
from flask import Flask, current_app, g, has_app_context
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.types import TypeDecorator

from wiki.kernel.glimpses import Glimpses
from wiki.kernel.prepared import Prepared

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


Row = TypeVar("Row", bound=Base)


class Truth(Base):
    """A table that cannot be recomputed: the archive carries its rows."""

    __abstract__ = True
    #: Rows that are someone's own (accounts, keys, mail, drafts): only a backup carries them.
    is_private: ClassVar[bool] = False
    #: What is true, in SQL, of those of its rows that may be given to others; "" when all may.
    given_if: ClassVar[str] = ""
    #: Texts that are someone's own in rows that are not: an archive for others has "" there.
    own_columns: ClassVar[frozenset[str]] = frozenset()


class Derived(Base):
    """A table that `wiki rebuild` reproduces from the truth: natural keys, no clock of its own."""

    __abstract__ = True


def table_of(model: type[Base]) -> sa.Table:
    """The table behind a model, for statements that are prepared."""
    table = model.__table__
    if not isinstance(table, sa.Table):
        raise TypeError(f"{model.__name__} is not a table")
    return table


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
#: Text in the order of its characters on both engines, so that beginnings make a range.
Key = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
#: The same in columns that were VARCHAR before: one is compared with the other by an index.
ShortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")
#: After any text that begins alike.
LAST_SIGN = "\U0010ffff"


def begins(column: sa.SQLColumnExpression[str], beginning: str) -> sa.ColumnElement[bool]:
    """Whether a key begins so: a range, which an index answers where LIKE reads them all."""
    return sa.and_(column >= beginning, column < beginning + LAST_SIGN)


#: What `look` takes: a query put together, or written as text with the types of its columns; inside
#: an act, an insertion that gives back the key of its row.
Asked = (
    sa.Select[*tuple[Any, ...]]
    | sa.CompoundSelect[*tuple[Any, ...]]
    | sa.TextualSelect
    | ReturningInsert[*tuple[Any, ...]]
)


#: What was compiled for each driver: databases of one kind are asked the same things.
_COMPILED: dict[tuple[str, str], dict[sa.Executable, Prepared]] = {}


class Database:
    """One database: readers side by side, writers one after the other."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writers = engine.execution_options(wiki_act=True)
        # PostgreSQL's driver would open a transaction for each look; SQLite's opens none by itself.
        self._lookers = (
            engine if self.is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        # SQLite's own wait is not fair: a queue in the process keeps eight savers in order.
        self._turn = threading.RLock()
        #: PostgreSQL is asked over a network: there is no look there that waits for nothing.
        self.glimpses = Glimpses(engine) if self.is_sqlite else None
        driver = engine.dialect.name, engine.dialect.driver
        self._prepared = _COMPILED.setdefault(driver, {})
        if self.is_sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)

    def reader(self) -> Session:
        """A session to look with; nobody commits it."""
        return Session(self.engine, expire_on_commit=False, autoflush=False)

    def look(self, query: Asked, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows of a query, past the session and its layers.

        For what is asked at every view; `query` is a constant of its module. A request looks by one
        connection: taking one from the pool each time costs more than most of what is asked.
        """
        if not has_app_context():
            with closing(self.engine.raw_connection()) as connection:
                return self.prepared(query).read(connection, values)
        mine = here()
        held: sa.Connection | None = mine.get("wiki_looker")
        if held is None:
            held = mine.wiki_looker = self.looker()
        return self.prepared(query).read(held.connection, values)

    def glimpse(self, query: Asked, **values: object) -> Sequence[tuple[Any, ...]] | None:
        """The rows of a query, for the event loop; None where they may not be had at once."""
        return self.glimpses.rows(self.prepared(query), values) if self.glimpses else None

    def looker(self) -> sa.Connection:
        """A connection to look with, outside any transaction: each look sees what is there now."""
        return self._lookers.connect()

    def prepared(self, statement: sa.Executable) -> Prepared:
        """A statement, a constant of its module, compiled once for the driver of this database."""
        found = self._prepared.get(statement)
        if found is None:
            found = self._prepared[statement] = Prepared.of(statement, self.engine.dialect)
        return found

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session whose transaction holds the right to write from its first statement."""
        with self.turn(), Session(self._writers, expire_on_commit=False) as session:
            yield session

    def turn(self) -> AbstractContextManager[object]:
        """The place of one who writes in the queue of SQLite; PostgreSQL has none."""
        return self._turn if self.is_sqlite else nullcontext()


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
    """The wiki of the current application, asked for past Flask's proxy, as in `here`."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app.extensions["wiki"]  # type: ignore[no-any-return]


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
    database, acting = state().database, here().get("wiki_act")
    if acting is None:
        return database.look(query, **values)
    return database.prepared(query).read(_driver(acting), values)


def find(model: type[Row], query: Asked, **values: object) -> Row | None:
    """The object of the row that a query of all columns of its table finds, if there is one.

    The session holds it as if it had found it itself, but its layers were not asked: a save begins
    with such looks. `query` is a constant of its module; what was known of the row is read again.
    """
    row = next(iter(look(query, **values)), None)
    if row is None:
        return None
    session, columns = reading(), table_of(model).columns
    said = {column.key: value for column, value in zip(columns, row, strict=True)}
    of_its_key = [said[column.key] for column in table_of(model).primary_key]
    known = session.identity_map.get(identity_key(model, of_its_key))
    if known is not None:
        for name, value in said.items():
            set_committed_value(known, name, value)
        return known
    made = model()
    made.__dict__.update(said)
    make_transient_to_detached(made)
    session.add(made)
    return made


def write(statement: sa.Executable, *rows: Mapping[str, object]) -> int:
    """Change rows inside an act, past the session and its layers: how many were changed.

    `statement` is a constant of its module, run for each set of values. What the session holds of
    these rows it does not know to be changed.
    """
    return state().database.prepared(statement).write(_driver(g.wiki_act), rows) if rows else 0


def _driver(acting: Session) -> Any:
    """The driver's connection of an act, once what its session holds is written."""
    acting.flush()
    if acting.in_nested_transaction():
        acting.connection()  # a savepoint is set when the session is next used: before the driver
    if "wiki_driver" not in acting.info:
        acting.info["wiki_driver"] = acting.connection().connection
    return acting.info["wiki_driver"]


def here() -> Any:
    """What Flask's `g` stands for now: for what is asked so often that the proxy is felt."""
    return g._get_current_object()  # noqa: SLF001 - public, whatever its name says


def is_acting() -> bool:
    """Whether this is inside an act: what is seen there is not yet so for others."""
    return here().get("wiki_act") is not None


def noted() -> dict[str, Any]:
    """What was found since this look, or this act, began: a place to note what is asked often."""
    mine = here()
    acting: Session | None = mine.get("wiki_act")
    if acting is not None:
        return acting.info
    return mine.setdefault("wiki_noted", {})  # type: ignore[no-any-return]


def release_reading(_error: BaseException | None = None) -> None:
    """Let go of what was read: the next look is a fresh one. Called at the end of a request."""
    mine = here()
    mine.pop("wiki_noted", None)
    for held in (mine.pop("wiki_reading", None), mine.pop("wiki_looker", None)):
        if held is not None:
            held.close()


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


def insert_missing(table: type[Base], *rows: Mapping[str, object]) -> None:
    """Insert rows of the same columns, but for those whose key is there already. Inside an act."""
    if rows:
        write(_insert_missing(table, tuple(rows[0]), state().database.is_sqlite), *rows)


@cache
def _insert_missing(table: type[Base], columns: tuple[str, ...], is_sqlite: bool) -> sa.Executable:
    insert = sqlite.insert if is_sqlite else postgresql.insert
    given: dict[str, Any] = {
        column.name: column.default.arg
        for column in table_of(table).columns
        if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar
    }
    given |= {name: sa.bindparam(name) for name in columns}
    return insert(table_of(table)).values(given).on_conflict_do_nothing()


def overwrite_what_is_deleted() -> None:
    """From here on, what the connection of this act deletes is not left in the file of SQLite.

    On PostgreSQL its vacuum does it.
    """
    if state().database.is_sqlite:
        reading().execute(sa.text("PRAGMA secure_delete = ON"))


def lock(session: Session, number: int) -> None:
    """Hold an advisory lock until the end of the transaction; SQLite's writer has it already."""
    held: set[int] = session.info.setdefault("wiki_locks", set())
    if number in held or session.get_bind().dialect.name != "postgresql":
        return
    session.execute(sa.text("select pg_advisory_xact_lock(:n)"), {"n": number})
    if not session.in_nested_transaction():  # a savepoint that is undone lets go of its locks
        held.add(number)
