"""A new page: its title, and the model it starts from; the models themselves."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, WikiError
from wiki.kernel.permissions import May, Role, require
from wiki.kernel.slugs import TITLE_LENGTH, clean_title, title_key
from wiki.pages.boilerplates import ANSWER_LENGTH, fields_of
from wiki.pages.forms import EditForm
from wiki.pages.queries import boilerplates
from wiki.pages.queries import pages as queries
from wiki.pages.rules import MODELS_PREFIX
from wiki.pages.service.save import require_title
from wiki.pages.views.begun import begun
from wiki.pages.views.blueprint import blueprint
from wiki.pages.views.edit import edit_page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence


@blueprint.get("/new")
def new_page() -> Response:
    """The title of a new page, and the models it may start from."""
    require(current_actor(), May.EDIT, policy())
    title = request.args.get("title", "")[:TITLE_LENGTH]
    model = request.args.get("model", "")[:TITLE_LENGTH].removeprefix(MODELS_PREFIX)
    named = (one.name for one in boilerplates.models() if title_key(one.name) == title_key(model))
    return _form(title, next(named, ""))


@blueprint.post("/new")
def begin_page() -> AnyResponse:
    """Ask for the fields of the model, then give the form of the page with its text begun."""
    require(current_actor(), May.EDIT, policy())
    title, name = request.form.get("title", ""), request.form.get("model", "")
    try:
        title = _free(title)
        model = boilerplates.text_of(name) if name else ""
    except WikiError as error:
        return _form(title, name, problem=error)
    fields = fields_of(model)
    answers = {field: request.form.get(f"field-{at}", "") for at, field in enumerate(fields)}
    if fields and "field-0" not in request.form:
        return _form(title, name, fields=answers)
    return edit_page(title, EditForm(begun(model, title, answers), 0), page=None)


@blueprint.get("/models")
def models() -> Response:
    """The models that new pages may start from."""
    return answer(
        "pages/models.html",
        models=boilerplates.models(),
        prefix=MODELS_PREFIX,
        help=gettext(
            "Dans son texte, {{titre}}, {{date}} et {{auteur}} se remplissent seuls ; tout autre "
            "nom entre doubles accolades sera demandé."
        ),
        may_write=current_actor().role() >= Role.MODERATOR,
    )


@blueprint.post("/models")
def new_model() -> AnyResponse:
    """Begin a model: its page is written like any other."""
    title = clean_title(MODELS_PREFIX + request.form.get("name", ""))
    if queries.find(title) is None:
        require_title(current_actor(), title)
    return redirect(page_url(title, "edit"), 303)


def _free(raw: str) -> str:
    """A title that has no page yet and that the actor may create."""
    title = clean_title(raw)
    if (taken := queries.find(title)) is not None:
        raise Conflict("title_taken", title=taken.title)
    require_title(current_actor(), title)
    return title


def _form(
    title: str,
    model: str,
    *,
    fields: Mapping[str, str] | None = None,
    problem: WikiError | None = None,
) -> Response:
    return answer(
        "pages/new.html",
        problem.status if problem else 200,
        title=title,
        model=model,
        models=boilerplates.offered(None),
        fields=fields or {},
        longest=ANSWER_LENGTH,
        problem=sentence(problem) if problem else "",
    )
