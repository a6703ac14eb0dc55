"""A comparison as HTML: everything is shown, nothing of a text is markup."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiki.merge.diff import diff
from wiki.web.differences import in_one_column, in_two_columns, marked

pytestmark = pytest.mark.usefixtures("inside")
BLOCK = "Un bloc assez long pour qu’on le voie bouger.\nEt sa seconde ligne.\n"
REST = "# Gare\n\nUn.\n\nDeux.\n\nTrois.\n"
LINES = st.lists(
    st.sampled_from(["un\n", "<b>\n", "deux mots\n", "deux & deux\n", "\n", '"fin"']), max_size=8
).map("".join)


def _without_hidden(html: str) -> str:
    return re.sub(r'<span class="visually-hidden">.*?</span>', "", html)


def _read(html: str, element: str) -> str:
    """What is left of a version when the words of the other are taken away."""
    shown = re.sub(rf"<{element}>.*?</{element}>", "", _without_hidden(html))
    return unescape(re.sub(r"<[^<>]*>", "", shown))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LINES, LINES)
def test_both_versions_can_be_read_in_a_passage(old: str, new: str) -> None:
    html = str(marked(old, new))
    kept = [line for line in _read(html, "ins").split("\n") if line]
    assert kept == [line for line in old.split("\n") if line]
    kept = [line for line in _read(html, "del").split("\n") if line]
    assert kept == [line for line in new.split("\n") if line]


def test_a_change_is_seen_and_read_aloud(inside: Flask) -> None:
    html = in_one_column(diff("Ouvert à 9 h.\n", "Ouvert à 10 h.\n"))
    assert '<div class="diff-row diff-replace">' in html
    assert '<span class="diff-sign" aria-hidden="true">±</span>' in html
    assert _without_hidden(html).count("<del>9 h</del><ins>10 h</ins>") == 1
    for said in ("suppression", "fin de suppression", "ajout", "fin d’ajout"):
        assert f"{said}" in html


def test_a_block_that_moved_is_told_at_both_places(inside: Flask) -> None:
    html = in_one_column(diff(BLOCK + REST, REST + BLOCK))
    assert "déplacé plus loin (bloc 1)" in html
    assert "déplacé ici (bloc 1)" in html
    assert html.count("↕") == 4


def test_a_block_that_moved_is_told_in_two_columns_too(inside: Flask) -> None:
    html = in_two_columns(diff(BLOCK + REST, REST + BLOCK))
    old, new = (
        re.findall(
            rf'diff-{side}" role="cell">[^\n]*<span class="diff-move">(.*? )</span>[^ ]', html
        )
        for side in ("old", "new")
    )
    sign = '<span class="diff-sign" aria-hidden="true">↕</span> '
    assert old == [f"{sign}déplacé plus loin (bloc 1) "] * 2
    assert new == [f"{sign}déplacé ici (bloc 1) "] * 2


def test_a_line_of_one_side_leaves_the_other_empty(inside: Flask) -> None:
    html = in_two_columns(diff("Un.\n", "Un.\nDeux.\n"))
    assert '<div class="diff-cell diff-old" role="cell"></div>' in html
    assert html.count("Deux.") == 1


def test_what_did_not_change_is_counted(inside: Flask) -> None:
    old = "".join(f"ligne {at}\n" for at in range(20))
    for write in (in_one_column, in_two_columns):
        assert "17 lignes inchangées" in write(diff(old, old + "fin\n")).replace("\u00a0", " ")


def test_no_text_is_markup(inside: Flask) -> None:
    for write in (in_one_column, in_two_columns):
        html = write(diff("<i>a</i> & b\n", "<i>a</i> & <script>c\n"))
        assert "<script>" not in html
        assert "<i>" not in html
        assert "&lt;i&gt;a&lt;/i&gt; &amp; " in html


def test_equal_texts_are_shown_without_a_mark(inside: Flask) -> None:
    assert in_one_column(diff("", "")) == ""
    html = in_one_column(diff("Un.\n", "Un.\n"))
    assert "diff-context" in html
    assert "<ins>" not in html
    assert "<del>" not in html
