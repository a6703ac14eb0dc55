"""Containers with a name: `:::{nom argument}`, lines `:clé: valeur`, a body, `:::`.

A directive may hold others; the fences may be longer, and a fence of the same length as an opening
one closes it. Only syntax is known here: `Registry` says which names there are and what their body
is; what they mean is decided above, when the text is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from re import Match
from typing import Literal, NamedTuple

from mistune import BlockParser, Markdown
from mistune.core import BlockState

from wiki.markup import sources
from wiki.markup.bounds import MAX_NESTING
from wiki.markup.document import Call

#: Name of the block rule; mistune lets a rule of this name end a list item.
RULE = "fenced_directive"

_HEAD = r"\{(?P<dir_head>[^{}\n]{1,300})\}"
_OPENING = rf"^ {{0,3}}(?P<dir_fence>:{{3,}}){_HEAD}(?P<dir_rest>[^\n]*)(?:\n|$)"
_OPENS = re.compile(_OPENING, re.MULTILINE)
_FENCE = re.compile(rf"^ {{0,3}}(?:(:{{3,}})(?:{_HEAD}|[ \t]*$)|(`{{3,}}|~{{3,}}))", re.MULTILINE)
_OPTION = re.compile(r":([\w-]{1,40}):[ \t]*([^\n]*)(?:\n|$)")
_BLANK = re.compile(r"^[ \t]*(?:\n|$)", re.MULTILINE)


@dataclass(frozen=True)
class Directive:
    """What a directive looks like: French `name`, English `aliases`, `options` by declared key.

    `options` gives each declared key its other spellings. `body` is `markdown` (parsed),
    `source` (kept as written) or `none` (the directive may end at a blank line, without fence).
    `sentence` says in French what it does, for the help. One that stands `at_foot` comes after the
    notes where it ends the text.
    """

    name: str
    aliases: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: Literal["markdown", "source", "none"] = "markdown"
    sentence: str = ""
    at_foot: bool = False

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Each accepted spelling of an option, to its declared key."""
        pairs = {key: key for key in self.options}
        return pairs | {other: key for key, names in self.options.items() for other in names}


@dataclass(frozen=True, eq=False)
class Registry:
    """The directives that are known. Immutable: `extended` gives a larger one."""

    directives: tuple[Directive, ...] = ()

    @cached_property
    def _by_name(self) -> Mapping[str, Directive]:
        return {name: one for one in self.directives for name in (one.name, *one.aliases)}

    def find(self, name: str) -> Directive | None:
        """The directive of that name or alias, whatever its case."""
        return self._by_name.get(name.lower())

    def extended(self, *more: Directive) -> Registry:
        """A registry with `more`. Raises ValueError if a name or alias is taken."""
        for one in more:
            if taken := {one.name, *one.aliases} & set(self._by_name):
                raise ValueError(f"directive {one.name}: {', '.join(sorted(taken))} is taken")
        return Registry(self.directives + more)


class State(BlockState):
    """A block state that remembers where the directives of its source end."""

    extents: Mapping[int, tuple[int, int]] | None = None


_ADMONITION = "Encadré ; un titre peut suivre le nom."
#: The directives every text has.
CORE = Registry(
    (
        Directive("sommaire", ("toc",), {"depth": ("profondeur",)}, "none", "Table des matières."),
        Directive("note", (), {}, "markdown", _ADMONITION),
        Directive("astuce", ("tip",), {}, "markdown", _ADMONITION),
        Directive("attention", ("warning",), {}, "markdown", _ADMONITION),
        Directive("danger", (), {}, "markdown", _ADMONITION),
        Directive(
            "figure",
            (),
            {
                "alt": ("texte", "description"),
                "caption": ("légende", "legende"),
                "credit": ("crédit",),
                "licence": ("license",),
            },
            "markdown",
            "Image avec légende, crédit et licence.",
        ),
        Directive(
            "video",
            ("vidéo",),
            {"title": ("titre",), "credit": ("crédit",)},
            "none",
            "Vidéo d'un hébergeur admis, chargée au clic.",
        ),
        Directive(
            sources.NAME,
            (),
            {
                "title": ("titre",),
                "author": ("auteur", "autrice", "auteurs"),
                "date": (),
                "link": ("lien", "adresse", "url"),
                "licence": ("license",),
            },
            "none",
            "Source, montrée en note ; [^clé] l’appelle dans le texte.",
        ),
        Directive(
            "sans-glossaire",
            ("no-glossary",),
            {},
            "markdown",
            "Le contenu, sans qu’aucun mot y soit expliqué.",
        ),
        Directive("inclure", ("include",), {}, "none", "Texte d'une autre page ou d'une section."),
    )
)


class Extent(NamedTuple):
    """A directive that no other one holds, by where it is in a text; `name` is the declared one."""

    name: str
    start: int
    end: int


def outermost(registry: Registry, text: str) -> list[Extent]:
    """The known directives of a text that stand in no other one, in their order."""
    found: list[Extent] = []
    after = 0
    for start, (_, end) in sorted(_extents(registry, text).items()):
        if start >= after:
            opening = _OPENS.match(text, start)
            declared = registry.find(_head(opening["dir_head"], "")[0]) if opening else None
            if declared:
                found.append(Extent(declared.name, start, end))
            after = end
    return found


