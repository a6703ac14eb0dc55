"""The laws of the merge, each a function that finds them broken by raising AssertionError."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from tests.merge.writers import WORD
from wiki.merge.outcome import Merge, Verdict
from wiki.merge.three_way import merge

_EXCHANGED = {Verdict.HEAD: Verdict.MINE, Verdict.MINE: Verdict.HEAD}


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def a_side_alone_is_taken_whole(base: str, side: str) -> None:
    assert merge(base, base, side).text == side
    assert merge(base, side, base).text == side
    assert merge(base, side, side).text == side


def hunks_hold_the_three_texts(result: Merge, base: str, head: str, mine: str) -> None:
    for name, text in (("base", base), ("head", head), ("mine", mine)):
        joined = "".join(getattr(hunk, name) for hunk in result.hunks)
        assert joined.removesuffix("\n") == text.removesuffix("\n")


def sides_exchanged_are_judged_alike(result: Merge, base: str, head: str, mine: str) -> None:
    """Same hunks, same verdicts; same text but for the order of two insertions at one point."""
    other = merge(base, mine, head)
    for hunk, mirror in zip(result.hunks, other.hunks, strict=True):
        assert mirror.verdict is _EXCHANGED.get(hunk.verdict, hunk.verdict)
        assert (mirror.base, mirror.head, mirror.mine) == (hunk.base, hunk.mine, hunk.head)
        assert mirror.proposal == hunk.proposal
        if hunk.verdict is Verdict.CLEAN and not hunk.base:
            assert Counter(words(mirror.result or "")) == Counter(words(hunk.result or ""))
        else:
            assert mirror.result == hunk.result


def each_word_written_is_there_once(result: Merge, head: str, mine: str) -> None:
    """Each word that one side wrote is as often as there in the result and the open hunks.

    Writers put their name in each word, so that no word is written by both.
    """
    for name, side in (("tete", head), ("mien", mine)):
        told: Counter[str] = Counter()
        for hunk in result.hunks:
            open_text = hunk.head if name == "tete" else hunk.mine
            told.update(words(open_text if hunk.result is None else hunk.result))
        written = Counter(words(side))
        for word in {*told, *written}:
            if word.startswith(name):
                assert told[word] == written[word], word


def no_word_is_invented(result: Merge, base: str, head: str, mine: str) -> None:
    known = {*words(base), *words(head), *words(mine)}
    for hunk in result.hunks:
        for text in (hunk.result, hunk.proposal):
            assert set(words(text or "")) <= known


def what_both_kept_stays_in_order(text: str, base: str, head: str, mine: str) -> None:
    """Of the words that stand once in every version: none is lost, and neighbours in the base that
    both sides left in order are in order."""
    counts = [Counter(words(version)) for version in (base, head, mine)]
    shared = [word for word in words(base) if all(count[word] == 1 for count in counts)]
    assert all(Counter(words(text))[word] == 1 for word in shared)
    places = [
        {word: at for at, word in enumerate(words(version))} for version in (head, mine, text)
    ]
    for first, second in pairwise(shared):
        in_head, in_mine, in_text = (place[first] < place[second] for place in places)
        assert in_text or not (in_head and in_mine)


def sending_again_changes_no_word(text: str, base: str, head: str, mine: str) -> bool:
    """Merging a clean merge again with one of its sides gives it again, or asks; True if it does.

    Where a passage was copied, nobody can tell which twin was meant: no law is claimed there.
    """
    exact = True
    for side in (head, mine):
        again = merge(base, text, side).text
        exact = exact and again == text
        if again is not None and not any(map(_holds_copies, (base, head, mine))):
            assert words(again) == words(text)
    return exact


def _holds_copies(text: str) -> bool:
    """Writers never write a word twice: a word that stands twice was copied."""
    return any(count > 1 for count in Counter(words(text)).values())
