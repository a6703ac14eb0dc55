"""What is not the same in two versions: rewritten, renamed, moved, added, gone."""

from __future__ import annotations

from wiki.charter.rules.blocks import Block, numbered
from wiki.charter.rules.changes import changes


def _text(*said: str) -> tuple[Block, ...]:
    """Articles `id:title:text`."""
    return tuple(Block(name, 2, title, text) for name, title, text in (x.split(":") for x in said))


def test_each_block_once_with_what_became_of_it() -> None:
    before = numbered(_text("a:Un:x", "b:Deux:x", "c:Trois:x", "d:Quatre:x", "e:Cinq:x"))
    after = numbered(_text("e:Cinq:x", "a:Un:y", "c:3:x", "n:Neuf:x", "d:Quatre:x"))
    found = changes(before, after)
    assert [(one.id, one.kinds) for one in found] == [
        ("e", ("moved",)),
        ("a", ("rewritten",)),
        ("b", ("removed",)),
        ("c", ("renamed",)),
        ("n", ("added",)),
        ("d", ()),
    ]
    assert [one.id for one in found if one.is_renumbered] == ["e", "a", "d"]
    assert not any(one.kinds for one in changes(before, before))
    assert [one.kinds for one in changes((), after)] == [("added",)] * 5
    assert [one.kinds for one in changes(before, ())] == [("removed",)] * 5
