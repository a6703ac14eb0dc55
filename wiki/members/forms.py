"""What the members' forms send."""

from __future__ import annotations

from flask import request


def typed(*names: str) -> dict[str, str]:
    """The fields of this request by name, "" for those that are missing; passwords as typed.

    A NUL, which no keyboard makes and no database keeps, becomes the sign for what is unreadable.
    """
    return {name: request.form.get(name, "").replace("\x00", "\ufffd") for name in names}


def asked(*names: str) -> dict[str, str]:
    """The same from the address, to fill a form in the first time."""
    return {name: request.args.get(name, "")[:200] for name in names}


def whole(name: str, default: int) -> int:
    """A whole number; what is none reads as 0, which the act refuses."""
    raw = request.form.get(name, "").strip()
    if not raw:
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 0
