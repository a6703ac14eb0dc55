"""What each wiki compiles as it starts, compiled once: each test makes a wiki, all alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import BaseConverter, Rule

Builder = Callable[..., tuple[str, str]]


class Compiled(BytecodeCache):
    """What Jinja compiled, by template; it compiles again when the source is another."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was compiled of it."""
        if found := self.kept.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


def compile_rules_once() -> Callable[..., Builder]:
    """What stands for `Rule._compile_builder`, of which Werkzeug asks two functions for each rule.

    Rules that are alike build their addresses alike: converters hold nothing of their wiki.
    """
    kept: dict[tuple[Any, ...], Builder] = {}
    compile_builder = Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Builder:
        asked = (
            tuple(rule._trace),
            tuple((name, type(kind), _options(kind)) for name, kind in rule._converters.items()),
            tuple((rule.defaults or {}).items()),
            append_unknown,
        )
        if asked not in kept:
            kept[asked] = compile_builder(rule, append_unknown)
        return kept[asked]

    return compiled


def _options(converter: BaseConverter) -> tuple[tuple[str, str], ...]:
    return tuple((name, repr(value)) for name, value in vars(converter).items() if name != "map")
