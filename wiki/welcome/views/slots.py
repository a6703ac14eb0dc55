"""What the first steps put on other screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.members.models import Member
from wiki.web.templates import render_fragment


def again(member: Member) -> Markup:  # noqa: ARG001 - the slot gives it
    """In one's account: the way back to them."""
    return render_fragment("welcome/again.html")
