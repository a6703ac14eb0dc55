"""What an address narrows a search by, and the addresses that narrow more or less."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa

from wiki.geography.communes import departments
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, WikiError
from wiki.kernel.slugs import clean_title
from wiki.members.queries import member_by_uid
from wiki.pages.queries.kinds import kinds
from wiki.search.document import KINDS
from wiki.search.queries import Choice, Wanted, category_of
from wiki.search.queries.finding import pages
from wiki.search.rules import QUESTION_LENGTH, SINCE
from wiki.web.addresses import address
from wiki.web.language import in_language

#: Facet -> its name, in the order shown.
FACETS = {
    "category": "Catégorie",
    "person": "Écrite par",
    "since": "Modifiée depuis",
    "territory": "Territoire",
    "sheet": "Genre de fiche",
}
#: Value of « since » -> its name.
SINCE_NAMES = {"week": "Une semaine", "month": "Un mois", "year": "Un an"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the search now: the address without it takes it away."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class More:
    """An address that narrows the search more, and how many pages would stay."""

    facet: str
    label: str
    url: str
    pages: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an address asks beside its question; `given` makes it again, `labels` name facets."""

    wanted: Wanted
    given: Mapping[str, str]
    labels: Mapping[str, str]

    def query(self, question: str) -> str:
        """What the address asks, to be kept. Raises `Invalid` when there is no question."""
        words = " ".join(question[:QUESTION_LENGTH].split())
        if not words:
            raise Invalid("saved_empty")
        return urlencode({"q": words} | dict(self.given))

    def url(
        self,
        question: str,
        endpoint: str = "wiki.search.results",
        *,
        without: str = "",
        **more: str | int,
    ) -> str:
        """The address of the search, one of its facets taken away, more values given."""
        kept = {name: value for name, value in self.given.items() if name != without}
        return f"{address(endpoint)}?{urlencode({'q': question} | kept | more)}"

    def filters(self, question: str) -> Sequence[Filter]:
        """What narrows now, in the order of the facets."""
        return [
            Filter(facet, self.labels[facet], self.url(question, without=facet, refine=1))
            for facet in FACETS
            if facet in self.labels
        ]

    def more(self, question: str, choices: Sequence[Choice]) -> Sequence[More]:
        """The addresses that narrow more."""
        return [
            More(
                one.facet,
                _name(one),
                self.url(question, **{one.facet: one.value}),
                one.pages,
            )
            for one in choices
        ]


def narrowing(given: Mapping[str, str]) -> Narrowing:
    """What the values of an address narrow to. Raises `Invalid`, `Missing`."""
    kept = {name: given[name] for name in ("kind", *FACETS) if given.get(name)}
    if kept.get("kind") not in KINDS:
        kept.pop("kind", None)
    labels: dict[str, str] = {}
    wanted: dict[str, Any] = {}
    for facet, read in _READ.items():
        if facet in kept:
            kept[facet], labels[facet], wanted[facet] = read(kept[facet])
    kinds = (kept["kind"],) if "kind" in kept else ()
    return Narrowing(Wanted(kinds, **wanted), kept, labels)


def finding(asked: str) -> sa.Select[int] | None:
    """The rows of the pages that a kept search finds; None when it can find no page any more."""
    given = dict(parse_qsl(asked))
    try:
        return pages(given.get("q", ""), narrowing(given).wanted)
    except WikiError:  # it narrows to somebody who left, or to a kind of sheet that is no more
        return None


class Read(NamedTuple):
    """A value of a facet: as an address says it, its name, and what is looked for."""

    value: str
    label: str
    wanted: object


def _category(raw: str) -> Read:
    title = clean_title(raw)
    return Read(title, title, category_of(title))


def _person(raw: str) -> Read:
    member = member_by_uid(raw)
    return Read(raw, member.name, member.id)


def _since(raw: str) -> Read:
    if raw not in SINCE:
        raise Invalid("search_since")
    return Read(raw, SINCE_NAMES[raw], clock.now() - timedelta(days=SINCE[raw]))


def _territory(raw: str) -> Read:
    if raw not in departments():
        raise Invalid("search_territory")
    return Read(raw, departments()[raw].full_name, raw)


def _sheet(raw: str) -> Read:
    kind = kinds().get(raw)
    if kind is None:
        raise Invalid("search_sheet")
    return Read(raw, in_language(kind.labels), raw)


_READ: Mapping[str, Callable[[str], Read]] = {
    "category": _category,
    "person": _person,
    "since": _since,
    "territory": _territory,
    "sheet": _sheet,
}


def _name(choice: Choice) -> str:
    if choice.facet == "since":
        return SINCE_NAMES[choice.value]
    if choice.facet == "territory":
        return departments()[choice.value].full_name
    if choice.facet == "sheet":
        kind = kinds().get(choice.value)
        return in_language(kind.labels) if kind else choice.value
    return choice.label
