"""Empty and prepared databases for the tests, on both engines, made cheaply."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

Prepare = Callable[[str], None]


class SQLite:
    """Files: a prepared database is copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepared: dict[str, Path] = {}

    def fresh(self, name: str, prepare: Prepare | None, key: str) -> str:
        """The URL of a database that nobody has used, prepared when asked."""
        target = self.folder / f"{name}.db"
        if prepare:
            if key not in self.prepared:
                model = self.folder / f"model-{len(self.prepared)}.db"
                prepare(f"sqlite:///{model}")
                self.prepared[key] = model
            shutil.copyfile(self.prepared[key], target)
        return f"sqlite:///{target}"


class Postgres:
    """Databases of one server, named after the worker that uses them."""

    def __init__(self, server: str, worker: str) -> None:
        self.url = sa.make_url(server)
        self.worker = worker
        self.prepared: dict[str, str] = {}
        self.admin = sa.create_engine(
            self.url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool
        )

    def _address(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)

    def _create(self, database: str, model: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(sa.text(f'drop database if exists "{database}" with (force)'))
            connection.execute(sa.text(f'create database "{database}" template "{model}"'))

    def fresh(self, name: str, prepare: Prepare | None, key: str) -> str:
        """The URL of the worker's database, empty or prepared; it replaces the former one."""
        model = "template0"
        if prepare:
            if key not in self.prepared:
                self.prepared[key] = f"{self.worker}_model_{len(self.prepared)}"
                self._create(self.prepared[key], model)
                prepare(self._address(self.prepared[key]))
            model = self.prepared[key]
        database = f"{self.worker}_{name}"
        self._create(database, model)
        return self._address(database)
