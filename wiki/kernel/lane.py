"""A connection that one thread keeps, for many small transactions past the session.

What is written several hundred times a second goes this way; an act is for what people do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Asked, Database


class Lane:
    """Prepared statements on a connection of one's own; not for two threads at once."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._held: Any = None
        self._is_writing = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, holding the right to write from its start; undone by what is raised."""
        with self.database.turn():
            driver = self._driver()
            try:
                if self.database.is_sqlite:
                    driver.execute("BEGIN IMMEDIATE")
                self._is_writing = True
                yield
                driver.commit()
            except BaseException:
                self._undo()
                raise
            finally:
                self._is_writing = False

    def look(self, query: Asked, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows of a query, a constant of its module; within the transaction when there is one.

        Outside of one, it sees what is there now.
        """
        try:
            found = self.database.prepared(query).read(self._driver(), values)
            if not self.database.is_sqlite and not self._is_writing:
                self._driver().commit()  # PostgreSQL's driver opened one for it
        except Exception:
            if not self._is_writing:
                self._undo()
            raise
        return found

    def write(self, statement: sa.Executable, *rows: Mapping[str, object]) -> int:
        """Change rows inside the transaction: how many were changed."""
        return self.database.prepared(statement).write(self._driver(), rows) if rows else 0

    def close(self) -> None:
        """Give the connection back."""
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _driver(self) -> Any:
        if self._held is None:
            self._held = self.database.engine.raw_connection()
        return self._held.driver_connection

    def _undo(self) -> None:
        """Roll back; a connection that cannot is of no more use."""
        try:
            self._held.driver_connection.rollback()
        except Exception:  # noqa: BLE001 - of any driver
            held, self._held = self._held, None
            with contextlib.suppress(Exception):
                held.invalidate()
