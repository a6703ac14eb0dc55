"""What each wiki compiles as it starts, compiled once: each test makes a wiki, all alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from alembic.util import load_python_file
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Compiled(BytecodeCache):
    """What Jinja compiled, by template; it compiles again when the source is another."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was compiled of it."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self.kept[bucket.key, bucket.checksum] = bucket.code


def read_migrations_once() -> Callable[[Path, str], ModuleType]:
    """What stands for `load_python_file` of Alembic: a migration is read once, and run as asked."""
    kept = cache(load_python_file)

    def read(folder: Path, name: str) -> ModuleType:
        return (kept if Path(folder).name == "versions" else load_python_file)(folder, name)

    return read


def compile_rules_once() -> Callable[[Rule], None]:
    """What stands for `Rule.compile`: four hundred rules for each wiki.

    Rules that are alike are read and built alike: converters hold nothing of their wiki.
    """
    kept: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    compile_rule = Rule.compile

    def compiled(rule: Rule) -> None:
        defaults = tuple((rule.defaults or {}).items())
        where = (rule.map.host_matching, rule.host, rule.subdomain, rule.merge_slashes)
        asked = (rule.rule, where, defaults, frozenset(rule.map.converters.items()))
        if asked not in kept:
            compile_rule(rule)
            builders = [getattr(rule, name).__func__ for name in _BUILDERS]
            kept[asked] = (*(getattr(rule, name) for name in _READ), *builders)
            return
        *read, build, build_unknown = kept[asked]
        for name, value in zip(_READ, read, strict=True):
            setattr(rule, name, value)
        for name, builder in zip(_BUILDERS, (build, build_unknown), strict=True):
            setattr(rule, name, builder.__get__(rule, None))

    return compiled


_READ = ("_parts", "_trace", "_converters", "arguments")
_BUILDERS = ("_build", "_build_unknown")
