"""What is kept of the one who is reached: to read it, take it away, or have it erased."""

from __future__ import annotations

from flask import Response, jsonify
from werkzeug import Response as AnyResponse

from wiki.contacts import queries, service
from wiki.contacts.views.blueprint import door
from wiki.web.templates import answer


@door.get("/contacts/mine/<key>")
def mine(key: str) -> Response:
    """Everything that is kept of them."""
    contact = queries.by_key(key)
    return answer("contacts/mine.html", contact=contact, said=service.said_of(contact))


@door.get("/contacts/mine/<key>/data.json")
def take(key: str) -> Response:
    """The same as a file."""
    response = jsonify(service.said_of(queries.by_key(key)))
    response.headers["Content-Disposition"] = 'attachment; filename="mes-coordonnees.json"'
    return response


@door.post("/contacts/mine/<key>")
def withdraw_mine(key: str) -> AnyResponse:
    """Erase it."""
    service.withdraw_by_key(key)
    return answer("contacts/withdrawn.html")
