"""What the kinds of sheets declare, as the tables of ``docs/reference/fiches.md``."""

from __future__ import annotations

from collections.abc import Iterator

from tools.inventory import Row, code, table
from wiki.schema import Choice, Field, Kind, core_kinds, core_units

_HEADER = ("champ", "type", "bornes", "vu par", "à revoir", "écrit ailleurs", "ce qu’il dit")
_VISIBLE = {"public": "tous", "members": "membres", "stewards": "référents"}


def sheets() -> Iterator[str]:
    """Every kind: its fields by group, then its vocabularies."""
    for kind in core_kinds().values():
        yield f"## {code(kind.code)} : {kind.labels['fr']}"
        for group in kind.groups:
            rows = [row for one in kind.fields_of(group.code) for row in _rows(one)]
            yield f"### {group.labels['fr']}\n\n{table(_HEADER, rows)}"
        yield _vocabularies(kind)


def _rows(one: Field) -> Iterator[Row]:
    yield _row(one, one.id, one)
    for column in one.fields:
        yield _row(column, f"{one.id}/{column.id}", one)


def _row(one: Field, path: str, of: Field) -> Row:
    freshness = f"{of.freshness} mois" if of.freshness and one is of else ""
    visible = _VISIBLE[of.visibility] if one is of else ""
    return code(path), _type(one), _bounds(one), visible, freshness, _mapping(one), _said(one)


def _type(one: Field) -> str:
    unit = core_units()[one.unit]["fr"] if one.unit else ""
    return f"{code(one.type)} {unit}".strip()


def _bounds(one: Field) -> str:
    said = [
        "obligatoire" if one.required else "",
        f"de {one.min:n} à {one.max:n}" if None not in (one.min, one.max) and one.min else "",
        f"au plus {one.max:n}" if one.max is not None and not one.min else "",
        f"au moins {one.min:n}" if one.min and one.max is None else "",
        f"{one.max_length} signes" if one.max_length else "",
        code(one.pattern) if one.pattern else "",
        f"si {code(one.when.field)} est {code(*one.when.codes)}" if one.when else "",
        f"distingué par {code(*one.identity)}" if one.identity else "",
    ]
    return ", ".join(filter(None, said))


def _mapping(one: Field | Choice) -> str:
    return ", ".join(code(f"{name}:{value}") for name, value in one.mapping.items())


def _said(one: Field) -> str:
    help_ = one.help.get("fr", "")
    return f"{one.labels['fr']}. {help_}".strip()


def _vocabularies(kind: Kind) -> str:
    rows = [
        row
        for one in kind.fields
        for path, field in [(one.id, one), *((f"{one.id}/{c.id}", c) for c in one.fields)]
        for row in _choices(path, field)
    ]
    header = ("choix", "unité", "écrit ailleurs", "ce qu’il dit")
    return f"### Vocabulaires de « {kind.labels['fr']} »\n\n{table(header, rows)}"


def _choices(path: str, one: Field) -> Iterator[Row]:
    for choice in one.vocabulary:
        unit = core_units()[choice.unit]["fr"] if choice.unit else ""
        said = f"{choice.labels['fr']}. {choice.help.get('fr', '')}".strip()
        yield code(f"{path} = {choice.code}"), unit, _mapping(choice), said
