"""An attribution that is kept is the same when it is taken again, and is laid out in blocks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.merge.attribution import Attribution
from wiki.pages import blame
from wiki.pages.blame import attribution_of, blocks, packed

texts = st.lists(st.text("ab. |\n#é", max_size=30), min_size=1, max_size=6)


def read(*revisions: str) -> Attribution:
    found = Attribution()
    for number, text in enumerate(revisions, 1):
        found.follow(number, text)
    return found


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_following_on_is_as_reading_all(before: list[str], after: list[str]) -> None:
    known = read(*before)
    again = attribution_of(known.text, *packed(known))
    assert again is not None
    for number, text in enumerate(after, len(before) + 1):
        again.follow(number, text)
    whole = read(*before, *after)
    assert again.shares() == whole.shares()
    assert list(again.lost.entries()) == list(whole.lost.entries())


def test_another_text_is_not_told_by_it() -> None:
    runs, lost = packed(read("Un café.\nUn thé."))
    assert attribution_of("Un café.\nUn thé.", runs, lost) is not None
    assert attribution_of("Un café.", runs, lost) is None
    assert attribution_of("Un café.\nDu thé.\n", runs, lost) is None
    assert attribution_of("Un café !\nUn thé.", runs, lost) is None


def test_what_another_version_kept_is_left(monkeypatch: object) -> None:
    known = read("Un café.")
    made = packed(known)
    monkeypatch.setattr(blame, "VERSION", 2)  # type: ignore[attr-defined]
    assert attribution_of("Un café.", *made) is None


def test_lines_of_one_revision_are_one_block() -> None:
    found = blocks(read("Un.\n\nDeux.\n", "Un.\n\nDeux.\n\nTrois.\n\nQuatre.\n").shares())
    assert [(block.first, len(block.lines), block.revisions) for block in found] == [
        (1, 3, (1,)),
        (5, 3, (2,)),
    ]


def test_a_line_of_several_revisions_is_a_block_of_its_own() -> None:
    found = blocks(read("Un café.\nUn thé.\n", "Un café noir.\nUn thé.\n").shares())
    assert [(block.first, block.revisions) for block in found] == [(1, (1, 2)), (2, (1,))]


def test_blocks_are_read_a_few_at_a_time() -> None:
    texts = ["\n".join(f"Ligne {n}." for n in range(last)) for last in range(1, 8)]
    lines = read(*texts).shares()
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        some = blocks(lines, after, 3)
        seen += [block.first for block in some[:2]]
        after = some[2].first - 1 if len(some) > 2 else None
    assert seen == list(range(1, 8))


def test_an_empty_text_has_no_block() -> None:
    assert blocks(read("").shares()) == []
    assert blocks(read("\n\n").shares()) == []
