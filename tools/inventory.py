"""What the code declares, as lines of the reference: one function for each page.

Each gives blocks of Markdown. A row whose last cell is empty has no sentence in the code: it is
written by hand in the page, and `tools.reference` keeps it there.
"""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

import dev
from wiki import cli
from wiki.app import create_app
from wiki.extension import SUBJECTS, load_models
from wiki.kernel import signals
from wiki.kernel.db import Base, Derived
from wiki.kernel.permissions import May
from wiki.kernel.settings import OPTIONS, Option, Setting
from wiki.kernel.slugs import RESERVED_ACTIONS, RESERVED_SUFFIXES
from wiki.kernel.subject import Subject
from wiki.markup.directives import CORE, Directive
from wiki.web.role_names import role_names

REPO = Path(__file__).resolve().parent.parent
_KINDS = {
    "text": "une ligne",
    "switch": "oui ou non",
    "colour": "couleur",
    "page": "titre d’une page",
    "lines": "lignes",
}
_PARSERS = {
    "str": "texte",
    "int": "nombre",
    "switch": "oui ou non",
    "words": "liste",
    "read_providers": "liste de tables, en JSON",
    "tiles_url": "adresse",
}
_BODIES = {"markdown": "Markdown", "source": "gardé tel quel", "none": "aucun"}
_SLOT = re.compile(r"\b(?:slot|late)\(\s*\"([\w.]+)\"([^)]*)\)")

Row = tuple[str, ...]


def code(*words: object) -> str:
    """The words as Markdown code, or « rien »."""
    return ", ".join(f"`{word}`" for word in words) or "rien"


def table(header: Row, rows: Iterable[Row]) -> str:
    """A Markdown table; "" when there is no row."""
    lines = [[cell.replace("|", r"\|").replace("\n", " ") for cell in row] for row in rows]
    if not lines:
        return ""
    rule = ["---"] * len(header)
    return "\n".join(
        f"| {' | '.join(line)} |".replace("  ", " ") for line in (header, rule, *lines)
    )


def titled(title: str, block: str) -> str:
    """A block under a heading; "" when the block is empty."""
    return f"## {title}\n\n{block}" if block else ""


def application() -> Flask:
    """A stand-alone wiki that touches no data, to look at."""
    with tempfile.TemporaryDirectory() as folder:
        return create_app(
            {"WIKI_DATA_DIR": folder, "WIKI_DATABASE_URL": "", "WIKI_SECRET_KEY": "x"}
        )


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return code(*value)
    return code(value) if value != "" else "rien"


# -- Options, settings, rights


def options() -> Iterator[str]:
    """The options of a deployment, the house's then each subject's."""
    for name, declared in (("", OPTIONS), *((one.name, one.options) for one in SUBJECTS)):
        rows = (_option(option) for option in declared)
        yield titled(
            f"Options de {code(name)}" if name else "Options de la maison",
            table(("option", "forme", "par défaut", "ce qu’elle fait"), rows),
        )


def _option(option: Option) -> Row:
    form = _PARSERS[option.parse.__name__]
    return code(option.name), form, _default(option.default), option.sentence


def settings() -> Iterator[str]:
    """The settings of the site, by the group of the screen that shows them."""
    declared = [setting for subject in SUBJECTS for setting in subject.settings]
    for group in dict.fromkeys(setting.group for setting in declared):
        rows = (_setting(setting) for setting in declared if setting.group == group)
        yield titled(group, table(("réglage", "forme", "par défaut", "ce que c’est"), rows))


def _setting(setting: Setting) -> Row:
    choices = "<br>".join(f"`{value}` : {label}" for value, label in setting.choices)
    said = f"{setting.label}. {setting.help}".replace("?.", "?").strip()
    form = choices or _KINDS[setting.kind]
    return code(setting.name), form, _default(setting.default), said


def rights() -> Iterator[str]:
    """The rights and the least role that holds each, then the roles."""
    with application().test_request_context():
        names = role_names()
    rows = ((code(may.name), code(may.code), names[may.least], may.sentence) for may in May)
    yield titled("Les droits", table(("droit", "code", "rôle minimal", "ce qu’il permet"), rows))
    roles = ((code(role.name.lower()), name, "") for role, name in names.items())
    yield titled("Les rôles", table(("rôle", "nom affiché", "pour qui"), roles))


# -- Commands


def commands() -> Iterator[str]:
    """The `wiki` command and what it holds, then the verbs of `dev.py`."""
    for path, command in sorted(command_tree()):
        yield _command(path, command)
    verbs = (dev.__doc__ or "").strip()
    yield f"## `./dev.py`, dans un clone du dépôt\n\n```text\n{verbs}\n```"


