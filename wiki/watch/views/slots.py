"""What watching puts in the templates of the subjects below: the bell, the star beside a title."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.db import noted, state
from wiki.kernel.permissions import Actor
from wiki.kernel.state import State
from wiki.members.models import Member
from wiki.pages.queries.pages import Glance
from wiki.watch.queries.follows import followed_of, is_followed
from wiki.watch.queries.searches import SEARCH
from wiki.watch.views.blueprint import tabs
from wiki.web.actors import current_actor
from wiki.web.bytes_cache import BytesCache
from wiki.web.moulds import cast
from wiki.web.slots import depends_on, silent_when
from wiki.web.templates import render_fragment

#: Most octets of what is remembered of who follows which page, in one process.
_CAPACITY = 300_000
_YES, _NO = "yes", "no"


@depends_on("actor")
def bell() -> Markup:
    """Beside the account: the way to the inbox, with how much is new there."""
    return cast("watch/bell.html", {}, news=current_actor().news)


@depends_on("actor")
def menu_line() -> Markup:
    """In the account's menu: the way to what one follows."""
    return cast("watch/menu_line.html", {})


def mentions_views() -> Markup:
    """Above where one is named: the other screens of what concerns one."""
    return render_fragment("watch/tabs.html", tabs=tabs(), current="mentions")


def follow_page(page: Glance) -> Markup | None:
    """Beside a page's title: the star that follows it.

    Part of the page that is kept: what is said to those who follow it stands before it, and hides
    it (`followed_page`).
    """
    if current_actor().member_id is None:
        return None
    return cast("watch/follow_page.html", {"target": page.uid})


def follow_thing(kind: str, target: str) -> Markup | None:
    """On the screen of anything else that can be followed: follow it, or no more."""
    member_id = current_actor().member_id
    if member_id is None:
        return None
    is_followed_now = (
        target in _searches(member_id) if kind == SEARCH else is_followed(member_id, kind, target)
    )
    return render_fragment(
        "watch/follow_thing.html", kind=kind, target=target, is_followed=is_followed_now
    )


def _searches(member_id: int) -> set[str]:
    """The searches that a member follows: their screen asks of each."""
    known = noted()
    if "watch.searches" not in known:
        known["watch.searches"] = followed_of(member_id, SEARCH)
    return known["watch.searches"]  # type: ignore[no-any-return]


def follow_person(member: Member) -> Markup | None:
    """On the page of somebody else: follow them."""
    if current_actor().member_id == member.id or member.deactivated_at is not None:
        return None
    return follow_thing("person", member.uid)


def _does_not_follow(state: State, member: Actor, page: Glance) -> bool:
    """Whether it is remembered that a member does not follow a page, as they follow now."""
    return _remembered(state).get((member.member_id, member.follows, page.uid)) == _NO


@silent_when(_does_not_follow)
def followed_page(page: Glance) -> Markup | None:
    """In place of the star, to those who follow the page: the star that is full."""
    actor = current_actor()
    if actor.member_id is None:
        return None
    key = (actor.member_id, actor.follows, page.uid)
    known = _remembered(state()).get(key)
    if known is None:
        known = _YES if is_followed(actor.member_id, "page", page.uid) else _NO
        _remembered(state()).put(key, known)
    return render_fragment("watch/followed_page.html", target=page.uid) if known == _YES else None


def _remembered(state: State) -> BytesCache[str]:
    return state.keep("watch.followed", lambda: BytesCache(_CAPACITY))  # type: ignore[no-any-return]
