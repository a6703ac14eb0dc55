"""What the letters put on other screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.letters import queries
from wiki.members.models import Member
from wiki.web.actors import current_actor
from wiki.web.templates import render_fragment


def write_to(member: Member) -> Markup | None:
    """On the page of somebody who accepts letters: the way to write to them."""
    if queries.why_not_write(current_actor(), member) is not None:
        return None
    return render_fragment("letters/button.html", member=member)


def mine(member: Member) -> Markup:
    """In one's account: whether members may write to one."""
    return render_fragment("letters/mine.html", accepts=queries.is_reachable(member.id))
