"""A revision of a page as one cites it: BibTeX and CSL-JSON, which bibliography programs read."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

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
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(cited)},", *lines, "}"])


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
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), text)


def _key(cited: Citation) -> str:
    letters = unicodedata.normalize("NFKD", cited.title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", bare)
    return f"{'-'.join(words[:6]) or 'page'}-{cited.number}"
