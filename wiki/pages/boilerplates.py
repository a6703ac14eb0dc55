"""Boilerplates: the text of a model with its fields, `{{titre}}` and those its writers chose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

#: Most fields one model asks for, and longest answer, in characters.
MOST_FIELDS = 20
ANSWER_LENGTH = 200
#: What stands where nothing was answered.
UNANSWERED = "à compléter"
#: Fields that the wiki fills in itself.
KNOWN = ("titre", "date", "auteur")

_NAME = re.compile(r"---\nname: (.+)\n---\n")
_FIELD = re.compile(r"\{\{[ \t]*([^{}\s][^{}\n]{0,99}?)[ \t]*\}\}")


@cache
def given() -> Mapping[str, str]:
    """The models that the software brings: their text by their name."""
    found = dict[str, str]()
    for path in files("wiki.pages").joinpath("data/models").iterdir():
        text = path.read_text("utf-8")
        if head := _NAME.match(text):
            found[head.group(1)] = text[head.end() :]
    return MappingProxyType(found)


def fields_of(text: str) -> tuple[str, ...]:
    """The fields that a model asks for, each once, in their order."""
    named = (_name(found.group(1)) for found in _FIELD.finditer(text))
    return tuple(dict.fromkeys(name for name in named if name not in KNOWN))[:MOST_FIELDS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A model with its fields filled in; `values` has the known ones too, by their names."""
    given = {name: _one_line(value) for name, value in values.items()}
    return _FIELD.sub(lambda found: given.get(_name(found.group(1))) or UNANSWERED, text)


def _name(written: str) -> str:
    """The name of a field; a known one whatever its case."""
    name = " ".join(written.split())
    return name.casefold() if name.casefold() in KNOWN else name


def _one_line(value: str) -> str:
    return " ".join(value.split())[:ANSWER_LENGTH]
