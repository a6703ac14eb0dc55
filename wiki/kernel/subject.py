"""How a subject introduces itself: one `Subject` in its `__init__.py`, read by `wiki.extension`.

What lives in the subject's modules is named by `"module:name"`, relative to its package, so that
introducing a subject imports nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu, or of the index of the administration: where it leads, who sees it."""

    endpoint: str
    label: str
    right: May = May.READ
    #: Which list it is in: "main", "more" (shown on demand), "tools"; "admin" for the index of the
    #: administration, which opens to whoever may use one of these; "" for none of them: the
    #: palette has it all the same.
    place: str = "main"
    icon: str = ""
    #: The place that it leads to: nobody sees it who may use no line of that place.
    opens: str = ""
    #: Its heading in the index of the administration ("" for a line that is not there), what it
    #: does in one sentence, and a function that counts what waits there for somebody.
    group: str = ""
    says: str = ""
    waits: str = ""
    #: The right to deal with what waits, where `right` only shows it: others are told no number.
    settled_by: May | None = None


@dataclass(frozen=True)
class Deriver:
    """How derived tables are made again: `rebuild` is called with no argument inside an act."""

    tables: tuple[str, ...]
    rebuild: str


@dataclass(frozen=True)
class Work:
    """Something done by jobs: the function called with their payload, and what people call it."""

    does: str
    label: str


@dataclass(frozen=True)
class Subject:
    """What a subject offers to the house. Everything but the name is optional."""

    name: str
    blueprint: str | None = None
    api: str | None = None
    commands: str | None = None
    #: Whether its commands are of use in a host, which has accounts of its own.
    serves_hosts: bool = True
    listeners: tuple[str, ...] = ()
    #: Directives it adds: a tuple of `wiki.kernel.directives.Offered`.
    directives: str | None = None
    #: What `{{name}}` shows in a page: a `wiki.kernel.directives.FieldHandler`.
    page_fields: str | None = None
    images: str | None = None
    #: Takes the address of a link; answers with a `wiki.markup.meaning.FileShown` or None.
    file_links: str | None = None
    #: Words explained in every page: a `wiki.kernel.directives.Glossary`.
    glossary: str | None = None
    #: Kinds of sheets by their code: a function that gives `wiki.schema.kinds.Kind`s.
    kinds: str | None = None
    #: Type of field of a sheet -> function that says whether a value names something there is.
    named: Mapping[str, str] = field(default_factory=dict)
    #: Kind of sheet -> function of the title of a page, of its sheet and of the one before: the
    #: `wiki.schema.validation.Problem`s that only the subject can tell.
    judged: Mapping[str, str] = field(default_factory=dict)
    #: What few pages have, by its name -> the query of the rows that a page `of` has of it: each
    #: save asks for all of them at once, and tells those who listen (`page_saved`).
    kept: Mapping[str, str] = field(default_factory=dict)
    #: What it keeps of a person: a `wiki.kernel.personal.Personal`.
    personal: str | None = None
    #: Named place in a lower template -> function that returns its HTML, or None for nothing.
    slots: Mapping[str, str] = field(default_factory=dict)
    #: Kind of things that are discussed -> a `wiki.kernel.discussed.Discussable`.
    discussed: Mapping[str, str] = field(default_factory=dict)
    #: Kind of things that are discussed, its own or another's -> function of the uid of a thing and
    #: the number of a version and an actor: the `wiki.kernel.discussed.Part`s that they may read.
    parts: Mapping[str, str] = field(default_factory=dict)
    #: Kind of texts that several people write at once -> a `wiki.kernel.shared.Shared`.
    shared: Mapping[str, str] = field(default_factory=dict)
    derivers: tuple[Deriver, ...] = ()
    #: Job name -> what it does.
    jobs: Mapping[str, Work] = field(default_factory=dict)
    #: Called inside an act when a worker starts: queues what goes on by itself.
    starts: str | None = None
    #: Screen of which searches are kept -> function of what the address of one asks: the query of
    #: the rows of the pages that it finds now, or None when it cannot be followed.
    finders: Mapping[str, str] = field(default_factory=dict)
    #: Search documents and `wiki check`: one function each. The archive asks nobody: each table
    #: says what it is.
    search_documents: str | None = None
    checks: str | None = None
    settings: tuple[Setting, ...] = ()
    options: tuple[Option, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    #: Code of an error -> its sentence: `"wording:SENTENCES"`.
    wording: str | None = None
    #: Has tables: `models.py` is read before the schema is needed.
    has_models: bool = True

    def load(self, reference: str) -> Any:
        """The object that `"module:name"` stands for."""
        module, _, name = reference.partition(":")
        found = import_module(f"wiki.{self.name}.{module}")
        return getattr(found, name) if name else found

    def references(self) -> Iterator[str]:
        """Every `"module:name"` of this subject, for the test that each leads somewhere."""
        single = (
            self.blueprint,
            self.api,
            self.commands,
            self.directives,
            self.page_fields,
            self.images,
            self.file_links,
            self.glossary,
            self.kinds,
            self.personal,
            self.search_documents,
            self.checks,
            self.starts,
            self.wording,
        )
        yield from (reference for reference in single if reference)
        yield from self.listeners
        yield from self.named.values()
        yield from self.judged.values()
        yield from self.kept.values()
        yield from self.slots.values()
        yield from self.discussed.values()
        yield from self.parts.values()
        yield from self.shared.values()
        yield from self.finders.values()
        yield from (work.does for work in self.jobs.values())
        yield from (deriver.rebuild for deriver in self.derivers)
        yield from (entry.waits for entry in self.menu if entry.waits)
