"""What is indexed of a document, and the bounds of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wiki.kernel.slugs import title_key
from wiki.language import stems
from wiki.search.document import KINDS, Document

#: The most documents ranked in each tier: beyond it, the newest made compete, the others do not.
CANDIDATES = 1000
#: Of a search that is narrowed: documents of each tier that are looked at, to find those that pass.
LOOKED = 20_000
#: The most documents that pass a facet for them to be read first, and what is found sought there.
FEW_PASS = 2_000
#: Titles that start as what is typed, in their order, among which the suggestions are chosen.
STARTING = 300
#: What it could be narrowed to: documents counted, newest revisions of each, choices of a facet.
COUNTED, VERSIONS, CHOICES = 500, 40, 8
#: How far back « modified since » goes, in days.
SINCE = {"week": 7, "month": 31, "year": 366}
#: Longest name of a search that is kept, in characters, and how many a member keeps.
SAVED_NAME, SAVED = 80, 100
#: Hits on one screen, and suggestions under the box.
PAGE_SIZE = 20
SUGGESTIONS = 8
#: Longest question, in characters: what is beyond is left out.
QUESTION_LENGTH = 500
#: Characters of a text kept for snippets, and octets of stems kept of one document.
TEXT_KEPT = 100_000
STEMS_KEPT = 400_000
#: Letters of the shortest beginnings that FTS5 keeps.
BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Screen:
    """A list of which searches are kept: the endpoint that shows it, that of its feed if any."""

    endpoint: str
    feed: str = ""


#: As `document.KINDS`, this names the screens of other subjects.
SCREENS = {
    "search": Screen("wiki.search.results"),
    "places": Screen("wiki.places.directory", "wiki.places.feed"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A title of a document: `key` finds it as it is typed, `stems` by its words."""

    key: str
    title: str
    stems: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a document: distinct stems separated by spaces, in order of appearance.

    `head` holds those of the titles and headings, `whole` all of them, the body's first.
    """

    number: int
    names: tuple[Name, ...]
    title: str
    head: str
    whole: str
    headings: str
    text: str


def code_of(kind: str) -> int:
    """What tells the numbers of a kind apart; that of no document for a kind that there is not."""
    return KINDS[kind].code if kind in KINDS else -1


def number_of(kind: str, row_id: int) -> int:
    """The number of a document: its row at its owner and its kind, so that no two are alike."""
    return row_id * len(KINDS) + KINDS[kind].code


def entry_of(document: Document) -> Entry:
    """Analyse a document."""
    names = tuple(_names(document))
    title = stems(document.title).split()
    head = [*title, *(stem for name in names[1:] for stem in name.stems.split())]
    head += stems(document.headings).split()
    return Entry(
        number=number_of(document.kind, document.row_id),
        names=names,
        title=_joined(title),
        head=_joined(head),
        whole=_joined([*stems(document.text).split(), *head]),
        headings=document.headings[:TEXT_KEPT],
        text=document.text[:TEXT_KEPT],
    )


def posted_anew(before: str, after: str) -> tuple[str, str]:
    """Of the words of a document in one index, what to take out of FTS5 and what to put in.

    Words that came or went, with all those that begin like them: beginnings of two letters and more
    are posted too, once for all the words of a document that have them.
    """
    if before == after:
        return "", ""
    had, has = before.split(), after.split()
    starts = {stem[:BEGINNING] for stem in {*had} ^ {*has}}
    out, into = (
        " ".join([stem for stem in stems_ if stem[:BEGINNING] in starts]) for stems_ in (had, has)
    )
    return out, into


def _names(document: Document) -> Iterator[Name]:
    titles = {title_key(title): title for title in reversed((document.title, *document.aliases))}
    own = title_key(document.title)
    for key in (own, *sorted(titles.keys() - {own})):
        yield Name(key, titles[key], stems(titles[key]))


def _joined(found: Iterable[str]) -> str:
    """The distinct stems, as many as an engine takes."""
    distinct = dict.fromkeys(found)
    whole = " ".join(distinct)
    if 4 * len(whole) <= STEMS_KEPT:
        return whole
    kept, size = [], 0
    for stem in distinct:
        size += len(stem.encode()) + 1
        if size > STEMS_KEPT:
            break
        kept.append(stem)
    return " ".join(kept)
