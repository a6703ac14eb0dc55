"""What an editor offers inside directives, and between the braces of a field, as JSON."""

from __future__ import annotations

from flask import Response, jsonify, request

from wiki.kernel.slugs import LONGEST_READ, title_key
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import offered
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.sheets import sheet_at
from wiki.pages.views.blueprint import blueprint
from wiki.schema.audience import visible
from wiki.web.language import speaking

#: A page is in French, and says what everybody may read.
_LANGUAGE, _AUDIENCE = "fr", "public"


@blueprint.get("/words")
def words() -> Response:
    """The fields of the sheet of the page `?title=`, and what the options of directives take."""
    asked = request.args.get("title", "")[:LONGEST_READ]
    with speaking(_LANGUAGE):
        own = {name: one.words() for name, one in offered().items() if one.words}
    return jsonify(fields=_fields(asked), options=own)


def _fields(title: str) -> list[str]:
    page = queries.find(title_key(title))
    kind = kinds().get(sheet_at(page, page.head).kind) if page else None
    if kind is None:
        return []
    seen = visible(kind, _AUDIENCE)
    return [one.labels[_LANGUAGE].lower() for one in kind.fields if one.id in seen]
