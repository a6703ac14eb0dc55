"""The models that new pages may start from: pages, and those that the software brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import begins, reading
from wiki.kernel.errors import Missing
from wiki.kernel.slugs import title_key
from wiki.language.folding import sort_key
from wiki.pages.boilerplates import given
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import body, find
from wiki.pages.rules import MODELS_PREFIX

#: Most models shown.
MOST_MODELS = 100


class Model(NamedTuple):
    """A model: its name, the title of its page ("" for one that the software brings).

    `kind` is that of the sheets of the pages it is for, the one of its name; "" for any page.
    """

    name: str
    title: str
    kind: str


def models() -> Sequence[Model]:
    """Every model by name; a page takes the place of what the software brings."""
    query = sa.select(Page.title).where(
        Page.deleted_at.is_(None),
        begins(Page.key, title_key(MODELS_PREFIX)),
    )
    titles = reading().scalars(query.order_by(Page.key).limit(MOST_MODELS)).all()
    found = {title_key(title): (title[len(MODELS_PREFIX) :], title) for title in titles}
    for name in given():
        found.setdefault(title_key(MODELS_PREFIX + name), (name, ""))
    of_kinds = {title_key(kind.labels["fr"]): code for code, kind in kinds().items()}
    return [
        Model(name, title, of_kinds.get(title_key(name), ""))
        for _, (name, title) in sorted(found.items(), key=lambda one: sort_key(one[0]))
    ]


def text_of(name: str) -> str:
    """What the model of that name says. Raises `Missing`."""
    page = find(MODELS_PREFIX + name)
    if page is not None:
        return body(page)
    for one, text in given().items():
        if title_key(one) == title_key(name):
            return text
    raise Missing("model_missing", name=name)


def offered(kind: str | None) -> list[str]:
    """The models for a page of this kind of sheet, of no kind for one without: their names."""
    known = models()
    own = [one.name for one in known if kind and one.kind == kind]
    return own or [one.name for one in known if one.title or not one.kind]
