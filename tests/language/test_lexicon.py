from __future__ import annotations

from wiki.language import fold
from wiki.language.lexicon import lexicon


def test_every_key_is_folded_or_it_would_never_be_met() -> None:
    known = lexicon()
    starts = [start for start, _ in known.families]
    pairs = [word for pair in known.pairs for word in pair]
    keys = [*known.stop_words, *known.words, *known.joined, *starts, *pairs]
    assert [key for key in keys if fold(key) != key or not key.isalnum()] == []


def test_no_lexicon_word_is_a_stop_word() -> None:
    assert lexicon().stop_words.isdisjoint(lexicon().words)


def test_family_of_a_word() -> None:
    assert lexicon().family("cotravailleuses") == "cowork"
    assert lexicon().family("travail") is None
