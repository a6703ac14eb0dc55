"""What a text has lost is found again, as it was lost last."""

from __future__ import annotations

import pytest

from wiki.merge import lost as module
from wiki.merge.lost import Lost, key_of


def test_what_comes_back_is_found_once() -> None:
    lost = Lost()
    lost.put(2, [("Pain.", ((1, 5),))])
    assert lost.take("Pain.") == ((1, 5),)
    assert lost.take("Pain.") is None


def test_the_last_loss_is_the_first_to_come_back_in_the_order_of_the_text() -> None:
    lost = Lost()
    lost.put(2, [("Pain.", ((1, 5),))])
    lost.put(5, [("Pain.", ((3, 5),)), ("Pain.", ((4, 5),))])
    assert [lost.take("Pain.") for _ in range(4)] == [((3, 5),), ((4, 5),), ((1, 5),), None]


def test_blank_lines_are_not_remembered() -> None:
    lost = Lost()
    lost.put(2, [("", ()), ("  ", ((1, 2),))])
    assert list(lost.entries()) == []


def test_another_text_of_the_same_hash_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "key_of", len)
    lost = Lost([(5, 2, ((1, 9),))])
    assert lost.take("Pain.") is None


def test_what_was_lost_first_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CAPACITY", 3)
    lost = Lost()
    for number, text in enumerate("abcabd", 1):
        lost.put(number, [(text, ((number, 1),))])
    assert [lost.take(text) for text in "cbd"] == [None, ((5, 1),), ((6, 1),)]


def test_entries_make_it_again() -> None:
    lost = Lost()
    for number, text in enumerate(["a", "b", "a", "c", "b"], 1):
        lost.put(number, [(text, ((number, 1),))])
    assert list(Lost(lost.entries()).entries()) == list(lost.entries())


def test_a_key_fits_a_number_of_any_language() -> None:
    assert 0 <= key_of("Un café.") < 2**60
    assert key_of("Un café.") == key_of("Un café.") != key_of("Un thé.")
