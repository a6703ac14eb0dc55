"""Whom a text names."""

from __future__ import annotations

import pytest

from wiki.discussions.mentions import MOST, mentioned

ALICE, BOB = "abcdefgh2345", "bcdefghj2345"


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        (f"Voir [@alice](/members/{ALICE}).", (ALICE,)),
        (f"[@a](/members/{ALICE}) [@b](/members/{BOB}) [@a](/members/{ALICE})", (ALICE, BOB)),
        (f"[alice](/members/{ALICE})", ()),
        (f"[@alice](https://exemple.org/members/{ALICE})", ()),
        ("[@alice](/members/alice)", ()),
        ("@alice", ()),
        (f"[@{'x' * 201}](/members/{ALICE})", ()),
    ],
)
def test_a_mention_is_a_link_with_a_sign(text: str, uids: tuple[str, ...]) -> None:
    assert mentioned(text) == uids


def test_one_text_tells_so_many_at_most() -> None:
    letters = "abcdefghjk"
    text = "".join(f"[@x](/members/{a}{b}cdefgh2345) " for a in letters for b in letters)
    assert len(mentioned(text)) == MOST
