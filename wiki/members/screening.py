"""What a text brings that was not there before: words that the site refuses, links elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from wiki.kernel.errors import Invalid
from wiki.language.folding import fold

#: Most words that a site refuses, fewest letters of each.
MOST_WORDS, SHORTEST = 300, 3
#: Each begins with signs that are looked for at once: a whole text is read in a hundredth of the
#: time that a choice of beginnings takes.
_ADDRESS, _BARE_ADDRESS = re.compile(r"//[\w.-]+\.\w"), re.compile(r"www(?<!\wwww)\.\w")


def check_words(lines: str) -> None:
    """Refuse a list of words that would refuse nearly every text. Raises `Invalid`."""
    words = _words(lines)
    if len(words) > MOST_WORDS:
        raise Invalid("blocked_words_many", limit=MOST_WORDS)
    for word in words:
        if sum(sign.isalnum() for sign in word) < SHORTEST:
            raise Invalid("blocked_words_short", word=word, limit=SHORTEST)


def refused_word(lines: str, before: str, after: str) -> str:
    """The first word of the list that is more often in a text than it was, else ""."""
    pattern = _pattern(lines)
    if pattern is None:
        return ""
    found = pattern.findall(fold(after))
    if not found:
        return ""
    known = Counter(pattern.findall(fold(before)))
    return next((word for word, times in Counter(found).items() if times > known[word]), "")


def links_added(before: str, after: str) -> int:
    """How many more links to other sites a text has than it had."""
    return max(0, _links_in(after) - _links_in(before))


def _links_in(text: str) -> int:
    rest, number = _ADDRESS.subn(" ", text.lower())
    return number + len(_BARE_ADDRESS.findall(rest))


def _words(lines: str) -> list[str]:
    return [word for line in lines.split("\n") if (word := " ".join(fold(line).split()))]


@lru_cache(20)
def _pattern(lines: str) -> re.Pattern[str] | None:
    """Whole words, whatever their accents and case; a star stands for the end of one."""
    each = [
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        for word in _words(lines)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)") if each else None
