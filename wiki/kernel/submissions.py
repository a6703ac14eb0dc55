"""The names of forms: one that is sent twice does once what it asks for."""

from __future__ import annotations

import secrets

from wiki.kernel.permissions import Actor


def new_submission() -> str:
    """Names one form."""
    return secrets.token_urlsafe(16)


def submission_in(raw: str) -> str:
    """The name of a form; one that no form of ours has names nothing."""
    return raw if len(raw) <= 64 and raw.isascii() and raw.isprintable() else ""


def submission_of(actor: Actor, submission: str | None) -> str | None:
    """The name of what was sent, apart from the same name given by somebody else's program."""
    return f"{actor.member_id or ''}:{submission}" if submission else None
