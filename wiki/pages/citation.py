"""A page, and the sources of a page, as one cites them: BibTeX and CSL-JSON, for bibliographies."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wiki.markup.document import Source
from wiki.markup.sources import date_parts

#: What BibTeX reads as a command.
_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """What is said of a revision: `address` shows it for ever, whatever the page becomes."""

    title: str
    site: str
    #: Names, those who wrote most often first; empty when nobody is named.
    authors: tuple[str, ...]
    number: int
    written: date
    address: str
    licence: str = ""


def bibtex(cited: Citation) -> str:
    """The entry `@misc` of a bibliography in LaTeX (BibTeX, Oren Patashnik, 1988)."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in cited.authors),
        "title": f"{{{_escaped(cited.title)}}}",
        "howpublished": _escaped(cited.site),
        "year": str(cited.written.year),
        "month": str(cited.written.month),
        "day": str(cited.written.day),
        "version": str(cited.number),
        "url": cited.address,
        "note": _escaped(cited.licence),
    }
    return _entry(_key(cited), fields)


def csl(cited: Citation) -> str:
    """The item that Zotero and most others read (CSL-JSON 1.0.2): a list of one."""
    item: dict[str, object] = {
        "id": _key(cited),
        "type": "webpage",
        "title": cited.title,
        "container-title": cited.site,
        "author": [{"literal": name} for name in cited.authors],
        "issued": {"date-parts": [[cited.written.year, cited.written.month, cited.written.day]]},
        "version": str(cited.number),
        "URL": cited.address,
        "license": cited.licence,
    }
    return _listed([item])


def bibtex_of_sources(sources: Iterable[Source]) -> str:
    """The sources of a page as entries `@misc`; their links are absolute."""
    return "\n\n".join(_source_entry(name, one) for name, one in _named(sources))


def _source_entry(name: str, source: Source) -> str:
    year, month, day = (*date_parts(source.date), None, None, None)[:3]
    fields = {
        "author": f"{{{_escaped(source.author)}}}" if source.author else "",
        "title": f"{{{_escaped(source.title)}}}" if source.title else "",
        "year": str(year or _escaped(source.date)),
        "month": str(month or ""),
        "day": str(day or ""),
        "url": source.link,
        "note": _escaped(source.licence),
    }
    return _entry(name, fields)


def csl_of_sources(sources: Iterable[Source]) -> str:
    """The sources of a page as a list of items."""
    return _listed(_source_item(name, one) for name, one in _named(sources))


def _source_item(name: str, source: Source) -> dict[str, object]:
    parts = date_parts(source.date)
    issued = {"date-parts": [list(parts)]} if parts else {"literal": source.date}
    return {
        "id": name,
        "type": "webpage" if source.link else "document",
        "title": source.title,
        "author": [{"literal": source.author}] if source.author else [],
        "issued": issued if source.date else {},
        "URL": source.link,
        "license": source.licence,
    }


def _named(sources: Iterable[Source]) -> Iterable[tuple[str, Source]]:
    """Each source with a name of its own: its key, else its title."""
    taken: set[str] = set()
    for source in sources:
        name = wanted = _slug(source.key or source.title) or "source"
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        yield name, source


def _entry(name: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{name},", *lines, "}"])


def _listed(items: Iterable[Mapping[str, object]]) -> str:
    kept = [{name: value for name, value in item.items() if value} for item in items]
    return json.dumps(kept, ensure_ascii=False, indent=2)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), text)


def _key(cited: Citation) -> str:
    return f"{_slug(cited.title) or 'page'}-{cited.number}"


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare)[:6])
