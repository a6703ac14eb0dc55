"""What the other processes add to shared texts, as PostgreSQL tells it: LISTEN and NOTIFY."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from wiki.kernel.db import Database
from wiki.live.service.log import CHANNEL

log = logging.getLogger(__name__)

#: Seconds after which it is seen that this is to end, and those before a lost connection is made
#: again.
PATIENCE, PAUSE = 0.5, 2.0


class Refreshed(Protocol):
    """What is told."""

    name: str

    def refresh(self, doc_id: int, told: Sequence[str] = ()) -> None:
        """Look at a text again, then tell its windows."""

    def hear_afar(self, of: str, doc_id: int, who: Sequence[dict[str, Any]]) -> None:
        """Another process tells who has a text open there."""


class Notices(threading.Thread):
    """A thread with a connection of its own, which has to lead to the database itself.

    A notice that is lost, while the connection is made again, is made up for by the look at all
    open texts once a second.
    """

    def __init__(self, database: Database, hub: Refreshed) -> None:
        super().__init__(name="wiki-live-notices", daemon=True)
        self.database = database
        self.hub = hub
        self.over = threading.Event()

    def stop(self) -> None:
        """End, within `PATIENCE`."""
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self._listen()
            except Exception:
                log.exception("The other processes are not heard for a moment.")
                self.over.wait(PAUSE)

    def _listen(self) -> None:
        connection = self.database.engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            driver.autocommit = True
            driver.execute(f"LISTEN {CHANNEL}")
            while not self.over.is_set():
                for notice in driver.notifies(timeout=PATIENCE):
                    self._hear(notice.payload)
                    if self.over.is_set():
                        return
        finally:
            with contextlib.suppress(Exception):
                connection.invalidate()  # it listens: nobody else may be given it

    def _hear(self, payload: str) -> None:
        said = json.loads(payload)
        if said["of"] != self.hub.name:
            for doc_id in said["docs"]:
                self.hub.refresh(doc_id, said.get("told", ()))
            for one in said.get("people", ()):
                self.hub.hear_afar(said["of"], one["doc"], one["who"])
