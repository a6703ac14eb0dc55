"""The points of a map that stands in a page: those of the places that its directive asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Response, request
from flask.json import dumps

from wiki.journal.queries import last_seq
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.problems import sentence_of
from wiki.places.asking.question import asked
from wiki.places.queries import answering as queries
from wiki.places.queries.asked import PlaceFilter
from wiki.places.rules import KIND
from wiki.places.views import points
from wiki.places.views.blueprint import blueprint
from wiki.places.views.doubts import doubts
from wiki.places.views.download import for_all, root
from wiki.sheets.service.today import today
from wiki.site.queries import stamp
from wiki.web.bytes_cache import BytesCache
from wiki.web.language import DEFAULT, speaking

#: Octets of points kept in one process.
_CAPACITY = 8_000_000


@dataclass(frozen=True)
class Points:
    """An answer, and what tells it from others."""

    body: bytes
    etag: str

    def __len__(self) -> int:
        return len(self.body)


@blueprint.get("/places/asked.geojson", endpoint="asked")
def show() -> Response:
    """The places that the options of a directive ask for, as they are written there."""
    given = tuple(sorted(request.args.items()))
    # Anything that is written, a kind that is settled otherwise, and a day, may make them others.
    key = (last_seq(), stamp(), today(), root(), given)
    kept: BytesCache[Points] = state().keep("places.asked", lambda: BytesCache(_CAPACITY))
    found = kept.get(key)
    if found is None:
        body = _points(dict(given))
        found = Points(body, hashlib.blake2s(body, digest_size=12).hexdigest())
        kept.put(key, found)
    response = Response(found.body, content_type=points.MEDIA_TYPE)
    response.set_etag(found.etag)
    response.headers["Cache-Control"] = "no-cache"
    for_all(response).make_conditional(request)
    return response


def _points(options: dict[str, str]) -> bytes:
    with speaking(DEFAULT):
        found = asked(kind_of(KIND), "map", options)
        if found.problems:
            told = " ".join(map(sentence_of, found.problems))
            raise Invalid("question_unread", told=told)
        lines = [one.line for one in queries.places(found.question, is_located=True)]
    years = doubts(lines, PlaceFilter())
    return dumps(points.feature_collection(lines, root(), years)).encode("utf-8")
