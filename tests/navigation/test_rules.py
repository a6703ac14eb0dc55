"""Where a title stands in the tree of its segments."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.navigation.rules import Node, ancestors, tree


def test_a_title_is_under_those_that_it_begins_with() -> None:
    assert ancestors("a/b/c") == ["a", "a/b"]
    assert ancestors("a") == []


def _drawn(nodes: Sequence[Node]) -> list[object]:
    return [
        (node.name, bool(node.title), _drawn(node.children)) if node.children else node.name
        for node in nodes
    ]


def test_each_page_is_below_the_one_it_is_under() -> None:
    titles = ["A/B", "A/B c", "A/B/D", "A/b/E", "A/F/G"]
    assert _drawn(tree("A", titles)) == [
        ("B", True, ["D", "E"]),
        "B c",
        ("F", False, ["G"]),
    ]


def test_of_no_page_there_is_no_tree() -> None:
    assert tree("A", []) == []
