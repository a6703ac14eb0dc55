"""What each wiki compiles as it starts, compiled once: each test makes a wiki, all alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from alembic.util import load_python_file
from flask import Blueprint, Flask
from flask.sansio.blueprints import BlueprintSetupState
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Map, Rule, RuleFactory
from werkzeug.routing.matcher import State as Step
from werkzeug.routing.matcher import StateMachineMatcher

from wiki.kernel.state import State


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


def attach_once() -> Callable[..., None]:
    """What stands for `Flask.register_blueprint`: wikis that have nothing else share their rules.

    A blueprint is what it was once it was registered: Flask refuses to change it. A view that held
    the wiki of the first test would answer of it in all others: there is none.
    """
    kept: dict[tuple[object, ...], tuple[Map, dict[str, Any]]] = {}
    register = Flask.register_blueprint

    def register_once(app: Flask, root: Blueprint, **options: Any) -> None:
        parts = tuple(id(blueprint) for blueprint, _ in root._blueprints)
        asked = (root.name, root.url_prefix, parts, app.url_map.host_matching)
        if root.name != "wiki" or options or list(app.url_map.iter_rules()):
            register(app, root, **options)
        elif asked not in kept:
            register(app, root)
            views = dict(app.view_functions)
            assert not (holding := [name for name in views if holds_a_wiki(views[name])]), holding
            kept[asked] = Shared(app.url_map), views
            app.url_map = Shared(app.url_map)
        else:
            rules, views = kept[asked]
            app.url_map = Shared(rules)
            app.view_functions |= views
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(BlueprintSetupState, "add_url_rule", _known)
                register(app, root)

    return register_once


def holds_a_wiki(held: Any) -> bool:
    """Whether a view was made for one wiki: it closes over it, is given it or is its method."""
    kind = type(held)  # never `isinstance`: what a view holds may stand for the current wiki
    inside: list[Any] = []
    if kind is FunctionType:
        inside += (cell.cell_contents for cell in held.__closure__ or ())
        inside += [*(held.__defaults__ or ()), *(held.__kwdefaults__ or {}).values()]
    elif kind is MethodType:
        inside += [held.__self__, held.__func__]
    elif kind is partial:
        inside += [held.func, *held.args, *held.keywords.values()]
    return issubclass(kind, State | Flask) or any(map(holds_a_wiki, inside))


def _known(*_: Any, **_more: Any) -> None:
    """What is left of `add_url_rule` where the rules and their views are there."""


class Shared(Map):
    """The rules of another map, until one is added."""

    def __init__(self, model: Map) -> None:
        model.update()
        super().__init__(host_matching=model.host_matching)
        self._matcher = model._matcher
        self._rules_by_endpoint = model._rules_by_endpoint
        self._remap = False
        self._is_shared = True

    def add(self, rulefactory: RuleFactory) -> None:
        """Add a rule to this map alone."""
        if self._is_shared:
            self._is_shared = False
            copy = StateMachineMatcher(self.merge_slashes)
            copy._root = _copied(self._matcher._root)
            self._matcher = copy
            kept = self._rules_by_endpoint
            self._rules_by_endpoint = {endpoint: list(rules) for endpoint, rules in kept.items()}
        super().add(rulefactory)


def _copied(state: Step) -> Step:
    return Step(
        [(part, _copied(following)) for part, following in state.dynamic],
        list(state.rules),
        {part: _copied(following) for part, following in state.static.items()},
    )


_READ = ("_parts", "_trace", "_converters", "arguments")
_BUILDERS = ("_build", "_build_unknown")
