"""What the moderation puts on other screens."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from wiki.files.models import File
from wiki.members.models import Member
from wiki.moderation.queries import reports
from wiki.moderation.views import words
from wiki.pages.queries.pages import Glance
from wiki.web.actors import current_actor
from wiki.web.moulds import cast
from wiki.web.templates import may, render_fragment


def report_page(page: Glance) -> Markup:
    """In the menu of a page: the way to report it."""
    return cast("moderation/page_item.html", {"uid": page.uid})


def report_turn(uid: str) -> Markup:
    """Under a turn of a discussion: the same."""
    return render_fragment(
        "moderation/button.html", url=url_for("wiki.moderation.report", kind="turn", uid=uid)
    )


def report_file(file: File) -> Markup:
    """On the screen of a file: the same."""
    return render_fragment(
        "moderation/button.html", url=url_for("wiki.moderation.report", kind="file", uid=file.uid)
    )


def report_member(member: Member) -> Markup | None:
    """On somebody else's page, for members: the same."""
    reader = current_actor().member_id
    if reader in (None, member.id) or member.deactivated_at is not None:
        return None
    return render_fragment(
        "moderation/button.html",
        url=url_for("wiki.moderation.report", kind="member", uid=member.uid),
    )


def revert_form(member: Member) -> Markup | None:
    """Where a member is suspended: the way to undo what they wrote."""
    return (
        render_fragment("moderation/revert_link.html", member=member) if may("MODERATE") else None
    )


def mine(member: Member) -> Markup | None:
    """In one's account: what one reported, and what came of it."""
    found = reports.of_member(member.id)
    if not found:
        return None
    return render_fragment("moderation/mine.html", found=found, outcomes=words.outcomes())
