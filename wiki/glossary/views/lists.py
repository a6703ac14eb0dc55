"""The list of the words, and what waits in it for somebody."""

from __future__ import annotations

from flask import Response, request

from wiki.glossary.queries import lists as queries
from wiki.glossary.rules import KIND
from wiki.glossary.views.blueprint import blueprint
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import LONGEST_READ
from wiki.pages.queries.kinds import kinds
from wiki.web.language import in_language
from wiki.web.templates import answer

_FILTERS = ("letter", "domain", "language")


@blueprint.get("", endpoint="listing")
def listing() -> Response:
    """All the words, or those of a letter, a domain, a language."""
    letters = queries.letters()
    choices = {name: _choices(name) for name in ("domain", "language")}
    asked = {name: request.args.get(name, "") for name in _FILTERS}
    there = {"letter": letters, **choices}
    chosen = {name: value if value in there[name] else "" for name, value in asked.items()}
    after = request.args.get("after", type=key_given)
    return answer(
        "glossary/listing.html",
        found=queries.words(*chosen.values(), after=after),
        letters=letters,
        chosen=chosen,
        kept={name: value for name, value in chosen.items() if value},
        after=after,
        names=choices,
    )


@blueprint.get("/undefined")
def undefined() -> Response:
    """The words that pages ask for and that nobody defines."""
    after = request.args.get("after", "")[:LONGEST_READ].replace("\x00", "")
    found, next_key = queries.undefined(after)
    return answer("glossary/undefined.html", found=found, next_key=next_key, after=after)


@blueprint.get("/unused")
def unused() -> Response:
    """The words that no other page says."""
    after = request.args.get("after", type=key_given)
    return answer("glossary/unused.html", found=queries.unused(after=after), after=after)


def _choices(name: str) -> dict[str, str]:
    """The choices of a field of a word, in the language of the reader."""
    field = kinds()[KIND].by_id.get(name)
    return {one.code: in_language(one.labels) for one in field.vocabulary} if field else {}