def command_tree() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something: `("wiki member create", command)`."""
    tops = [*cli.wiki.commands.values()]
    for subject in SUBJECTS:
        tops += subject.load(subject.commands) if subject.commands else []
    leaves = (leaf for top in tops for leaf in _leaves(f"wiki {top.name}", top))
    yield from dict(leaves).items()  # two subjects may add to one group


def _leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _leaves(f"{path} {name}", inner)
    else:
        yield path, command


def _command(path: str, command: click.Command) -> str:
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    usage = " ".join([path, *(one.make_metavar(click.Context(command)) for one in arguments)])
    lines = [f"## `{usage}`", "", (command.help or "").strip(), ""]
    lines += [_flag(one) for one in command.params if isinstance(one, click.Option)]
    return "\n".join(lines).strip()


def _flag(option: click.Option) -> str:
    names = code(*option.opts, *option.secondary_opts)
    choices = f" {code(*option.type.choices)}." if isinstance(option.type, click.Choice) else ""
    shown = option.show_default and not option.is_flag and option.default not in (None, "")
    default = f" Par défaut : {code(option.default)}." if shown else ""
    return f"- {names} : {option.help or 'l’une des valeurs'}{choices}{default}"


# -- Signals, slots, directives


def announced() -> Iterator[str]:
    """The signals, with what they really carry."""
    sent = payloads()
    rows = ((code(one.name), code(*sent.get(one.name, ())), "") for one in signals.ALL)
    yield table(("signal", "ce qu’il porte", "quand il est émis"), rows)


def payloads() -> dict[str, tuple[str, ...]]:
    """Signal -> names of what is sent with it, read in the calls."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((REPO / "wiki").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr=name), attr="send"), keywords=words
                ):
                    found[name] = tuple(word.arg for word in words if word.arg)
    return found


def slots() -> Iterator[str]:
    """The slots of the templates, with what they give and who fills them."""
    rows = (
        (code(name), code(*places), code(*given), code(*filled_by(name)), "")
        for name, (places, given) in sorted(template_slots().items())
    )
    header = ("emplacement", "gabarit", "valeurs données", "rempli par", "où il se trouve")
    yield table(header, rows)


def template_slots() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Slot -> (the templates that have it, the values it is given)."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for path in sorted((REPO / "templates").rglob("*.*")):
        name = path.relative_to(REPO / "templates").as_posix()
        for slot, rest in _SLOT.findall(path.read_text("utf-8")):
            places, given = found.get(slot, ((), ()))
            values = (*given, *re.findall(r"(\w+)=", rest))
            found[slot] = tuple(dict.fromkeys((*places, name))), tuple(dict.fromkeys(values))
    return found


def filled_by(slot: str) -> list[str]:
    """The subjects that put something in a slot."""
    return [subject.name for subject in SUBJECTS if slot in subject.slots]


def directives() -> Iterator[str]:
    """The directives of every text, then those that subjects add."""
    rows = (_directive(one) for one in declared_directives())
    yield table(("directive", "autres noms", "options", "corps", "ce qu’elle fait"), rows)


def declared_directives() -> Iterator[Directive]:
    """Every directive, the markup's and the subjects'."""
    yield from CORE.directives
    for subject in SUBJECTS:
        for offered in subject.load(subject.directives) if subject.directives else ():
            yield offered.directive


def _directive(one: Directive) -> Row:
    keys = "<br>".join(code(key, *names) for key, names in one.options.items()) or "rien"
    return code(one.name), code(*one.aliases), keys, _BODIES[one.body], one.sentence


# -- Addresses, tables


def addresses() -> Iterator[str]:
    """Every address that answers, by the blueprint that holds it."""
    rules = sorted(application().url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    groups: dict[str, list[Row]] = {}
    for rule in rules:
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        row = code(f"{' '.join(methods)} {rule.rule}"), code(rule.endpoint), ""
        groups.setdefault(rule.endpoint.split(".")[1], []).append(row)
    for name, rows in sorted(groups.items()):
        yield titled(f"`{name}`", table(("adresse", "nom (`url_for`)", "ce qu’elle donne"), rows))
    words = (
        f"Aucun titre ne finit par l’un de ces mots, après une barre : {_listed(RESERVED_ACTIONS)}."
    )
    endings = f"Ni par l’une de ces terminaisons : {_listed(RESERVED_SUFFIXES)}."
    yield titled("Titres réservés", f"{words}\n\n{endings}")


def _listed(words: Iterable[str]) -> str:
    return code(*sorted(words))


def tables() -> Iterator[str]:
    """Every table, by subject: truth or derived, and its columns."""
    load_models()
    for subject in SUBJECTS:
        rows = (_table(mapped) for mapped in _mapped(subject))
        yield titled(
            code(subject.name), table(("table", "nature", "colonnes", "ce qu’elle garde"), rows)
        )


def _mapped(subject: Subject) -> list[Any]:
    mappers = [mapper for mapper in Base.registry.mappers if subject.name == _rung(mapper.class_)]
    return sorted(mappers, key=lambda mapper: str(mapper.local_table))


def _rung(model: type[Any]) -> str:
    return model.__module__.split(".")[1]


def _table(mapper: Any) -> Row:
    nature = "déduite" if issubclass(mapper.class_, Derived) else "vérité"
    columns = sa.inspect(mapper.class_).local_table.columns
    return code(mapper.local_table.name), nature, code(*columns.keys()), ""
