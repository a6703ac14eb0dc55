"""Three documents for the demonstration: pages of it, on paper, and a page that offers them."""

from __future__ import annotations

from wiki.demo.moments import ago
from wiki.files.models import File
from wiki.files.rules import Description
from wiki.files.service.add import Incoming, add
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.pages.queries.pages import get
from wiki.pages.service.save import Edit, save
from wiki.web.paper import Sheet, pdf
from wiki.web.rendering import rendering_of

TITLE = "Documents à emporter"
#: Days ago.
DAYS = 7
#: Title of a page, the name of its document, what is said of it.
DOCUMENTS = (
    ("Aide régionale de 2012", "aide-regionale-2012.pdf", "L’aide régionale de 2012, en bref"),
    ("Aspects juridiques", "aspects-juridiques.pdf", "Les aspects juridiques d’un tiers-lieu"),
    ("Concevoir un tiers-lieu", "concevoir-un-tiers-lieu.pdf", "Concevoir un tiers-lieu"),
)
_BODY = """Des pages de ce wiki, mises sur papier pour une réunion ou un rendez-vous : à lire ici, à
imprimer, à emporter. Chacune dit son jour ; c’est la page dont elle vient qui est tenue à jour.

{list}

:::{{document {first}}}
:titre: {title}
:::

D’autres formes : [[Aspects juridiques]], [[Concevoir un tiers-lieu]], [[Aide régionale de 2012]].
"""


def load(author: Actor) -> None:
    """Make them, and the page that offers them."""
    with ago(DAYS):
        found = [_made(author, *one) for one in DOCUMENTS]
        lines = (f"- [{file.alt}]({_address(file)})" for file in found)
        first = found[0]
        said = {"list": "\n".join(lines), "first": _address(first), "title": first.alt}
        save(author, Edit(TITLE, _BODY.format(**said), 0, summary="Trois documents"))


def _made(author: Actor, title: str, name: str, alt: str) -> File:
    page = get(title)
    day = f"{clock.now():%d/%m/%Y}"
    sheet = Sheet(page.title, "Tiers-lieux en réseau", footer=f"{page.title} – {day}")
    content = pdf(rendering_of(page).html, sheet)
    return add(author, Incoming(name, content, Description(alt), page.title))


def _address(file: File) -> str:
    return f"/files/{file.uid}/{file.name}"
