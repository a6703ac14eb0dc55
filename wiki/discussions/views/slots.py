"""What the discussions put in the templates of the subjects below them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from wiki.discussions.passages import plain
from wiki.discussions.queries import passages, threads
from wiki.discussions.views.sight import passage_shown, subject_shown
from wiki.kernel.permissions import May, why_not
from wiki.members.models import Member
from wiki.pages.queries.pages import Glance
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.moulds import cast
from wiki.web.templates import render_fragment, titled_url


def changes_views(kept: Mapping[str, str]) -> Markup:
    """Above the recent changes: the way to what was said meanwhile, filtered alike."""
    return render_fragment("discussions/changes_views.html", kept=kept)


def feed_link(page: Glance, **_version: int) -> Markup:
    """In the head of a page: the feed of its discussion, for what looks for feeds there."""
    address = {"url": titled_url("wiki.discussions.talk_feed", page.title)}
    return cast("discussions/feed_link.html", address)


def talk_button(page: Glance) -> Markup:
    """Beside a page's title: its discussion, with how much is said there.

    Part of the page that is kept: each act on its discussion moves the page's stamp.
    """
    talk = threads.talk("page", page.uid)
    address = {"url": titled_url("wiki.discussions.talk", page.title)}
    return cast("discussions/talk_button.html", address, turns=talk.turns if talk else 0)


def mentions_button(member: Member) -> Markup | None:
    """On one's own page: the way to where one is named."""
    if current_actor().member_id != member.id:
        return None
    return render_fragment("discussions/mentions_button.html")


def comments(page: Glance) -> Markup | None:
    """Below a page's text: what is said of its passages, and the way to say more."""
    found = passages.below("page", page.uid)
    discusses = why_not(current_actor(), May.DISCUSS, policy(), f"page:{page.uid}") is None
    if not found and not discusses:
        return None
    address = {"url": titled_url("wiki.discussions.talk_passage", page.title)}
    if not found:
        return cast("discussions/comments.html", address, comments=(), may_comment=True)
    said = [
        (passage_shown(line), subject_shown(line.subject), turn, plain(turn.text))
        for line, turn in found
    ]
    return render_fragment(
        "discussions/comments.html", comments=said, may_comment=discusses, **address
    )
