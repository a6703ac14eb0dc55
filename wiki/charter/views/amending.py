"""The forms in which an amendment is written: on a copy of the article, with what changed since."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import amendments as rules
from wiki.charter.rules.amendments import State, Step
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.operations import Asked, Kind, Operation, Text, found
from wiki.charter.rules.rebase import Rebased, Verdict
from wiki.charter.service import amendments as service
from wiki.charter.service import of_articles
from wiki.charter.views import amendment_words as words
from wiki.charter.views import writing
from wiki.charter.views.amendment_texts import said
from wiki.charter.views.blueprint import blueprint
from wiki.kernel import clock
from wiki.kernel.errors import Conflict, Missing, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.pages.models import Page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.differences import marked
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence

FIELDS = ("kind", "block", "title", "text", "after", "why", "base")


@blueprint.get("/charters/<slug>/amendments/new", endpoint="new_amendment")
def new_form(slug: str) -> Response:
    """The form of a new one: which article, what is asked of it, then in which words."""
    charter = _open(slug)
    page = charters.draft_page(charter)
    text, block = queries.draft(page), request.args.get("block", "")
    kind = request.args.get("kind", "")
    held = found(text, block)
    if held is None or kind not in words.kinds():
        return _choice(charter, text, block if held else "", kind)
    form = dict.fromkeys(FIELDS, "") | {"kind": kind, "block": block, "base": str(page.head)}
    left = None
    if kind == Kind.MODIFY:
        form |= {"title": held.title, "text": held.text}
        left = of_articles.left(page.uid, block)
        if left is not None and "left" in request.args:
            form |= {"title": left.title, "text": left.text}
    return _form(charter, page, form, left=left)


def _choice(charter: Charter, text: Text, block: str, kind: str) -> Response:
    names = words.names_of(text)
    return answer(
        "charter/amendment_new.html",
        charter=charter,
        blocks=list(names.items()),
        block=block,
        kinds=[(code, *said_) for code, said_ in words.kinds().items()],
        kind=kind or Kind.MODIFY,
    )


@blueprint.post("/charters/<slug>/amendments/new", endpoint="begin_amendment")
def begin(slug: str) -> AnyResponse:
    """Table it, or keep it as a draft."""
    charter = _open(slug)
    if writing.is_preview():
        return _form(charter, charters.draft_page(charter), sent())
    is_tabled = request.form.get("do") != "keep"
    try:
        made = service.begin(current_actor(), slug, given(), is_tabled=is_tabled)
    except Refused:
        raise
    except WikiError as error:
        if request.form.get("kind") not in set(Kind):
            raise
        return _form(charter, charters.draft_page(charter), sent(), error)
    address = url_for(".amendment", slug=slug, number=made.number, saved=_begun(sent()))
    return redirect(address, 303)


def _begun(form: Mapping[str, str]) -> str:
    """What the browser calls the text of a new amendment, which it keeps until it is saved."""
    return f"{form['kind']}.{form['block']}"


@blueprint.get("/charters/<slug>/amendments/<int:number>/write", endpoint="write_amendment")
def write_form(slug: str, number: int) -> Response:
    """An amendment, to be worded anew, on the text as it is now."""
    charter, held = _mine(slug, number)
    page = charters.draft_page(charter)
    wording, became = held.wording, queries.now(page, held)
    operation = became.operation or held.operation
    about = wording.after if wording.kind == Kind.ADD_AFTER else wording.block
    form = {
        "kind": wording.kind,
        "block": operation.after if wording.kind == Kind.ADD_AFTER else about,
        "title": operation.title,
        "text": operation.text,
        "after": operation.after,
        "why": wording.why,
        "base": str(page.head),
    }
    return _form(charter, page, form, held=held, became=became)


@blueprint.post("/charters/<slug>/amendments/<int:number>/write", endpoint="rewrite_amendment")
def write(slug: str, number: int) -> AnyResponse:
    """Keep what it says now."""
    charter, held = _mine(slug, number)
    service.check_kind(held, given())
    if writing.is_preview():
        return _again(charter, held)
    act = service.confirm if held.amendment.state == State.TO_UPDATE else service.revise
    try:
        act(current_actor(), slug, number, given())
    except Refused:
        raise
    except WikiError as error:
        return _again(charter, held, error)
    return redirect(url_for(".amendment", slug=slug, number=number, saved=1), 303)


def _again(charter: Charter, held: Held, error: WikiError | None = None) -> Response:
    """The form with what was sent."""
    page = charters.draft_page(charter)
    return _form(charter, page, sent(), error, held=held, became=queries.now(page, held))


def _open(slug: str) -> Charter:
    """A charter that takes amendments of who asks. Raises `Conflict`, `Refused`."""
    charter = charters.by_slug(slug)
    require(current_actor(), May.AMEND, policy(), service.scope(charter))
    version = charters.under_way(charter.id)
    if version is None:
        raise Conflict("amendment_not_now")
    today = clock.now().date().isoformat()
    rules.check_tabling(version.state, version.calendar.get("amendments_until", ""), today)
    return charter


def _mine(slug: str, number: int) -> tuple[Charter, Held]:
    """An amendment that who asks may word anew. Raises `Conflict`, `Refused`."""
    charter = charters.by_slug(slug)
    held = queries.numbered(charter.id, number)
    state = State(held.amendment.state)
    roles = service.roles_of(current_actor(), charter, held.amendment)
    step = Step.CONFIRM if state is State.TO_UPDATE else Step.REVISE
    rules.moved(state, step, roles)
    return charter, held


def sent() -> dict[str, str]:
    """What the form of an amendment sends, to be shown again."""
    return {name: request.form.get(name, "").replace("\x00", "\ufffd") for name in FIELDS}


def given() -> service.Given:
    """The same, to be acted on."""
    form = {name: request.form.get(name, "") for name in FIELDS}
    base = form["base"]
    asked = Asked(form["kind"], form["block"], form["title"], form["text"], form["after"])
    is_number = base.isascii() and base.isdigit() and len(base) < 9
    return service.Given(asked, int(base) if is_number else 0, form["why"])


def _form(
    charter: Charter,
    page: Page,
    form: Mapping[str, str],
    error: WikiError | None = None,
    held: Held | None = None,
    became: Rebased | None = None,
    left: of_articles.Left | None = None,
) -> Response:
    text = queries.draft(page)
    names = words.names_of(text)
    field = str(error.params.get("field") or "text") if error else ""
    block = found(text, form["block"])
    if block is None and held is None:
        raise Missing("amendment_block_gone", block=form["block"])
    is_placed = form["kind"] == Kind.MOVE
    return writing.show(
        charter,
        form,
        error.status if error else 200,
        part="" if held else _begun(form),
        left=left,
        held=held,
        title=words.title_of(held) if held else "",
        name=names.get(form["block"], ""),
        kind=form["kind"],
        kinds=words.kinds(),
        has_title=bool(block and block.level) or form["kind"] == Kind.ADD_AFTER,
        places=_places(text, names, form["block"]) if is_placed else [],
        anchors=list(names.items()) if held and form["kind"] == Kind.ADD_AFTER else [],
        compared=_compared(page, text, held, became),
        button="",
        errors={field: sentence(error)} if error else {},
    )


def _places(text: Text, names: Mapping[str, str], block: str) -> list[tuple[str, str]]:
    return [(one.id, names[one.id]) for one in text if one.id != block]


def asked_of(before: Block | None, operation: Operation) -> Block | None:
    """A block as an amendment would have it."""
    if operation.kind in (Kind.MODIFY, Kind.RENAME) and before:
        words_ = operation.text if operation.kind is Kind.MODIFY else before.text
        return Block(before.id, before.level, operation.title, words_)
    if operation.kind is Kind.ADD_AFTER:
        return Block(operation.block, operation.level, operation.title, operation.text)
    return before


def _compared(
    page: Page, text: Text, held: Held | None, became: Rebased | None
) -> dict[str, object] | None:
    """What it was written on, what the text says now and what it asked, when they part."""
    if held is None or became is None or became.verdict is Verdict.CLEAN:
        return None
    operation, base = held.operation, queries.draft_at(page, held.wording.base)
    before, now = found(base, operation.block), found(text, operation.block)
    asked = asked_of(before, operation)
    return {
        "tone": "warning",
        "told": gettext(
            "Depuis qu’il a été écrit, le texte a changé : cet amendement %(verdict)s. Rien n’a "
            "été écrasé. Lisez les trois textes, puis dites ce que vous proposez maintenant.",
            verdict=words.verdicts()[became.verdict],
        ),
        "heads": (
            gettext("Le texte d’avant"),
            gettext("Le texte actuel"),
            gettext("Ce que vous demandiez"),
        ),
        "base": said(before),
        "now": marked(said(before), said(now)) if now else "",
        "mine": marked(said(before), said(asked)),
    }
