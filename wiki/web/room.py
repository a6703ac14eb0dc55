"""How large a request may be: what a page needs, more where a view says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request

#: Octets of a request: the longest page, each letter as long as a form writes it, and its draft.
LARGEST = 4_000_000
View = TypeVar("View", bound=Callable[..., object])


def takes(octets: Callable[[], int]) -> Callable[[View], View]:
    """Let a view take requests of as many octets as `octets()` says."""

    def mark(view: View) -> View:
        view.takes = octets  # type: ignore[attr-defined]
        return view

    return mark


def bound() -> None:
    """Say it to the request, before anything reads the form."""
    if request.method in ("GET", "HEAD"):
        return
    view = current_app.view_functions[request.endpoint or ""]
    larger: Callable[[], int] | None = getattr(view, "takes", None)
    request.max_content_length = larger() if larger else LARGEST
    request.max_form_memory_size = LARGEST
