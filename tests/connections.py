"""Connections to PostgreSQL that outlive the wiki of a test."""

from __future__ import annotations

from collections import deque
from multiprocessing.connection import wait
from typing import Any

import psycopg


class Connections:
    """Those that wait for the next wiki on their database: a new one has all to look up again.

    One that comes back is as it was when it was new, but for what it knows of the database.
    """

    close_returns = True  # psycopg asks it of what it calls a pool

    def __init__(self) -> None:
        self.idle: dict[str, list[psycopg.Connection[Any]]] = {}
        self.addresses: dict[int, str] = {}

    def open(self, dialect: Any, _record: object, given: Any, named: dict[str, Any]) -> Any:
        """One that waits, or a new one: for the event `do_connect` of an engine."""
        address = repr((given, sorted((key, named[key]) for key in named.keys() - {"context"})))
        waiting = self.idle.setdefault(address, [])
        while waiting:
            found = waiting.pop()
            if not wait([found.fileno()], 0):
                return found
            self._end(found)  # its database was dropped: the server has said so
        made = dialect.loaded_dbapi.connect(*given, **named)
        self.addresses[made.info.backend_pid] = address
        made._pool = self
        return made

    def putconn(self, connection: Any) -> None:
        """Keep it, when it can be made as new."""
        connection._pool = None  # closed for good, unless what follows is done
        try:
            connection.rollback()
            connection.autocommit = True
            connection.execute(_FORGET)
            connection.autocommit = False
        except psycopg.Error:
            connection.close()
            return
        waiting = self.idle.setdefault(self.addresses[connection.info.backend_pid], [])
        if len(waiting) == MOST:
            connection.close()
            return
        connection.isolation_level = connection.read_only = connection.deferrable = None
        connection._notice_handlers.clear()
        connection._notify_handlers.clear()
        connection._notifies_backlog = deque()
        connection._pool = self
        waiting.append(connection)

    def waiting(self) -> list[int]:
        """The processes of the server at the other end of those that wait."""
        return [
            connection.info.backend_pid for waiting in self.idle.values() for connection in waiting
        ]

    def close(self) -> None:
        """End them all."""
        while self.idle:
            for connection in self.idle.popitem()[1]:
                self._end(connection)

    def _end(self, connection: Any) -> None:
        connection._pool = None
        connection.close()


#: How many wait on a database: more of them are of a test with many threads.
MOST = 3
_FORGET = (
    "reset all; reset session authorization; unlisten *; close all; discard temp;"
    "discard sequences; select pg_advisory_unlock_all()"
)
#: Those of this process.
CONNECTIONS = Connections()
