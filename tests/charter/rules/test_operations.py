"""What an amendment asks: applied to a text, and cleaned of what nobody sees."""

from __future__ import annotations

import pytest

from tests.charter.rules.texts import BOARD, CHARTER, FEE, modify
from wiki.charter.rules.operations import (
    TEXT,
    Kind,
    Operation,
    applied,
    changes,
    clean_text,
    clean_title,
    found,
    level_after,
)
from wiki.kernel.errors import Conflict, Invalid


def order(operation: Operation) -> str:
    return " ".join(block.id for block in applied(CHARTER, operation))


def test_each_kind_changes_one_block_and_no_other() -> None:
    fee = modify("fee", "50", "60")
    after = applied(CHARTER, fee)
    assert found(after, "fee") == CHARTER[1]._replace(text=FEE.replace("50", "60"))
    assert [one for one in after if one.id != "fee"] == [one for one in CHARTER if one.id != "fee"]
    renamed = applied(CHARTER, Operation(Kind.RENAME, "board", "Gouvernance"))
    assert found(renamed, "board") == CHARTER[2]._replace(title="Gouvernance", text=BOARD)
    assert order(Operation(Kind.DELETE, "due")) == "titre fee board open"
    assert order(Operation(Kind.MOVE, "open", after="titre")) == "titre open fee board due"
    assert order(Operation(Kind.MOVE, "fee", after="")) == "fee titre board due open"
    added = Operation(Kind.ADD_AFTER, "new", "Retrait", "On se retire.", "open", 2)
    assert order(added) == "titre fee board due open new"
    assert applied(CHARTER, added)[-1] == ("new", 2, "Retrait", "On se retire.")


def test_refuses_a_block_that_is_gone_and_an_id_taken() -> None:
    for operation in (
        Operation(Kind.DELETE, "nowhere"),
        Operation(Kind.MOVE, "fee", after="nowhere"),
        Operation(Kind.MOVE, "fee", after="fee"),
        Operation(Kind.ADD_AFTER, "fee", "x", "y"),
    ):
        with pytest.raises(Conflict):
            applied(CHARTER, operation)


def test_what_nobody_reads_is_no_change() -> None:
    spaced = Operation(Kind.MODIFY, "fee", "Cotisation", FEE.replace(" est", "  est"))
    assert not changes(CHARTER, spaced)
    assert not changes(CHARTER, Operation(Kind.MOVE, "board", after="fee"))
    assert changes(CHARTER, modify("fee", "50", "60"))


def test_a_text_is_the_same_however_it_was_typed() -> None:
    typed = "E\u0301lu au 1er\u200b mars. \u202eCaché\u202c.\t \r\n\r\n\r\n\r\nSuite.\r\n"
    assert clean_text(typed) == "Élu au 1er mars. Caché.\n\nSuite."
    assert clean_text(FEE + " \r\n") == clean_text(FEE) == FEE
    for closed in ("```\ncode\n```", ":::{note} Un\ndeux\n:::\n\nTrois."):
        assert clean_text(closed) == closed
    assert clean_title(" Coti\u00adsation\n annuelle ") == "Cotisation annuelle"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (TEXT + 1), "amendment_text_long"),
        ("a" * 1_000_000, "amendment_text_long"),
        ("un\x00", "body_nul"),
        ("un\ud800", "body_unicode"),
        ("Un.\n\n## Deux\n\nTrois.", "amendment_headings"),
        ("Deux\n====", "amendment_headings"),
        (":::{note} Un\n## Faux {#fee}\n:::", "amendment_headings"),
        ("Un.\n\n```\ncode", "amendment_unclosed"),
        ("~~~~\ncode\n~~~", "amendment_unclosed"),
        (":::{note} Un\ndeux", "amendment_unclosed"),
    ],
)
def test_refuses_a_text_that_cannot_be_an_article(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_text(text)
    assert refused.value.code == code


def test_refuses_a_title_that_is_none() -> None:
    for raw in ("", " \u200b ", "long " * 50):
        with pytest.raises(Invalid):
            clean_title(raw)


def test_an_article_is_as_high_as_those_around_it() -> None:
    assert level_after(CHARTER, "titre") == level_after(CHARTER, "fee") == 2
    assert level_after((CHARTER[0],), "titre") == 1
    assert level_after((), "") == 2


def test_two_that_ask_the_same_have_one_digest() -> None:
    one, other = (Operation(Kind.ADD_AFTER, name, "Retrait", "On part.", "fee") for name in "ab")
    assert one.digest == other.digest
    assert one.digest != Operation(Kind.ADD_AFTER, "a", "Retrait", "On part.", "due").digest
    assert modify("fee", "50", "60").digest != modify("fee", "50", "30").digest
