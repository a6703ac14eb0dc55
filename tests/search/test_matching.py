"""Questions as the engines take them."""

from __future__ import annotations

from wiki.language import Synonyms, query
from wiki.search.matching import match


def test_every_word_is_asked_for() -> None:
    asked = query("télétravail à la campagne")
    assert match("sqlite", asked, "whole") == 'whole : (("teletravail") AND ("campagn"))'
    assert match("postgresql", asked, "whole") == "('teletravail') & ('campagn')"


def test_the_last_word_may_be_a_beginning() -> None:
    asked = query("coopérat", typing=True)
    assert match("sqlite", asked, "title") == 'title : (("cooper"*))'
    assert match("postgresql", asked, "title") == "('cooper':*)"


def test_one_letter_is_no_beginning() -> None:
    assert match("sqlite", query("c", typing=True), "title") == 'title : (("c"))'


def test_a_synonym_needs_all_its_words() -> None:
    asked = query("EPN", synonyms=Synonyms.of([["EPN", "espace public"]]))
    assert match("sqlite", asked, "whole") == 'whole : (("epn" OR ("espac" AND "public")))'
    assert match("postgresql", asked, "whole") == "('epn' | ('espac' & 'public'))"


def test_operators_are_words_like_others() -> None:
    asked = query('"NEAR" (AND) * title: \' \\ & | ! :*')
    assert match("sqlite", asked, "whole") == 'whole : (("near") AND ("and") AND ("titl"))'
    assert match("postgresql", asked, "whole") == "('near') & ('and') & ('titl')"