def plugin(registry: Registry) -> Callable[[Markdown], None]:
    """The mistune plugin that reads the directives of `registry`, and boxes unknown ones."""

    def parse(block: BlockParser, m: Match[str], state: BlockState) -> int | None:
        return _parse(registry, block, m, state)

    def add(markdown: Markdown) -> None:
        block = markdown.block
        block.register(RULE, _OPENING, parse, before="fenced_code")
        for rules in (block.list_rules, block.block_quote_rules):
            block.insert_rule(rules, RULE, before="fenced_code")

    return add


def _parse(registry: Registry, block: BlockParser, m: Match[str], state: BlockState) -> int | None:
    if state.depth() >= MAX_NESTING - 1:
        return None
    inner, end = _extent(registry, state, m.start())
    word, argument = _head(m.group("dir_head"), m.group("dir_rest"))
    declared = registry.find(word)
    options, body = _options(declared, state.src[m.end() : max(inner, m.end())])
    call = Call(
        name=declared.name if declared else word,
        argument=argument,
        options=options,
        body=body,
        source=state.src[m.start() : end],
        known=declared is not None,
    )
    attrs: dict[str, object] = {"call": call, "at_foot": declared is not None and declared.at_foot}
    token: dict[str, object] = {"type": "directive", "attrs": attrs}
    if declared and declared.name == sources.NAME:
        attrs["problem"] = sources.define(call, state.env)
    if declared and declared.body == "markdown":
        child = state.child_state(body)
        block.parse(child, block.rules)
        token["children"] = child.tokens
    state.append_token(token)
    return end


def _head(inside: str, after: str) -> tuple[str, str]:
    word, _, argument = inside.strip().partition(" ")
    return word, " ".join(f"{argument} {after}".split())


def _options(declared: Directive | None, text: str) -> tuple[dict[str, str], str]:
    options: dict[str, str] = {}
    position = 0
    while found := _OPTION.match(text, position):
        key = found.group(1).lower()
        options.setdefault(declared.spellings.get(key, key) if declared else key, found.group(2))
        position = found.end()
    return {key: value.strip() for key, value in options.items()}, text[position:].strip("\n")


def _extent(registry: Registry, state: BlockState, start: int) -> tuple[int, int]:
    """Where the body of the directive that opens at `start` ends, and where all of it ends."""
    if not isinstance(state, State):
        raise TypeError("the block parser must make directives.State")
    if state.extents is None:
        state.extents = _extents(registry, state.src)
    end = len(state.src)
    return state.extents.get(start, (end, end))


def _extents(registry: Registry, src: str) -> dict[int, tuple[int, int]]:
    """For each opening line, by offset: the end of its body, the end of its closing fence.

    One pass over the fences; those inside code are skipped. A directive left open runs to the end
    of what holds it.
    """
    extents: dict[int, tuple[int, int]] = {}
    still_open: list[tuple[int, int]] = []
    position = 0
    while found := _FENCE.search(src, position):
        position = _line_end(src, found.end())
        if code := found.group(3):
            if code[0] == "~" or "`" not in src[found.end() : position]:
                position = _code_end(src, code, position)
        elif head := found.group(2):
            leaf = _leaf_end(registry, src, head, position)
            if leaf:
                extents[found.start()] = leaf
                position = leaf[1]
            elif len(still_open) < MAX_NESTING:
                still_open.append((found.start(), len(found.group(1))))
        else:
            _close(still_open, extents, found.start(), position, len(found.group(1)))
    for start, _ in still_open:
        extents[start] = (len(src), len(src))
    return extents


def _close(
    still_open: list[tuple[int, int]],
    extents: dict[int, tuple[int, int]],
    start: int,
    end: int,
    length: int,
) -> None:
    """A closing fence: of the innermost directive of its length, else of a shorter one."""
    same = [index for index, one in enumerate(still_open) if one[1] == length]
    shorter = [index for index, one in enumerate(still_open) if one[1] < length]
    if not (candidates := same or shorter):
        return
    for opened, _ in still_open[candidates[-1] + 1 :]:
        extents[opened] = (start, start)
    extents[still_open[candidates[-1]][0]] = (start, end)
    del still_open[candidates[-1] :]


def _leaf_end(registry: Registry, src: str, head: str, position: int) -> tuple[int, int] | None:
    declared = registry.find(_head(head, "")[0])
    if declared is None or declared.body != "none":
        return None
    while found := _OPTION.match(src, position):
        position = found.end()
    blank = _BLANK.match(src, position)
    closing = _FENCE.match(src, blank.end() if blank else position)
    if closing and closing.group(1) and not closing.group(2):
        return position, _line_end(src, closing.end())
    return position, position


def _line_end(src: str, position: int) -> int:
    end = src.find("\n", position)
    return len(src) if end < 0 else end + 1


def _code_end(src: str, fence: str, position: int) -> int:
    closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(src, position)
    return _line_end(src, found.end()) if found else len(src)
