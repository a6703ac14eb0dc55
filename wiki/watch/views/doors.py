"""By a signed address: the feed of a member, and the end of the letters (RFC 8058)."""

from __future__ import annotations

from flask import Response, url_for

from wiki.kernel import clock
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.pager import END
from wiki.kernel.permissions import May, why_not
from wiki.members.models import Member
from wiki.members.queries import actor_of_member, by_uids
from wiki.site.queries import policy
from wiki.watch.queries import follows
from wiki.watch.queries.notices import inbox
from wiki.watch.rules import NEVER
from wiki.watch.service import wishes
from wiki.watch.views.blueprint import door
from wiki.watch.views.tokens import read_feed_token, read_stop_token
from wiki.watch.views.words import said
from wiki.web.csrf import one_click
from wiki.web.outside import outside
from wiki.web.templates import answer, render

#: Entries of a feed.
SIZE = 50


@door.get("/following/<token>.atom", endpoint="feed")
def feed(token: str) -> Response:
    """What a member was told last, as they may read it today."""
    uid, number = read_feed_token(token)
    member = _named(uid, "feed_over")
    wish = follows.wish_of(member.id)
    if number != (wish.feed if wish else 1):
        raise Missing("feed_over")
    actor = actor_of_member(member)
    if reason := why_not(actor, May.READ, policy()):
        raise Refused(reason, right=May.READ.code)
    lines = inbox(actor, before=END, size=SIZE).rows
    made = render(
        "watch/following.atom",
        uid=member.uid,
        entries=[said(line) for line in lines],
        updated=max((line.at for line in lines), default=clock.NEVER),
        self_url=outside(url_for("wiki.watch.door.feed", token=token)),
        outside=outside,
    )
    return Response(made, content_type="application/atom+xml; charset=utf-8")


@door.get("/following/stop/<token>", endpoint="stop")
def stop_form(token: str) -> Response:
    """The button that stops the letters: opening a link does nothing, programs open them."""
    member = _named(read_stop_token(token), "watch_stop_wrong")
    is_done = follows.wished(follows.wish_of(member.id)).pace == NEVER
    return answer("watch/stop.html", name=member.name, is_done=is_done)


@door.post("/following/stop/<token>")
@one_click
def stop_by_link(token: str) -> Response:
    """Stop the letters, as the button of the screen or of a mail program asks."""
    member = _named(read_stop_token(token), "watch_stop_wrong")
    wishes.stop(member.id)
    return answer("watch/stop.html", name=member.name, is_done=True)


def _named(uid: str, code: str) -> Member:
    member = by_uids([uid]).get(uid)
    if member is None or member.deactivated_at is not None:
        raise Missing(code)
    return member
