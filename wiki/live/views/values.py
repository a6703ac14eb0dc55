"""The fields of a sheet, given one by one while others fill it: asked for, given, chosen."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from flask import Response, jsonify, request

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import May, require
from wiki.live.queries import Value
from wiki.live.rules import is_client
from wiki.live.service import values as service
from wiki.live.service.values import Place, Who
from wiki.live.views.blueprint import blueprint
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext

_AT = "/live/sheet/<uid>/values"
#: Parts of one value, and a number of one.
_PARTS, _MOST = 2_000, 2**53


class _Sent(NamedTuple):
    """What a form says: of which field, and the number of a value of it."""

    who: Who
    place: Place
    number: int
    said: dict[str, Any]


@blueprint.get(_AT)
def values(uid: str) -> Response:
    """What others gave the fields of a sheet and nobody saved, as far as one may see it."""
    who = Who(current_actor(), request.args.get("client", ""))
    return _told(who, uid, request.args.get("kind", ""))


@blueprint.post(_AT)
def give(uid: str) -> Response:
    """Give a field a value."""
    sent = _sent(uid)
    texts = sent.said.get("texts")
    if type(texts) is not list or len(texts) > _PARTS or not all(map(_is_part, texts)):
        raise Invalid("live_no_field")
    service.give(sent.who, sent.place, texts, sent.number)
    return _told(sent.who, uid, sent.place.kind)


@blueprint.post("/live/sheet/<uid>/choice")
def choose(uid: str) -> Response:
    """Choose among the values that one was shown."""
    sent = _sent(uid)
    shown = sent.said.get("shown")
    if type(shown) is not list or not all(type(one) is int for one in shown):
        raise Invalid("live_no_field")
    service.choose(sent.who, sent.place, sent.number, set(shown))
    return _told(sent.who, uid, sent.place.kind)


def _sent(uid: str) -> _Sent:
    actor = current_actor()
    require(actor, May.EDIT, policy())
    said = request.get_json(silent=True)
    said = said if isinstance(said, dict) else {}
    kind, field, client, number = (said.get(one) for one in ("kind", "field", "client", "v"))
    if not (isinstance(kind, str) and isinstance(field, str) and is_client(client)):
        raise Invalid("live_no_field")
    if type(number) is not int or not 0 <= number < _MOST:
        raise Invalid("live_no_field")
    return _Sent(Who(actor, str(client)), Place(uid, kind, field), number, said)


def _is_part(one: object) -> bool:
    return type(one) is list and len(one) == 2 and all(isinstance(text, str) for text in one)


def _told(who: Who, uid: str, kind: str) -> Response:
    seen = service.seen(who.actor, uid, kind)
    answer = jsonify(
        epoch=seen.epoch,
        last=seen.last,
        fields=list(seen.fields),
        values=[_described(who, one) for one in seen.values],
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _described(who: Who, value: Value) -> dict[str, Any]:
    return {
        "v": value.v,
        "field": value.field,
        "texts": json.loads(value.texts),
        "by": value.by or gettext("Un visiteur"),
        "mine": who.gave(value),
        "held": value.is_held,
    }
