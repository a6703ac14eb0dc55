"""The portable form of a revision: Markdown after a YAML front matter (`title`, `infobox`…).

Written then read, it is the same to the octet. Read from a stranger it is plain JSON values: no
tag, no anchor, no date object (`2012-10-08` stays a text).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from wiki.kernel.errors import Invalid

_FENCE = "---\n"
_QUOTED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
#: Longest front matter, in characters, and its deepest nesting.
LONGEST, DEEPEST = 200_000, 20


@dataclass(frozen=True)
class Portable:
    """A revision as a text. `more` holds the other keys of the front matter, in their order."""

    title: str
    body: str
    kind: str | None = None
    infobox: Mapping[str, Any] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


class _Loader(yaml.SafeLoader):
    """JSON values only: an alias could make a short text endless, a date could not be JSON."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("no aliases")
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.YAMLError("too deep")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    """Quotes what PyYAML would write plainly and read otherwise (separators, control signs)."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = '"' if _QUOTED.search(text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.represent_text)


def write(revision: Portable) -> str:
    """The revision as one text."""
    front: dict[str, Any] = {"title": revision.title}
    if revision.kind is not None:
        front["kind"] = revision.kind
    if revision.infobox is not None:
        front["infobox"] = dict(revision.infobox)
    whole = front | dict(revision.more)
    written = yaml.dump(whole, None, _Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"{_FENCE}{written}{_FENCE}{revision.body}"


def read(text: str) -> Portable:
    """The revision that a text holds; without front matter, its title is "".

    Raises `Invalid` when the front matter cannot be read.
    """
    if not text.startswith(_FENCE):
        return Portable("", text)
    end = text.find("\n---\n", len(_FENCE) - 1, LONGEST)
    if end < 0:
        raise Invalid("front_matter")
    front = _front(text[len(_FENCE) : end + 1])
    title, kind, infobox = (front.pop(name, None) for name in ("title", "kind", "infobox"))
    if not isinstance(infobox, dict | None) or not isinstance(kind, str | None):
        raise Invalid("front_matter")
    return Portable("" if title is None else str(title), text[end + 5 :], kind, infobox, front)


def _front(text: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, made stricter
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Invalid("front_matter") from error
    if not isinstance(found or {}, dict) or not all(isinstance(key, str) for key in found or {}):
        raise Invalid("front_matter")
    return found or {}
