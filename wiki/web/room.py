"""How large a request may be: what a page needs, more where a view says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request

from wiki.kernel.errors import TooMuch, WikiError

#: Octets of a request: the longest page, each letter as long as a form writes it, and its draft.
LARGEST = 4_000_000
#: Fields of a form: two for each passage of the longest conflict.
MOST_FIELDS = 50_000
#: Parts of a form that sends files: the fields of the longest sheet.
MOST_PARTS = 6_000
View = TypeVar("View", bound=Callable[..., object])


def takes(octets: Callable[[], int]) -> Callable[[View], View]:
    """Let a view take requests of as many octets as `octets()` says."""

    def mark(view: View) -> View:
        view.takes = octets  # type: ignore[attr-defined]
        return view

    return mark


def refuse_nul() -> None:
    """Refuse an address with a NUL in it: no title or name has one, and databases stumble on it."""
    if "\x00" in request.path or b"%00" in request.query_string:
        raise WikiError("http_400")


def bound() -> None:
    """Say it to the request, before anything reads the form."""
    if request.method in ("GET", "HEAD"):
        return
    view = current_app.view_functions[request.endpoint or ""]
    larger: Callable[[], int] | None = getattr(view, "takes", None)
    request.max_content_length = larger() if larger else LARGEST
    request.max_form_memory_size = LARGEST
    request.max_form_parts = MOST_PARTS
    if request.mimetype == "application/x-www-form-urlencoded":
        _bound_fields(request.get_data())


def _bound_fields(form: bytes) -> None:
    """Refuse a form of endless fields, which take far more memory and time than octets."""
    if form.count(b"&") > MOST_FIELDS:
        raise TooMuch("too_large")
