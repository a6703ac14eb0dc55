"""Questions as the engines take them."""

from __future__ import annotations

from wiki.language import Synonyms, query
from wiki.search.matching import BLOCKS, match, postgres_match, sqlite_match, windows


def test_every_word_is_asked_for() -> None:
    asked = query("télétravail à la campagne")
    assert sqlite_match(asked) == '("teletravail") AND ("campagn")'
    assert postgres_match(asked) == "('teletravail') & ('campagn')"


def test_the_last_word_may_be_a_beginning() -> None:
    asked = query("coopérat", typing=True)
    assert sqlite_match(asked) == '("cooper"*)'
    assert postgres_match(asked) == "('cooper':*)"


def test_one_letter_is_no_beginning() -> None:
    assert sqlite_match(query("c", typing=True)) == '("c")'


def test_a_synonym_needs_all_its_words() -> None:
    asked = query("EPN", synonyms=Synonyms.of([["EPN", "espace public"]]))
    assert sqlite_match(asked) == '("epn" OR ("espac" AND "public"))'
    assert postgres_match(asked) == "('epn' | ('espac' & 'public'))"


def test_operators_are_words_like_others() -> None:
    asked = query('"NEAR" (AND) * title: \' \\ & | ! :*')
    assert sqlite_match(asked) == '("near") AND ("and") AND ("titl")'
    assert postgres_match(asked) == "('near') & ('and') & ('titl')"


def test_sqlite_is_asked_for_all_documents_at_once() -> None:
    assert match("sqlite", query("gare"), 100_000) == {"in_0": '("gar")'}


def test_postgres_is_asked_for_the_newest_documents_first() -> None:
    assert match("postgresql", query("gare"), 10_000) == {
        "in_0": "('gar') & ('#11.4' | '#11.3')",
        "in_1": "('gar') & ('#11.2' | '#11.1' | '#11.0')",
    }
    assert match("postgresql", query("gare"), 4_000) == {"in_0": "('gar')"}


def test_windows_hold_every_number_once_the_newest_first() -> None:
    assert windows(0) == windows(4_095) == ((),)
    for newest in (4_096, 20_000, 100_000, 3_000_000, 40_000_000):
        after, sizes = None, []
        for window in windows(newest):
            assert len(window) <= 2 * (1 << BLOCKS[1] - BLOCKS[0]) or newest > 1 << BLOCKS[-1]
            blocks = [tuple(map(int, block.removeprefix("#").split("."))) for block in window]
            for bits, block in blocks:
                assert after is None or (block + 1) << bits == after
                after = block << bits
            sizes.append(len(blocks) << blocks[0][0])
        assert after == 0
        assert sum(sizes[:-1]) <= newest < sum(sizes)
        assert sizes[:-1] == sorted(sizes[:-1])
        assert sizes[0] == 2 << BLOCKS[0]
