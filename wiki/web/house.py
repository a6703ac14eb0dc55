"""Attaches the faces of the wiki to an application: one root blueprint with everything under it."""

from __future__ import annotations

from flask import Blueprint, Flask

from wiki.kernel.state import State
from wiki.web import (
    actors,
    api_document,
    compression,
    csrf,
    errors,
    front,
    headers,
    rendering,
    room,
    standalone,
    static,
    templates,
    wording,
)


def attach(app: Flask, state: State) -> None:
    """Register the root blueprint under the wiki's prefix, with its hooks and its subjects."""
    root = Blueprint("wiki", __name__, url_prefix=state.url_prefix or None)
    templates.install(app, state)
    root.before_request(room.refuse_nul)
    root.before_request(actors.open_the_wiki)
    root.before_request(room.bound)
    root.before_request(csrf.protect)
    root.after_request(front.note)  # the last to run: it sees what is sent
    root.after_request(compression.compress)
    root.after_request(headers.add)
    errors.install(app, root, state)
    rendering.connect()
    front.connect()
    root.register_blueprint(static.blueprint)
    if state.is_standalone:
        root.register_blueprint(standalone.blueprint)
    root.register_blueprint(api_document.blueprint)
    for subject in state.subjects:
        for reference in filter(None, (subject.blueprint, subject.api)):
            root.register_blueprint(subject.load(reference))
        if subject.wording:
            wording.register(subject.load(subject.wording))
    app.register_blueprint(root)
    csrf.leave_to_us(app)
