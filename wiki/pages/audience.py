"""To which audience an actor belongs: what of a sheet is shown follows from it."""

from __future__ import annotations

from wiki.kernel.permissions import Actor, Role


def audience_of(actor: Actor, uid: str = "") -> str:
    """The audience of an actor before the page of this uid: one of `schema.kinds.VISIBILITIES`."""
    role = actor.role(f"page:{uid}")
    if role >= Role.STEWARD:
        return "stewards"
    return "members" if role >= Role.MEMBER else "public"
