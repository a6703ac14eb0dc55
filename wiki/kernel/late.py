"""Libraries loaded when something of them is first asked for: most processes never ask."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module under its own name, and keeps nothing of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
