"""The blueprint that the discussions' views share, their addresses, and how a turn is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, request, url_for
from markupsafe import Markup

from wiki.discussions.kinds import reason_not, writing_of
from wiki.discussions.queries.passages import RewritingLine
from wiki.discussions.queries.reactions import Reacted
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.rules import REACTIONS, why_not_rewrite
from wiki.discussions.service.speak import Said, checked
from wiki.journal.queries import last_seq
from wiki.kernel.db import noted, state
from wiki.kernel.discussed import Discussed
from wiki.kernel.pager import PAGE_SIZE
from wiki.kernel.permissions import May
from wiki.web.actors import current_actor
from wiki.web.bytes_cache import BytesCache
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import render_fragment

blueprint = Blueprint("discussions", __name__)

#: Most octets of turns kept rendered in one process.
_CAPACITY = 8_000_000


def thing_url(thing: Discussed, **values: Any) -> str:
    """Where what is discussed is shown."""
    return url_for(thing.endpoint, **{**thing.values, **values})


def talk_url(thing: Discussed, **values: Any) -> str:
    """Where its discussion is."""
    if thing.talk_endpoint:
        return url_for(thing.talk_endpoint, **{**thing.values, **values})
    return url_for("wiki.discussions.about", kind=thing.kind, uid=thing.uid, **values)


def passage_url(thing: Discussed, **values: Any) -> str:
    """Where a passage of it is chosen and commented on."""
    if thing.talk_endpoint:
        return url_for(f"{thing.talk_endpoint}_passage", **{**thing.values, **values})
    return url_for("wiki.discussions.about_passage", kind=thing.kind, uid=thing.uid, **values)


def feed_url(thing: Discussed | None = None, **kept: Any) -> str:
    """The feed of its discussion; without a thing, that of all of them, filtered alike."""
    if thing is None:
        return url_for("wiki.discussions.recent_feed", **kept)
    if thing.talk_endpoint:
        values: Mapping[str, Any] = thing.values
        return url_for(f"{thing.talk_endpoint}_feed", **values)
    return url_for("wiki.discussions.about_feed", kind=thing.kind, uid=thing.uid)


def turn_url(thread_uid: str, turn_uid: str, number: int) -> str:
    """A turn in its thread, on the screen where it is."""
    after = (number - 1) // PAGE_SIZE * PAGE_SIZE
    shown: dict[str, Any] = {"after": after} if after else {}
    return url_for("wiki.discussions.thread", uid=thread_uid, **shown, _anchor=f"turn-{turn_uid}")


def said_url(said: Said) -> str:
    """The turn that somebody has just made."""
    return turn_url(said.thread.uid, said.turn.uid, said.turn.number)


def reason_not_to(right: May, thing: Discussed) -> str | None:
    """None when who asks has that right on a thing, else the code of the reason."""
    return reason_not(current_actor(), right, thing.kind, thing.uid)


def said(line: TurnLine) -> Markup:
    """The text of a turn as HTML, kept until anything happens in the wiki: its links may change."""
    known = noted()
    if "discussions.seq" not in known:
        known["discussions.seq"] = last_seq()
    key = (line.text_sha256, line.uid, known["discussions.seq"], request.script_root)
    cache: BytesCache[str] = state().keep("discussions.html", lambda: BytesCache(_CAPACITY))
    html = cache.get(key)
    if html is None:
        html = _apart(render_text(line.text).html, line.uid)
        cache.put(key, html)
    return safe(html)


def previewed(text: str) -> Markup:
    """A message as it will look; raises `Invalid` or `TooMuch` for one that would be refused."""
    return safe(_apart(render_text(checked(text)).html, "preview"))


def _apart(html: str, uid: str) -> str:
    """The HTML of a turn with identifiers of its own: two turns may have the same headings."""
    for attribute in (' id="', ' href="#'):
        html = html.replace(f"{attribute}s-", f"{attribute}s-{uid}-")
    return html


def show_turn(
    line: TurnLine,
    level: int = 0,
    *,
    thing: Discussed,
    answered: str = "",
    reacted: Sequence[Reacted] = (),
) -> Markup:
    """A turn with what the one who reads may do about it; `answered`: whom it answers."""
    hides = reason_not_to(May.HIDE, thing) is None
    discusses = reason_not_to(May.DISCUSS, thing) is None
    mine = why_not_rewrite(current_actor(), line.author_id, is_hidden=line.hidden_at is not None)
    return render_fragment(
        "discussions/turn.html",
        line=line,
        level=level,
        html=said(line) if line.hidden_at is None or hides else "",
        url=turn_url(line.thread_uid, line.uid, line.number),
        answered=answered,
        reacted={one.code: one for one in reacted},
        reactions=REACTIONS,
        may_react=discusses and line.hidden_at is None and current_actor().member_id is not None,
        may_answer=discusses and line.hidden_at is None,
        may_edit=discusses and mine is None,
        may_hide=hides,
    )


def show_wording(line: RewritingLine, thing: Discussed) -> Markup:
    """A proposed wording, what became of it, and what the one who reads may do about it."""
    actor = current_actor()
    discusses = reason_not_to(May.DISCUSS, thing) is None and line.is_accepted is None
    writes = discusses and writing_of(thing.kind).why_not(actor, thing.uid) is None
    is_mine = actor.member_id is not None and actor.member_id == line.author_id
    return render_fragment(
        "discussions/wording.html",
        line=line,
        may_accept=writes,
        may_decline=writes or (discusses and is_mine),
        version_url=thing_url(thing, rev=line.made_revision) if line.made_revision else "",
    )
