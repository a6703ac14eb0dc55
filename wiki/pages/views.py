"""Pages over HTTP."""

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from wiki.web.templates import answer

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> Response:
    return redirect(url_for(".show", title="Accueil"))


@blueprint.get("/wiki/<path:title>")
def show(title: str) -> Response:
    return answer("pages/show.html", title=title)
