"""What is said, as Atom feeds (RFC 4287): of the whole wiki, and of the discussion of one thing."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import filter_given
from wiki.discussions.queries import recent, turns
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.views.blueprint import blueprint, feed_url, said, talk_url
from wiki.discussions.views.sight import subject_shown
from wiki.discussions.views.talk import thing_of_page
from wiki.kernel import clock
from wiki.kernel.discussed import Discussed
from wiki.web.outside import outside
from wiki.web.templates import render

#: Entries of a feed.
SIZE = 40


@blueprint.get("/talk.atom", endpoint="recent_feed")
def of_everything() -> Response:
    """The newest turns of the wiki, filtered as the address says."""
    return _feed(recent.recent(filter_given(), size=SIZE).rows)


@blueprint.get("/wiki/<path:title>/talk.atom", endpoint="talk_feed")
def of_page(title: str) -> AnyResponse:
    """The newest turns about a page."""
    thing = thing_of_page(title)
    if thing.values["title"] != title:
        return redirect(feed_url(thing))
    return _of_thing(thing)


@blueprint.get("/talk/about/<kind>/<uid>.atom", endpoint="about_feed")
def about(kind: str, uid: str) -> AnyResponse:
    """The newest turns about anything that is discussed."""
    thing = kinds.thing(kind, uid)
    return redirect(feed_url(thing)) if thing.talk_endpoint else _of_thing(thing)


def _of_thing(thing: Discussed) -> Response:
    return _feed(turns.newest_about(thing.kind, thing.uid, size=SIZE), thing)


def _feed(lines: Sequence[TurnLine], thing: Discussed | None = None) -> Response:
    things = kinds.things((line.target_kind, line.target_uid) for line in lines)
    feed = render(
        "discussions/talk.atom",
        thing=thing,
        entries=[
            (line, about, subject_shown(line.subject), said(line))
            for line in lines
            if (about := things.get((line.target_kind, line.target_uid)))
        ],
        updated=max((line.edited_at for line in lines), default=clock.NEVER),
        feed_url=feed_url,
        talk_url=talk_url,
        outside=outside,
    )
    return Response(feed, content_type="application/atom+xml; charset=utf-8")
