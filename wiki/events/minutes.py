"""What minutes say: which event they are of, what was decided. On plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from wiki.kernel.slugs import title_key
from wiki.markup.document import Call

#: The directives that say so.
MINUTES, DECISION = "compte-rendu", "decision"
#: Most decisions of a page, and longest part of one, in characters.
MOST, LONGEST = 100, 1_000
_ARTICLE = re.compile(r"/charters/(?P<charter>[^/#?]{1,200})(?:/v[^/#?]{1,20})?")


class Decision(NamedTuple):
    """A decision as minutes say it; what they do not say is ""."""

    rank: int
    text: str
    #: The address of the article that it concerns, its charter and its identifier in the text.
    article: str
    charter: str
    anchor: str
    who: str
    due: str


def event_keys(calls: Iterable[Call]) -> list[str]:
    """The keys of the titles of the events that a page gives the minutes of."""
    keys = (title_key(one.argument) for one in calls if one.name == MINUTES)
    return sorted({key for key in keys if key})


def decision(rank: int, options: Mapping[str, str], text: str) -> Decision:
    """A decision: its words, and what its options say."""
    article, charter, anchor = article_of(options.get("article", ""))
    return Decision(
        rank,
        " ".join(text.split())[:LONGEST],
        article,
        charter,
        anchor,
        options.get("who", "").strip()[:LONGEST],
        options.get("due", "").strip()[:LONGEST],
    )


def article_of(written: str) -> tuple[str, str, str]:
    """The path of an article of a charter, the charter and the article; nothing for no article."""
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return "", "", ""
    path = "/charters/" + parts.path.partition("/charters/")[2]
    if not (found := _ARTICLE.fullmatch(path)):
        return "", "", ""
    anchor = parts.fragment[:200]
    return path + (f"#{anchor}" if anchor else ""), unquote(found["charter"]), anchor
