"""Whence each sentence is, whoever changed the others, moved it or took a word away."""

from __future__ import annotations

from tests.charter.rules.texts import CHARTER
from wiki.charter.rules.blocks import source_of
from wiki.charter.rules.provenance import Passage, sections, traced

DRAFT = "Un lieu est membre. Il a une voix. Il se retire sans motif."


def test_a_sentence_is_due_to_who_wrote_it_and_to_who_changed_it() -> None:
    added = DRAFT.replace("Il a une voix.", "Il a une voix, et une seule.")
    cut = added.replace(" sans motif", "")
    grown = f"{cut} Il paie sa part.\n\n- un toit\n- un café"
    assert traced([(1, DRAFT), (4, added), (6, cut), (9, grown)]) == (
        Passage("Un lieu est membre.", (1,)),
        Passage("Il a une voix, et une seule.", (1, 4)),
        Passage("Il se retire.", (1, 6)),
        Passage("Il paie sa part.\n\n- un toit\n- un café", (9,)),
    )


def test_what_comes_back_is_due_to_both() -> None:
    gone = DRAFT.replace(" Il a une voix.", "")
    assert traced([(1, DRAFT), (2, gone), (3, DRAFT)])[1] == Passage("Il a une voix.", (1, 3))


def test_a_table_and_a_code_are_not_cut() -> None:
    table = "| a | b |\n| --- | --- |\n| 1. Un | 2 |\n"
    code = "```\nUn. Deux.\n## x {#fee}\n```\n"
    found = traced([(1, table + code), (2, table.replace("2", "3") + code)])
    assert [one.steps for one in found] == [(1, 2)]


def test_a_text_without_a_word_has_no_passage() -> None:
    assert traced([(1, ""), (2, "\n")]) == ()


def test_the_blocks_of_a_source_are_those_that_were_written() -> None:
    opening = {"debut": ("", "")}
    for around in ("```", ":::"):
        name = "{note} Un" if around == ":::" else ""
        boxed = f"{around}{name}\n## Faux {{#{CHARTER[0].id}}}\n{around}\n\nFin."
        blocks = (*CHARTER[:-1], CHARTER[-1]._replace(text=boxed))
        assert opening | sections(source_of(blocks)) == opening | {
            one.id: (one.title, one.text) for one in blocks
        }
