"""The laws of the merge on random pages: chosen by hypothesis, then by a seeded campaign.

`WIKI_FUZZ` multiplies the campaign: `WIKI_FUZZ=10 pytest tests/merge/test_laws.py`.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.merge import laws
from tests.merge.writers import situation
from wiki.merge.three_way import merge

CASES = 20_000 * int(os.environ.get("WIKI_FUZZ", "1"))
SHARES = 4

LINES = """\
un
deux
trois mots ici

Une phrase. Une autre.
Tél. 05 57
# t
- a
  suite
| a | b |
| a | c |
| x
```
"""
lines = st.sampled_from([*LINES.splitlines(keepends=True), "un. Deux"])
pages = st.one_of(st.lists(lines, max_size=8).map("".join), st.text("ab. |\n#-`1", max_size=20))


@settings(max_examples=500, deadline=None)
@given(pages, pages, pages)
@example("```\nun\nun\n", "deux\nun\n", "deux\nun\nun\n")  # a fence went: lines are cut otherwise
def test_any_three_texts(base: str, head: str, mine: str) -> None:
    result = merge(base, head, mine)
    assert merge(base, head, mine) == result
    laws.a_side_alone_is_taken_whole(base, mine)
    laws.hunks_hold_the_three_texts(result, base, head, mine)
    laws.sides_exchanged_are_judged_alike(result, base, head, mine)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_two_people(rng: random.Random) -> None:
    _check(*situation(rng))


@pytest.mark.parametrize("share", range(SHARES))
def test_campaign(share: int) -> None:
    met: Counter[str] = Counter()
    for seed in range(share, CASES, SHARES):
        try:
            met.update(_check(*situation(random.Random(seed))))
        except AssertionError as broken:
            raise AssertionError(f"law broken with seed {seed}: {broken}") from broken
    assert met["clean"] > met["open"] > 0
    assert met["sent again, same"] > 0.9 * met["clean"]


def _check(base: str, head: str, mine: str) -> list[str]:
    """Check every law; tell what kind of merge it was."""
    result = merge(base, head, mine)
    laws.a_side_alone_is_taken_whole(base, mine)
    laws.hunks_hold_the_three_texts(result, base, head, mine)
    laws.sides_exchanged_are_judged_alike(result, base, head, mine)
    laws.each_word_written_is_there_once(result, head, mine)
    laws.no_word_is_invented(result, base, head, mine)
    text = result.text
    if text is None:
        return ["open"]
    laws.what_both_kept_stays_in_order(text, base, head, mine)
    same = laws.sending_again_changes_no_word(text, base, head, mine)
    return ["clean", "sent again, same"] if same else ["clean"]
