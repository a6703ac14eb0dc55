"""Errors as answers: a page for people, a problem document (RFC 9457) for programs.

What was typed is given back on the page: nothing that was sent is lost.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from wiki.kernel.errors import WikiError
from wiki.kernel.state import State
from wiki.web import headers
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence, title

#: Fields whose text is shown again when a form is refused.
_KEPT_FIELDS = (
    "title",
    "subject",
    "body",
    "summary",
    "text",
    "comment",
    "reason",
    "word",
    "harm",
    "wording",
    "alt",
    "credit",
    "licence",
)


def install(app: Flask, root: Blueprint, state: State) -> None:
    """Answer for the wiki's own addresses; for all of them when it is alone."""
    root.register_error_handler(WikiError, refused)
    root.register_error_handler(HTTPException, refused_by_http)
    if state.is_standalone:
        app.register_error_handler(HTTPException, refused_by_http)
        app.after_request(headers.add)  # no blueprint answers where there is no address


def wants_json() -> bool:
    """Whether the one who asks is a program."""
    if "/api/" in request.path:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def refused(error: WikiError) -> Response:
    """The answer to an error of ours."""
    return _answer(error.status, error.code, error)


def refused_by_http(error: HTTPException) -> Response:
    """The answer to an error that Flask or Werkzeug found."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if isinstance(error, SecurityError):  # the host is not ours: no address can be made for it
        words = sentence(WikiError("host_unknown"))
        return Response(words, 400, content_type="text/plain; charset=utf-8")
    status = error.code or 500
    code = "too_large" if isinstance(error, RequestEntityTooLarge) else f"http_{status}"
    response = _answer(status, code, _too_large() or WikiError(code))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _too_large() -> WikiError | None:
    """That more was sent than the view takes, and how much it takes; None when that is not so."""
    sent, most = request.content_length, request.max_content_length
    if sent is None or most is None or sent <= most:
        return None
    return WikiError("sent_too_large", megabytes=most // 1_000_000)


def _form_again(code: str) -> str:
    """Where the form is of which nothing was read, so large it was; "" for nowhere."""
    adapter = current_app.create_url_adapter(request) if code == "too_large" else None
    is_there = adapter is not None and request.method == "POST" and adapter.test(method="GET")
    return request.full_path.removesuffix("?") if is_there else ""


def _answer(status: int, code: str, error: WikiError) -> Response:
    with suppress(WikiError):  # a wrong token shows its page as to a visitor
        current_actor()
    if wants_json():
        problem = {"type": f"urn:wiki:{code}", "title": title(status), "status": status}
        problem |= {"detail": sentence(error), "code": code}
        if public := error.params.get("public"):
            problem |= public
        response = jsonify(problem)
        response.status_code = status
        response.content_type = "application/problem+json"
    else:
        response = answer(
            "errors/error.html",
            status,
            status=status,
            code=code,
            heading=title(status),
            sentence=sentence(error),
            missing_title=error.params.get("title") if code == "page_missing" else None,
            kept=_kept(),
            again=_form_again(code),
        )
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept() -> dict[str, str]:
    if request.method != "POST":
        return {}
    try:
        form = request.form
    except HTTPException:
        return {}
    return {name: text for name, text in form.items() if text and _is_typed(name)}


def _is_typed(name: str) -> bool:
    """Whether a person wrote this field: `typed-…` in a conflict, `field-…` in a sheet."""
    return name in _KEPT_FIELDS or name.startswith(("typed-", "field-"))
