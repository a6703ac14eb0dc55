"""The names of forms: one that is sent twice does once what it asks for."""

from __future__ import annotations

import secrets

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor


def new_submission() -> str:
    """Names one form."""
    return secrets.token_urlsafe(16)


def submission_in(raw: str) -> str:
    """The name of a form; one that no form of ours has names nothing."""
    return raw if len(raw) <= 64 and raw.isascii() and raw.isprintable() else ""


def base_in(raw: str) -> int:
    """The number of the revision that a form began with. Raises `Invalid`."""
    if not raw.isascii() or not raw.isdigit() or len(raw) > 10 or int(raw) >= 2**31:
        raise Invalid("base_unknown")
    return int(raw)


def submission_of(actor: Actor, submission: str | None) -> str | None:
    """The name of what was sent, apart from the same name given by somebody else's program."""
    return f"{actor.member_id or ''}:{submission}" if submission else None
