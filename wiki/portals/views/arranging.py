"""Arranging the blocks of a page: one button, one act, one version of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import clean_title
from wiki.kernel.submissions import base_in, new_submission, submission_in
from wiki.pages.queries import pages
from wiki.pages.queries.documents import registry
from wiki.pages.service.revise import require_edit
from wiki.pages.service.save import EditHeld
from wiki.portals import rules, service
from wiki.portals.rules import Piece
from wiki.portals.views.blueprint import blueprint
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.held import held_url
from wiki.web.language import gettext
from wiki.web.templates import answer, titled_url
from wiki.web.wording import sentence

_AT = "/<path:title>"
#: Longest text typed that is shown again.
_TYPED = 20_000


class Line(NamedTuple):
    """A block in the form: its name, what it is, what can be done to it."""

    key: str
    title: str
    what: str
    is_hidden: bool
    is_half: bool
    may_be_half: bool


@blueprint.get(_AT, endpoint="arrange_form")
def form(title: str) -> Response:
    """The blocks of a page, and what may be done to each."""
    title = _editable(title)
    return _screen(title, done=request.args.get("done", ""))


@blueprint.post(_AT, endpoint="arrange")
def arrange(title: str) -> AnyResponse:
    """Do what the button says: `up:<block>`, `hide:<block>`, `add`…"""
    title = _editable(title)
    sent = request.form
    base = base_in(sent.get("base", ""))
    given = {"submission": submission_in(sent.get("submission", "")), "place": place()}
    deed, _, key = sent.get("do", "").partition(":")
    try:
        if deed == "add":
            saved = service.add(
                current_actor(),
                title,
                base,
                (sent.get("block", ""), sent.get("title", ""), sent.get("of", "")),
                is_narrow="half" in sent,
                is_first="first" in sent,
                **given,
            )
        else:
            saved = service.arrange(current_actor(), title, base, deed, key, **given)
    except EditHeld as held:
        return redirect(held_url(held.uid, held.title), 303)
    except (Conflict, Invalid) as error:
        return _screen(title, error)
    before = [one.key for one in rules.pieces(service.text_at(title, base), registry())]
    after = rules.pieces(service.text_at(saved.page.title, saved.revision.number), registry())
    at = _place(deed, key, before, [one.key for one in after])
    url = titled_url("wiki.portals.arrange_form", saved.page.title)
    return redirect(f"{url}?done={deed}#bloc-{at + 1}", 303)


def _place(deed: str, key: str, before: Sequence[str], after: Sequence[str]) -> int:
    """Where the block that was pressed is now, so that the keyboard goes on from there."""
    if deed == "add":
        return next((at for at, one in enumerate(after) if one not in before), 0)
    if key in after:
        return after.index(key)
    return max(0, min(before.index(key), len(after) - 1)) if key in before else 0


def _editable(raw: str) -> str:
    """The title of a page whose blocks the actor may arrange. Raises `Missing`, `Refused`."""
    title = clean_title(raw)
    require(current_actor(), May.EDIT, policy())
    page = pages.find(title)
    if page is not None:
        require_edit(current_actor(), page)
        return page.title
    service.text_at(title, 0)
    return title


def _screen(title: str, error: Conflict | Invalid | None = None, done: str = "") -> Response:
    page = pages.find(title)
    base = page.head if page else 0
    found = rules.pieces(service.text_at(title, base), registry())
    sent = request.form
    field = str(error.params.get("field", "")) if error else ""
    is_gone = isinstance(error, Conflict)
    said = sentence(Conflict("portal_block_gone") if is_gone else error) if error else ""
    return answer(
        "portals/arrange.html",
        error.status if error else 200,
        title=title,
        url=titled_url("wiki.portals.arrange", title),
        base=base,
        blocks=[_line(one) for one in found],
        kinds=[("", gettext("Choisir…")), *((code, name) for code, name in _kinds().items())],
        typed={
            "block": sent.get("block", ""),
            "title": sent.get("title", "")[:_TYPED],
            "of": sent.get("of", "")[:_TYPED],
            "half": "half" in sent,
            "first": "first" in sent,
        },
        errors={field: said} if field else {},
        problem="" if field else said,
        done=_done().get(done, ""),
        submission=new_submission(),
    )


def _line(one: Piece) -> Line:
    what = _shown().get(one.shows) or (one.shows or gettext("Texte"))
    may_be_half = one.name == rules.BLOCK.name
    return Line(one.key, one.title, what, one.is_hidden, one.is_half, may_be_half)


def _done() -> dict[str, str]:
    return {
        "up": gettext("Le bloc est monté."),
        "down": gettext("Le bloc est descendu."),
        "hide": gettext("Le bloc est masqué : il reste dans le texte de la page."),
        "show": gettext("Le bloc se montre de nouveau."),
        "half": gettext("Le bloc tient sur une demi-largeur."),
        "whole": gettext("Le bloc prend toute la largeur."),
        "remove": gettext("Le bloc est retiré."),
        "add": gettext("Le bloc est ajouté."),
    }


def _kinds() -> dict[str, str]:
    """The kinds of blocks, as `offered.KINDS` has them."""
    return {
        "text": gettext("Un texte"),
        "page": gettext("Le texte d’une page"),
        "featured": gettext("Une page à la une"),
        "changes": gettext("Les dernières modifications"),
        "events": gettext("Les événements à venir"),
        "map": gettext("La carte des lieux"),
        "count": gettext("Le nombre de lieux"),
        "places": gettext("Les nouveaux lieux"),
        "word": gettext("Le mot du jour"),
        "tasks": gettext("Ce qu’il y a à faire"),
        "charters": gettext("Les chartes en cours"),
        "resources": gettext("Des ressources"),
        "query": gettext("Une liste ou un graphique"),
    }


def _shown() -> dict[str, str]:
    """What a block shows, by the directive that it holds."""
    kinds = _kinds()
    return {
        "inclure": kinds["page"],
        "à-la-une": kinds["featured"],
        "pages": gettext("Une liste de pages"),
        "agenda": kinds["events"],
        "lieux": gettext("Des lieux"),
        "graphique": gettext("Un graphique"),
        "nouveaux-lieux": kinds["places"],
        "mot-du-jour": kinds["word"],
        "à-faire": kinds["tasks"],
        "chartes": kinds["charters"],
        "ressources": kinds["resources"],
        "glossaire": gettext("Le glossaire"),
        "catégories": gettext("Les catégories de la page"),
        "note": gettext("Un encadré"),
        "figure": gettext("Une image"),
    }
