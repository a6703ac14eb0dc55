"""What one wiki in one application knows of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wiki.kernel.db import Database
from wiki.kernel.subject import Subject


@dataclass
class State:
    """Held in `app.extensions["wiki"]`: several applications in one process each have theirs."""

    database: Database
    data_dir: Path
    options: Mapping[str, Any]
    subjects: tuple[Subject, ...]
    #: Prefix of every address of the wiki, "" or "/docs".
    url_prefix: str = ""
    #: True for the application the wiki makes for itself, with its own accounts.
    is_standalone: bool = False
    #: In a host: gives the host's user as (external id, name, roles), or None for a visitor.
    host_user: Callable[[], Any] | None = None
    #: What a subject keeps for this application alone (caches, registries), by name.
    kept: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """The object kept under `name`, made the first time."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]
