"""Whole answers for readers who are not signed in, kept in memory under keys that never lie.

A key holds every stamp the bytes depend on, read from the database at each view: an entry is never
wrong, only unused, and the least recently used ones make room.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sized
from typing import Generic, TypeVar

Kept = TypeVar("Kept", bound=Sized)

#: Most octets kept in one process.
CAPACITY = 24_000_000


class BytesCache(Generic[Kept]):
    """Bytes by key, the least recently used leaving first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.size = 0
        self._entries: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The bytes kept under a key."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: Hashable, value: Kept) -> None:
        """Keep bytes, unless they alone would fill the cache."""
        if len(value) > self.capacity // 8:
            return
        with self._lock:
            self.size += len(value) - len(self._entries.pop(key, ()))
            self._entries[key] = value
            while self.size > self.capacity:
                _, dropped = self._entries.popitem(last=False)
                self.size -= len(dropped)
