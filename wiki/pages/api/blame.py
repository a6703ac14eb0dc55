"""Who wrote each word of a page, over the API."""

from __future__ import annotations

from wiki.merge.attribution import counted
from wiki.pages.api import shapes
from wiki.pages.api.blueprint import blueprint
from wiki.pages.queries.blame import Origin, contributors, origins
from wiki.pages.service.blame import blame
from wiki.pages.views.blueprint import page_at
from wiki.web import api
from wiki.web.api_schema import component, flag, integer, list_of, maybe, record, text
from wiki.web.api_shapes import NOBODY, person

_SHARE = record(
    {
        "revision": integer("Version qui l’a écrit.", 1),
        "author": {**NOBODY, "description": "Qui l’a écrit ; null pour un visiteur."},
        "text": text("Morceau du texte."),
    }
)
_CONTRIBUTOR = record(
    {
        "uid": maybe(text("Identifiant ; null pour un visiteur.")),
        "name": maybe(text("Nom ; null pour un visiteur.")),
        "words": integer("Mots encore dans la page."),
        "share": {"type": "number", "minimum": 0, "maximum": 1, "description": "Sa part."},
    }
)
BLAME = component(
    "Blame",
    record(
        {
            "number": integer("Version dont les mots sont attribués.", 1),
            "is_whole": flag("Faux tant que l’histoire n’est pas toute lue : redemandez."),
            "lines": list_of(list_of(_SHARE), "Chaque ligne du texte, morceau par morceau."),
            "revisions": list_of(shapes.REVISION, "Les versions qui ont laissé quelque chose."),
            "contributors": list_of(_CONTRIBUTOR, "Qui a écrit ce qui reste, le plus d’abord."),
        }
    ),
)


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/blame",
    "Savoir qui a écrit chaque mot d’une page",
    answers={200: BLAME},
)
def who_wrote(title: str) -> api.Answer:
    """The text of a page by who wrote it, and the revisions that it comes from."""
    page = page_at(title)
    told = blame(page)
    lines = told.attribution.shares()
    words = counted(lines)
    written = origins(page, {share.revision for line in lines for share in line})
    revisions = {one.line.number: one.line for one in written.values()}
    return {
        "number": told.revision,
        "is_whole": told.is_whole,
        "lines": [[_share(written[one], words_) for one, words_ in line] for line in lines],
        "revisions": [shapes.revision(line) for _, line in sorted(revisions.items())],
        "contributors": [
            {"uid": one.uid, "name": one.name, "words": one.words, "share": round(one.share, 4)}
            for one in contributors(written, words)
        ],
    }


def _share(origin: Origin, written: str) -> dict[str, object]:
    return {
        "revision": origin.line.number,
        "author": person(origin.uid, origin.name),
        "text": written,
    }
