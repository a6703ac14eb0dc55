"""What an address narrows a search by, and the addresses that narrow more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from wiki.geography.communes import departments
from wiki.kernel import clock
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title
from wiki.members.queries import member_by_uid
from wiki.search.document import KINDS
from wiki.search.queries import Choice, Wanted, category_of
from wiki.search.rules import QUESTION_LENGTH, SINCE
from wiki.web.addresses import address

#: Facet -> its name, in the order shown.
FACETS = {
    "category": "Catégorie",
    "person": "Écrite par",
    "since": "Modifiée depuis",
    "territory": "Territoire",
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
    kinds = (kept["kind"],) if "kind" in kept else ()
    category, person, since, territory = "", None, None, ""
    if "category" in kept:
        labels["category"] = kept["category"] = clean_title(kept["category"])
        category = category_of(kept["category"])
    if "person" in kept:
        member = member_by_uid(kept["person"])
        labels["person"], person = member.name, member.id
    if "since" in kept:
        if kept["since"] not in SINCE:
            raise Invalid("search_since")
        labels["since"] = SINCE_NAMES[kept["since"]]
        since = clock.now() - timedelta(days=SINCE[kept["since"]])
    if "territory" in kept:
        territory = kept["territory"]
        if territory not in departments():
            raise Invalid("search_territory")
        labels["territory"] = departments()[territory].full_name
    return Narrowing(Wanted(kinds, category, person, since, territory), kept, labels)


def _name(choice: Choice) -> str:
    if choice.facet == "since":
        return SINCE_NAMES[choice.value]
    if choice.facet == "territory":
        return departments()[choice.value].full_name
    return choice.label
