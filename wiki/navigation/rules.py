"""Names of what a rendering depends on, and where a title stands in the tree of its segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


def members_dependency(key: str) -> str:
    """What depends on which pages are filed under a category."""
    return f"category:{key}"


def tree_dependency(key: str) -> str:
    """What depends on which pages are under a title."""
    return f"tree:{key}"


def ancestors(key: str) -> list[str]:
    """The titles above a title, the nearest last: `a/b/c` is under `a` and `a/b`."""
    segments = key.split("/")
    return ["/".join(segments[:end]) for end in range(1, len(segments))]


@dataclass
class Node:
    """A title under another one; `title` is "" where no page is, only pages below."""

    name: str
    title: str = ""
    children: list[Node] = field(default_factory=list)


def tree(under: str, titles: Iterable[str]) -> Sequence[Node]:
    """The titles below `under`, in the order given, each below the one it is under."""
    depth = len(under.split("/")) if under else 0
    root = Node("")
    known: dict[tuple[int, str], Node] = {}
    for title in titles:
        place, segments = root, title.split("/")[depth:]
        for name in segments:
            wanted = id(place), name.casefold()
            if wanted not in known:
                known[wanted] = Node(name)
                place.children.append(known[wanted])
            place = known[wanted]
        place.name, place.title = segments[-1], title
    return root.children
