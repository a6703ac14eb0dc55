"""The extension: attaches the wiki to a Flask application. The one list of its subjects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from wiki import commands
from wiki.admin import subject as admin
from wiki.benchmarks import subject as benchmarks
from wiki.census import subject as census
from wiki.charter import subject as charter
from wiki.contacts import subject as contacts
from wiki.discussions import subject as discussions
from wiki.events import subject as events
from wiki.exchange import subject as exchange
from wiki.files import subject as files
from wiki.glossary import subject as glossary
from wiki.jobs import subject as jobs
from wiki.journal import subject as journal
from wiki.kernel import db
from wiki.kernel.settings import OPTIONS, Option, read_options
from wiki.kernel.state import State
from wiki.kernel.subject import Subject
from wiki.letters import subject as letters
from wiki.live import subject as live
from wiki.mail import subject as mail
from wiki.members import subject as members
from wiki.moderation import subject as moderation
from wiki.navigation import subject as navigation
from wiki.newsletter import subject as newsletter
from wiki.organisations import subject as organisations
from wiki.pages import subject as pages
from wiki.places import subject as places
from wiki.portals import subject as portals
from wiki.publishing import subject as publishing
from wiki.resources import subject as resources
from wiki.search import subject as search
from wiki.sheets import subject as sheets
from wiki.site import subject as site
from wiki.territories import subject as territories
from wiki.upkeep import subject as upkeep
from wiki.variants import subject as variants
from wiki.watch import subject as watch
from wiki.web.house import attach
from wiki.welcome import subject as welcome

#: The subjects, in the order of the ladder.
SUBJECTS: tuple[Subject, ...] = (
    journal,
    site,
    jobs,
    mail,
    members,
    search,
    pages,
    navigation,
    upkeep,
    files,
    sheets,
    discussions,
    moderation,
    contacts,
    letters,
    glossary,
    organisations,
    places,
    territories,
    variants,
    events,
    resources,
    benchmarks,
    census,
    live,
    charter,
    portals,
    newsletter,
    watch,
    welcome,
    publishing,
    exchange,
    admin,
)

#: Gives the host's user as (external id, name, roles), or None for a visitor.
CurrentUser = Callable[[], tuple[str, str, tuple[str, ...]] | None]


class Wiki:
    """The extension. `Wiki(app)` or `wiki.init_app(app, url_prefix="/docs")`.

    `current_user` is the host's: without it everyone is a visitor. Reads the `WIKI_*` options
    (`docs/reference/options.md`) from the application's configuration, then the environment.
    """

    def __init__(self, app: Flask | None = None, **how: Any) -> None:
        if app is not None:
            self.init_app(app, **how)

    def init_app(
        self,
        app: Flask,
        *,
        url_prefix: str = "",
        current_user: CurrentUser | None = None,
        engine: sa.Engine | None = None,
        standalone: bool = False,
    ) -> None:
        """Attach the wiki to `app`. Refuses a second wiki in the same application."""
        if "wiki" in app.extensions:
            raise RuntimeError("This application has a wiki already: call init_app once.")
        load_models()
        options = read_options(declared_options(), app.config, os.environ)
        app.extensions["wiki"] = State(
            database=db.Database(engine or _own_engine(app, options)),
            data_dir=Path(options["WIKI_DATA_DIR"]).resolve(),
            options=options,
            subjects=SUBJECTS,
            url_prefix=f"/{url_prefix.strip('/')}".rstrip("/"),
            is_standalone=standalone,
            host_user=current_user,
        )
        _connect_listeners()
        app.teardown_appcontext(db.release_reading)
        attach(app, app.extensions["wiki"])
        if not standalone:
            commands.attach(app)


def declared_options() -> Iterator[Option]:
    """Every option, of the house and of the subjects."""
    yield from OPTIONS
    for subject in SUBJECTS:
        yield from subject.options


def load_models() -> None:
    """Read every subject's tables, so that the schema is whole."""
    for subject in SUBJECTS:
        if subject.has_models:
            import_module(f"wiki.{subject.name}.models")


def _connect_listeners() -> None:
    for subject in SUBJECTS:
        for reference in subject.listeners:
            subject.load(reference)()


def _own_engine(app: Flask, options: dict[str, Any]) -> sa.Engine:
    """Our own engine: committing in the host's session would commit its half-done work."""
    if options["WIKI_DATABASE_URL"]:
        return sa.create_engine(options["WIKI_DATABASE_URL"], **pool(options))
    hosts = app.config.get("SQLALCHEMY_DATABASE_URI")
    if hosts and sa.make_url(hosts).get_backend_name() == "postgresql":
        return sa.create_engine(hosts, **pool(options))
    return sa.create_engine(sqlite_url(Path(options["WIKI_DATA_DIR"])), **pool(options))


def pool(options: Mapping[str, Any]) -> dict[str, Any]:
    """How many connections the engine may open: a thread that reads may look beside it."""
    return {"max_overflow": 2 * options["WIKI_THREADS"], "pool_use_lifo": True}


def sqlite_url(data_dir: Path) -> str:
    """The wiki's own SQLite file in its data folder; made for its owner's eyes alone."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir.resolve() / "wiki.db"
    path.touch(mode=0o600)  # an existing file keeps what its owner chose
    return f"sqlite:///{path}"
