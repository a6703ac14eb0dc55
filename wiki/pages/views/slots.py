"""What the pages put in the templates of the subjects below them."""

from __future__ import annotations

from markupsafe import Markup

from wiki.members.models import Member
from wiki.pages.queries import changes as queries
from wiki.pages.queries.changes import ChangeFilter
from wiki.web.templates import render_fragment

#: Contributions shown on a profile; the rest is a link away.
SHOWN = 10


def contributions(member: Member) -> Markup:
    """On a member's profile: what they wrote last."""
    return render_fragment(
        "pages/contributions.html",
        member=member,
        count=queries.contribution_count(member.id),
        counted=queries.COUNTED,
        lines=queries.recent_changes(ChangeFilter(author_uid=member.uid), size=SHOWN).rows,
    )
