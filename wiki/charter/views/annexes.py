"""What each place says of itself under a charter: read by all, written by who speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Annex, Charter
from wiki.charter.queries import annexes as queries
from wiki.charter.queries import charters, signatures
from wiki.charter.rules.annexes import Form
from wiki.charter.service import annexes as service
from wiki.charter.views import annex_words, words
from wiki.charter.views.blueprint import blueprint, may_on
from wiki.kernel.errors import Conflict, Missing, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import base_in
from wiki.members.queries import names
from wiki.pages.models import Page
from wiki.schema.submitted import form_of, submitted
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.contradicted import contradicted
from wiki.web.language import in_language
from wiki.web.sheet_inputs import Inputs
from wiki.web.sheet_problems import sentences
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: Most fields of a form that are read.
_MOST = 1_000


@blueprint.get("/charters/<slug>/annexes", endpoint="annexes")
def overview(slug: str) -> Response:
    """What each place has answered, and what of the text is put into practice where."""
    charter = charters.by_slug(slug)
    form, found = queries.form(charter.id), queries.answered(charter)
    known = annex_words.articles(charter)
    lacking = queries.lacking(form, found)
    mine = signatures.spoken_for(charter, current_actor().member_id)
    return answer(
        "charter/annexes.html",
        charter=charter,
        form=form,
        rows=[(one, form.percent(one.sheet), form.missing(one.sheet)) for one in found]
        if form
        else [],
        articles=[
            (annex_words.named([one], known)[0], len(found) - len(without), without)
            for one, without in sorted(lacking.items(), key=lambda item: _rank(item[0], known))
        ],
        mine=[one.place for one in mine],
        keeps=may_on(charter),
    )


def _rank(article: str, known: Mapping[str, object]) -> int:
    """Articles as they come in the text; those that are gone last."""
    return list(known).index(article) if article in known else len(known)


@blueprint.get("/charters/<slug>/annexes/<uid>", endpoint="annex")
def show(slug: str, uid: str) -> Response:
    """What a place says, today or at the time of a number."""
    charter, place, annex = _asked(slug, uid)
    form = queries.form(charter.id, annex.form if annex else None)
    history = queries.history(charter.id, place.id)
    before = next((one for one in history if annex and one.number == annex.number - 1), None)
    sheet = queries.said(annex)
    asked = queries.form(charter.id)
    return answer(
        "charter/annex.html",
        charter=charter,
        place=place,
        annex=annex,
        answers=annex_words.answers(form, sheet, annex_words.articles(charter)) if form else [],
        percent=asked.percent(sheet) if asked else 0,
        missing=[in_language(one.labels) for one in asked.missing(sheet)] if asked else [],
        history=history,
        changes=annex_words.differences(form, queries.said(before), sheet)
        if form and before
        else [],
        names=names({one.member_id for one in history if one.member_id is not None}),
        speaks=place.id in _spoken(charter),
        is_last=not history or annex == history[0],
        standing=words.standings()[signatures.standing_of(charter, place).state],
    )


@blueprint.get("/charters/<slug>/annexes/<uid>/text.json", endpoint="annex_json")
def exact(slug: str, uid: str) -> Response:
    """What its hash is of, octet for octet."""
    _, _, annex = _asked(slug, uid)
    if annex is None:
        raise Missing("annex_missing")
    response = Response(annex.text.encode(), content_type="application/json; charset=utf-8")
    response.headers["ETag"] = f'"{annex.hash}"'
    return response


def _asked(slug: str, uid: str) -> tuple[Charter, Page, Annex | None]:
    """The charter, the place and its annex that the address names: the last one, or a number."""
    charter = charters.by_slug(slug)
    place = queries.place(charter, uid)
    number = request.args.get("n", "")
    if number:
        return charter, place, queries.numbered(charter.id, place.id, base_in(number))
    return charter, place, queries.head(charter.id, place.id)


def _spoken(charter: Charter) -> set[int]:
    """The places for which who reads speaks."""
    found = signatures.spoken_for(charter, current_actor().member_id)
    return {one.place.id for one in found}


@blueprint.get("/charters/<slug>/annexes/<uid>/edit", endpoint="annex_form")
def edit(slug: str, uid: str) -> Response:
    """The form of a place."""
    charter, place, form = _mine(slug, uid)
    head = queries.head(charter.id, place.id)
    texts = form_of(form.kind, queries.said(head))
    return _form(charter, place, form, texts, head.number if head else 0)


@blueprint.post("/charters/<slug>/annexes/<uid>/edit")
def write_annex(slug: str, uid: str) -> AnyResponse:
    """Keep what was answered."""
    charter, place, form = _mine(slug, uid)
    texts = {name: request.form.getlist(name) for name in list(request.form)[:_MOST]}
    base = 0
    try:
        base = base_in(request.form.get("base", "0"))
        service.write(current_actor(), slug, place.uid, base, submitted(form.kind, texts))
    except service.AnnexInvalid as error:
        return _form(charter, place, form, texts, base, error, sentences(error.problems))
    except service.AnnexConflict as error:
        return _form(charter, place, form, texts, error.head, error)
    except Refused:
        raise
    except WikiError as error:
        return _form(charter, place, form, texts, base, error)
    return redirect(url_for(".annex", slug=slug, uid=place.uid), 303)


def _mine(slug: str, uid: str) -> tuple[Charter, Page, Form]:
    """The charter, a place for which who asks speaks, and what it is asked."""
    require(current_actor(), May.DISCUSS, policy())
    charter = charters.by_slug(slug)
    place = queries.place(charter, uid)
    if place.id not in _spoken(charter):
        raise Refused("signature_mandate")
    form = queries.form(charter.id)
    if form is None:
        raise Conflict("annex_nothing_asked")
    return charter, place, form


def _form(
    charter: Charter,
    place: Page,
    form: Form,
    texts: Mapping[str, Sequence[str]],
    base: int,
    error: WikiError | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    wrong = wrong or {}
    inputs = Inputs(form.kind, form.fields, texts, wrong, is_open=True)
    known = annex_words.articles(charter)
    merge = error.merge if isinstance(error, service.AnnexConflict) else None
    labels = {one.id: in_language(one.labels) for one in form.fields}
    response = answer(
        "charter/annex_form.html",
        error.status if error else 200,
        charter=charter,
        place=place,
        inputs=[
            (one, one.away in form.needed, annex_words.named(form.articles[one.away], known))
            for section in inputs.sections()
            for one in section.inputs
        ],
        base=base,
        conflicts=[contradicted(form.kind, one) for one in merge.conflicts] if merge else [],
        errors={name: f"{labels.get(name, name)} : {said}" for name, said in wrong.items()},
        problem=sentence(error) if error and not wrong and merge is None else "",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
