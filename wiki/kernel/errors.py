"""What can go wrong, as codes and parameters; `wiki.web.errors` words them for people."""

from __future__ import annotations

from typing import Any


class WikiError(Exception):
    """A refusal that a person can do something about.

    `code` names the sentence to show (`wiki.web.wording`), `params` fill it in.
    """

    status = 400

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Missing(WikiError):
    """The thing asked for is not there."""

    status = 404


class Erased(Missing):
    """The thing asked for was there, and was erased for good."""

    status = 410


class Refused(WikiError):
    """The actor may not do this; the code says why."""

    status = 403


class Conflict(WikiError):
    """Somebody else changed the same thing meanwhile."""

    status = 409


class Invalid(WikiError):
    """What was given cannot be taken; the code says what to mend."""

    status = 422


class TooMuch(WikiError):
    """Larger or more often than the wiki takes."""

    status = 413


class TooOften(TooMuch):
    """The same act was tried too many times in too short a time."""

    status = 429
