"""What the pages put in named places: of the subjects below them, and of what is kept of theirs."""

from __future__ import annotations

from markupsafe import Markup, escape

from wiki.members.models import Member
from wiki.pages.queries import changes as queries
from wiki.pages.queries.changes import ChangeFilter
from wiki.pages.views.thanks import thanks_told
from wiki.web.language import gettext
from wiki.web.rows import row
from wiki.web.templates import render_fragment

#: Contributions shown on a profile; the rest is a link away.
SHOWN = 10


def contributions(member: Member) -> Markup:
    """On a member's profile: what they wrote last."""
    return render_fragment(
        "pages/contributions.html",
        member=member,
        thanks=thanks_told(member) or "",
        count=queries.contribution_count(member.id),
        counted=queries.COUNTED,
        lines=queries.recent_changes(ChangeFilter(author_uid=member.uid), size=SHOWN).rows,
    )


def comparison_title(title: str) -> Markup:
    """In the title of a comparison: the page that it is about."""
    return escape(gettext("Différences dans « %(title)s »", title=title))


def comparison_crumbs(title: str) -> Markup:
    """Above a comparison: where the page stands."""
    return row("pages/_page.html", "crumbs", title, gettext("Différences"))


def comparison_body(html: Markup) -> Markup:
    """The comparison itself."""
    return html
