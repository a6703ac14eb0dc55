"""What is written once the answer has been sent: nobody waits for it, nor hears if it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Response, after_this_request, current_app, request

#: Where in the environment our server takes what it is to call when the answer has left.
AFTERWARDS = "wiki.afterwards"
_log = logging.getLogger(__name__)


def afterwards(act: Callable[..., object], *arguments: object) -> None:
    """Call an act when the answer to this request has left.

    Under another server than ours it is when the answer is closed, which may be just before.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - public

    def call() -> None:
        try:
            with app.app_context():
                act(*arguments)
        except Exception:  # noqa: BLE001 - whatever it is, the reader has their answer
            _log.exception("after the answer")

    waiting: list[Callable[[], None]] | None = request.environ.get(AFTERWARDS)
    if waiting is not None:
        waiting.append(call)
        return

    @after_this_request
    def _closing(response: Response) -> Response:
        response.call_on_close(call)
        return response
