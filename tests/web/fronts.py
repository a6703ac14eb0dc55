"""The front of an application that notes what it lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask


class Watched:
    """A wiki, and the pages that its application was asked for, past what its front says."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.front: Any = app.wsgi_app
        self.inner = self.front.inner
        self.asked: list[str] = []

    def _ask(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        return self.inner(environ, start)  # type: ignore[no-any-return]
