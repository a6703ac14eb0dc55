"""Two amendments in one wording: the form of the author who words it for the other to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from flask import Response, redirect, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.queries import combining as queries_of
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import combining as rules
from wiki.charter.rules.amendments import State, Who
from wiki.charter.rules.operations import Kind, Operation, Text, found
from wiki.charter.rules.rebase import Verdict
from wiki.charter.service import combining as service
from wiki.charter.views import amendment_words as words
from wiki.charter.views import writing
from wiki.charter.views.amending import FIELDS, asked_of, given, sent
from wiki.charter.views.amendment_texts import said
from wiki.charter.views.blueprint import blueprint, refused, require_on
from wiki.kernel.errors import Conflict, Missing, Refused, WikiError
from wiki.kernel.permissions import May
from wiki.members.queries import names
from wiki.web.actors import current_actor
from wiki.web.differences import marked
from wiki.web.language import gettext
from wiki.web.wording import sentence

_AT = "/charters/<slug>/amendments/<int:number>/combine/<int:rival>"
#: The charter and its draft, both amendments, and what each asks of it.
_Asked = tuple[Charter, Text, tuple[Held, Held], tuple[Operation, Operation]]


class Combined(NamedTuple):
    """What is told on an amendment of those that it combines, or that would combine it."""

    #: The numbers of the two, for one that combines them; the name of who wrote the other.
    sources: Sequence[int]
    partner: str
    is_signed: bool
    #: Whether who reads is to sign it.
    to_sign: bool
    #: The numbers of those that wait to be signed in its place, and with which it may be combined.
    waiting: Sequence[int]
    offered: Sequence[int]


def told(charter: Charter, held: Held, roles: frozenset[Who], rivals: Sequence[Held]) -> Combined:
    """The same, for who reads; `rivals` change the same words."""
    amendment = held.amendment
    both = queries_of.sources(amendment.id)
    partner = queries_of.partner(amendment) if both else None
    return Combined(
        [one.amendment.number for one in both],
        names({partner}).get(partner, "") if partner is not None else "",
        amendment.state not in (State.DRAFT, State.WITHDRAWN),
        Who.PARTNER in roles,
        queries_of.made_of(amendment.id),
        _offered(charter, held, rivals) if Who.AUTHOR in roles else (),
    )


def _offered(charter: Charter, held: Held, rivals: Sequence[Held]) -> list[int]:
    page, amendment = charters.draft_page(charter), held.amendment
    text, asked = queries.draft(page), queries.on_draft(page, rivals)
    waiting = set(queries_of.made_of(amendment.id))
    found = []
    for one in rivals:
        other = one.amendment
        if other.author_id in (None, amendment.author_id) or amendment.number not in asked:
            continue
        if waiting and waiting & set(queries_of.made_of(other.id)):
            continue
        begin = partial(rules.offered, text, asked[amendment.number], asked[other.number])
        if refused(begin) is None:
            found.append(other.number)
    return found


@blueprint.get(_AT, endpoint="amendment_combining")
def form_of(slug: str, number: int, rival: int) -> Response:
    """The form of a wording of both, which begins with what can be kept of the two."""
    asked = charter, text, both, operations = _asked(slug, number, rival)
    begun, _ = rules.offered(text, *operations)
    form = dict.fromkeys(FIELDS, "") | {
        "kind": begun.kind,
        "block": begun.after if begun.kind is Kind.ADD_AFTER else begun.block,
        "title": begun.title,
        "text": begun.text,
        "why": "\n".join(dict.fromkeys(one.wording.why for one in both)),
        "base": str(charters.draft_page(charter).head),
    }
    return _form(asked, form)


@blueprint.post(_AT, endpoint="combine_amendments")
def combine(slug: str, number: int, rival: int) -> AnyResponse:
    """Propose it to the author of the other one."""
    if writing.is_preview():
        return _form(_asked(slug, number, rival), sent())
    try:
        made = service.propose(current_actor(), slug, number, rival, given())
    except (Missing, Refused):
        raise
    except WikiError as error:
        return _again(slug, number, rival, error)
    begun = _begun(number, rival)
    return redirect(url_for(".amendment", slug=slug, number=made.number, saved=begun), 303)


def _begun(one: int, other: int) -> str:
    """What the browser calls the text, which it keeps until it is saved."""
    return f"{one}.{other}.both"


def _again(slug: str, number: int, other: int, error: WikiError) -> Response:
    """The form, with what was typed; where the two can be combined no more, alone."""
    try:
        return _form(_asked(slug, number, other), sent(), error)
    except Conflict:
        return _answer(charters.by_slug(slug), (number, other), sent(), error=error)


def _asked(slug: str, number: int, other: int) -> _Asked:
    """What the address names. Raises `Conflict`, `Refused` when the two cannot be combined."""
    charter = charters.by_slug(slug)
    require_on(charter, May.AMEND)
    both = (queries.numbered(charter.id, number), queries.numbered(charter.id, other))
    service.check(current_actor(), charter, *both)
    page = charters.draft_page(charter)
    asked = queries.on_draft(page, both)
    return charter, queries.draft(page), both, (asked[number], asked[other])


def _form(asked: _Asked, form: Mapping[str, str], error: WikiError | None = None) -> Response:
    charter, text, both, operations = asked
    begun, verdict = rules.offered(text, *operations)
    before = found(text, begun.block)
    one, other = (marked(said(before), said(asked_of(before, each))) for each in operations)
    compared = {
        "tone": "info",
        "told": _told(verdict),
        "heads": (gettext("Le texte actuel"), *map(words.title_of, both)),
        "base": said(before),
        "now": one,
        "mine": other,
    }
    numbers = (both[0].amendment.number, both[1].amendment.number)
    has_title = bool(before and before.level) or begun.kind is Kind.ADD_AFTER
    return _answer(charter, numbers, form, compared, error, has_title=has_title)


def _answer(
    charter: Charter,
    numbers: tuple[int, int],
    form: Mapping[str, str],
    compared: Mapping[str, object] | None = None,
    error: WikiError | None = None,
    *,
    has_title: bool = True,
) -> Response:
    text = queries.draft(charters.draft_page(charter))
    field = str(error.params.get("field") or "text") if error else ""
    one, other = numbers
    return writing.show(
        charter,
        form,
        error.status if error else 200,
        part=_begun(one, other),
        held=None,
        left=None,
        title=gettext("Réunir les amendements n° %(one)s et n° %(other)s", one=one, other=other),
        name=words.names_of(text).get(form["block"], ""),
        kind=Kind.ADD_AFTER if form["kind"] == Kind.ADD_AFTER else Kind.MODIFY,
        kinds=words.kinds(),
        has_title=has_title,
        places=[],
        anchors=[],
        compared=compared,
        button=gettext("Proposer à l’autre auteur"),
        errors={field: sentence(error)} if error else {},
    )


def _told(verdict: Verdict) -> str:
    """What the form begins with, and what becomes of what it sends."""
    if verdict is Verdict.CONFLICT:
        begun = gettext("Ils changent les mêmes mots : le formulaire commence par les vôtres.")
    else:
        begun = gettext("Le formulaire commence par une rédaction qui garde les deux.")
    then = gettext(
        "Écrivez ce que vous pouvez signer tous les deux. Signée, cette rédaction remplace les "
        "deux amendements, qui restent lisibles ; refusée, elle ne change rien."
    )
    return f"{begun} {then}"
