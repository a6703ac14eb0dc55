"""The text that a page begins with, from a model."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from wiki.kernel import clock
from wiki.kernel.slugs import TITLE_LENGTH, title_key
from wiki.pages.boilerplates import filled
from wiki.pages.queries.boilerplates import text_of
from wiki.pages.rules import MODELS_PREFIX
from wiki.web.actors import current_actor
from wiki.web.filters import day


def begun(model: str, title: str, answers: Mapping[str, str]) -> str:
    """The text of a model for the page of this title, with what was answered."""
    known = {"titre": title.rpartition("/")[2], "date": day(clock.now())}
    return filled(model, {**known, "auteur": current_actor().name, **answers})


def asked_for(title: str) -> str:
    """The text of the model that the address names, "" when it names none.

    A page that is a model begins with it as it is. Raises `Missing`.
    """
    name = request.args.get("model", "")[:TITLE_LENGTH]
    if not name:
        return ""
    text = text_of(name)
    return text if title_key(title).startswith(title_key(MODELS_PREFIX)) else begun(text, title, {})
