"""Small pieces of HTML."""

from __future__ import annotations

from wiki.language import Span
from wiki.web.pieces import passage


def test_a_passage_marks_words_and_is_never_markup() -> None:
    spans = [Span("<b> & ", False), Span("<i>", True), Span(" fin", False)]
    assert passage(spans) == "&lt;b&gt; &amp; <mark>&lt;i&gt;</mark> fin"
    assert passage([]) == ""
