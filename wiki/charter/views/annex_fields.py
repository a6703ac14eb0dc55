"""What a charter asks of each place, settled by its garant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import annexes as queries
from wiki.charter.queries import charters
from wiki.charter.rules import annexes as rules
from wiki.charter.rules.annexes import Declared, Given
from wiki.charter.service import annexes as service
from wiki.charter.views import annex_words
from wiki.charter.views.blueprint import blueprint, refused, require_on
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.submissions import base_in
from wiki.schema.kinds import core_units
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/charters/<slug>/questions", endpoint="questions")
def listing(slug: str) -> Response:
    """What is asked, in order, and the form of another question."""
    charter = charters.by_slug(slug)
    require_on(charter)
    return _screen(charter, Given(""))


@blueprint.post("/charters/<slug>/questions")
def add_question(slug: str) -> AnyResponse:
    """Ask for something more."""
    return _kept(slug, "")


@blueprint.get("/charters/<slug>/questions/<field>", endpoint="question")
def one(slug: str, field: str) -> Response:
    """One question, to be changed."""
    charter = charters.by_slug(slug)
    require_on(charter)
    asked = _asked(charter, field)
    given = Given(
        asked["labels"]["fr"],
        asked["type"],
        asked.get("help", {}).get("fr", ""),
        asked.get("unit", ""),
        "\n".join(rules.choices_of(asked)),
        asked["required"],
        tuple(asked["articles"]),
    )
    return _screen(charter, given, field)


@blueprint.post("/charters/<slug>/questions/<field>")
def change_question(slug: str, field: str) -> AnyResponse:
    """Change it."""
    return _kept(slug, field)


@blueprint.post("/charters/<slug>/questions/<field>/move")
def move_question(slug: str, field: str) -> AnyResponse:
    """Ask it earlier, or later."""
    is_up = request.form.get("to") == "up"
    return _done(slug, lambda: service.move(current_actor(), slug, field, is_up=is_up))


@blueprint.post("/charters/<slug>/questions/<field>/remove")
def remove_question(slug: str, field: str) -> AnyResponse:
    """Ask it no more."""
    return _done(slug, lambda: service.remove(current_actor(), slug, field))


def _done(slug: str, act: Callable[[], object]) -> AnyResponse:
    charter = charters.by_slug(slug)
    require_on(charter)
    if error := refused(act):
        return _screen(charter, Given(""), error=error)
    return redirect(url_for(".questions", slug=slug), 303)


def _kept(slug: str, field: str) -> AnyResponse:
    charter = charters.by_slug(slug)
    require_on(charter)
    given = _typed()

    def act() -> None:
        base = base_in(request.form.get("base", "0"))
        service.settle(current_actor(), slug, base, given, field)

    if error := refused(act):
        if field:
            given = replace(given, type=_asked(charter, field)["type"])
        return _screen(charter, given, field, error)
    return redirect(url_for(".questions", slug=slug), 303)


def _typed() -> Given:
    said = {
        name: request.form.get(name, "")[:10_000].replace("\x00", "")
        for name in ("label", "type", "help", "unit", "choices")
    }
    articles = tuple(one[:50] for one in request.form.getlist("articles")[:500])
    return Given(**said, is_needed="is_needed" in request.form, articles=articles)


def _asked(charter: Charter, field: str) -> Declared:
    for asked in queries.fields(charter.id):
        if asked["id"] == field:
            return asked
    raise Missing("annex_field_gone")


def _screen(
    charter: Charter, given: Given, field: str = "", error: WikiError | None = None
) -> Response:
    known, types = annex_words.articles(charter), annex_words.types()
    last = queries.last_form(charter.id)
    gone = [one for one in given.articles if one not in known]
    named = str(error.params.get("field", "")) if error else ""
    said = sentence(error) if error else ""
    return answer(
        "charter/question.html" if field else "charter/questions.html",
        error.status if error else 200,
        charter=charter,
        field=field,
        fields=[
            (asked, types[asked["type"]], annex_words.named(asked["articles"], known))
            for asked in queries.fields(charter.id)
        ],
        form=asdict(given),
        base=last.number if last else 0,
        types=types,
        units=[("", "")] + [(code, in_language(labels)) for code, labels in core_units().items()],
        articles=[*known.values(), *annex_words.named(gone, known)],
        errors={named: said} if named else {},
        problem="" if named else said,
    )
