"""The messages of the interface and their English: gathers them, merges them, says what is missing.

``python -m tools.translations`` brings ``wiki/web/translations/en.po`` up to date and lists what is
still in French only. Messages are French in templates and code; sentences that the code keeps in
tables (errors, rights, settings, menus) are gathered from those tables.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from wiki.extension import SUBJECTS
from wiki.kernel.permissions import May

REPO = Path(__file__).resolve().parent.parent
PO = REPO / "wiki/web/translations/en.po"
#: A message: its French, or its two forms.
Message = str | tuple[str, str]

_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_JINJA = {"extensions": "jinja2.ext.do", "trim_blocks": "true", "lstrip_blocks": "true"}
#: Tables of sentences, as `module:name`: mappings to a sentence, or sequences of words.
_TABLES = (
    "wiki.web.wording:SENTENCES",
    "wiki.web.wording:_TITLES",
    "wiki.web.filters:_UNITS",
    "wiki.web.api:_FAULTS",
    "wiki.admin.views.journal:ACTIONS",
    "wiki.pages.tags:MEANINGS",
    "wiki.pages.tags:NAMES",
    "wiki.places.views.directory:ORDER_NAMES",
    "wiki.places.views.forms_given:_LACKING",
    "wiki.search.forms:FACETS",
    "wiki.search.forms:SINCE_NAMES",
    "wiki.web.sheet_problems:SENTENCES",
)
_VALUES = re.compile(r"%(?:\((\w+)\))?[a-zA-Z%]")


def messages() -> set[Message]:
    """Every message of templates, code and tables."""
    return {
        message
        for found in (_in_templates(), _in_code(), _in_tables(), _declared())
        for message in found
        if message
    }


def _in_templates() -> Iterator[Message]:
    for path in sorted((REPO / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".atom"):
            with path.open("rb") as file:
                for _line, name, found, _comments in babel_extract(
                    file, list(_KEYWORDS), (), _JINJA
                ):
                    yield _message(name, found)


def _in_code() -> Iterator[Message]:
    for path in sorted((REPO / "wiki").rglob("*.py")):
        with path.open("rb") as file:
            for _line, name, found, _comments in extract_python(file, _KEYWORDS, (), {}):
                yield _message(name, found)


def _message(function: object, found: object) -> Message:
    """The message of a call: its first argument, both forms for `ngettext`; "" when not a text."""
    words = [str(word or "") for word in (found if isinstance(found, (tuple, list)) else [found])]
    if function == "ngettext" and len(words) > 1 and words[0] and words[1]:
        return (words[0], words[1])
    return words[0]


def _in_tables() -> Iterator[Message]:
    named = [f"wiki.{one.name}.{one.wording}" for one in SUBJECTS if one.wording]
    for reference in (*_TABLES, *named):
        module, _, name = reference.partition(":")
        table = getattr(import_module(module), name)
        yield from table.values() if isinstance(table, dict) else table


def _declared() -> Iterator[Message]:
    yield from (right.sentence for right in May)
    for subject in SUBJECTS:
        for entry in subject.menu:
            yield from (entry.label, entry.group, entry.says)
        yield from (work.label for work in subject.jobs.values())
        for setting in subject.settings:
            yield from (setting.label, setting.help, setting.group)
            yield from (label for _code, label in setting.choices)
    yield from (kind.label for kind in import_module("wiki.search.document").KINDS.values())


def catalogue() -> Catalog:
    """The English as it is written now."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def merged(known: Catalog, wanted: set[Message]) -> Catalog:
    """`known` with what is new, without what is gone; sorted."""
    made = Catalog(locale="en")
    for message in sorted(wanted, key=lambda one: one if isinstance(one, str) else one[0]):
        old = known.get(message) or known.get(message[0])
        kept = old.string if old and isinstance(old.id, str) == isinstance(message, str) else ""
        made.add(message, kept)
    return made


def faults(known: Catalog, wanted: set[Message]) -> list[str]:
    """One sentence for each message without its English, or whose English has other values."""
    found = []
    for message in sorted(wanted, key=str):
        entry = known.get(message)
        forms = _forms(entry.string) if entry else ()
        if not forms or not all(forms):
            found.append(f"sans anglais : {message}")
        elif _values(forms) != _values(_forms(message)):
            found.append(f"autres valeurs que le français : {message}")
    return found


def _forms(message: object) -> tuple[str, ...]:
    return tuple(map(str, message)) if isinstance(message, (tuple, list)) else (str(message or ""),)


def _values(forms: tuple[str, ...]) -> set[str]:
    return {name for form in forms for name in _VALUES.findall(form) if name}


def main() -> int:
    """Merges, writes, and prints what is missing; returns 1 when something is."""
    wanted = messages()
    known = merged(catalogue() if PO.exists() else Catalog(locale="en"), wanted)
    written = io.BytesIO()
    write_po(written, known, width=100, omit_header=True)
    PO.write_bytes(written.getvalue())
    found = faults(known, wanted)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
