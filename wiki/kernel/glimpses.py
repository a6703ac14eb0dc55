"""Looks at SQLite that wait for nothing: those of the event loop, for which everybody waits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from wiki.kernel.prepared import Prepared


class Glimpses:
    """A connection outside the pool that only reads. It is opened in a thread, where one may wait.

    SQLite's readers wait for no writer, and this one not for who holds the file for anything else.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._path = engine.url.database or ""
        self._connection: sqlite3.Connection | None = None
        self._opening = threading.Lock()
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def open(self) -> None:
        """Be ready, from now on and until the engine lets go of its connections.

        Where the file cannot be opened once more, nothing is seen at once, and nothing is lost.
        """
        with self._opening, suppress(sqlite3.Error):
            if self._connection is None:
                opened = sqlite3.connect(
                    self._path, timeout=0, isolation_level=None, check_same_thread=False
                )
                opened.execute("PRAGMA query_only=ON")
                self._connection = opened

    def close(self) -> None:
        """Hold the file no more."""
        with self._opening:
            opened, self._connection = self._connection, None
        if opened is not None:
            opened.close()

    def rows(
        self, asked: Prepared, values: Mapping[str, object]
    ) -> Sequence[tuple[Any, ...]] | None:
        """What is found at once; None where there might be a wait, or while it is not open."""
        connection = self._connection
        try:
            return asked.read(connection, values) if connection else None
        except sqlite3.Error:
            return None
