"""Who asks: found once for each request, from the session, a bearer token or the host."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, request, session

from wiki.kernel.db import here, state
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import VISITOR, Actor, May, require, why_not
from wiki.members import queries as members
from wiki.members import service as membership
from wiki.members.rules import network_of
from wiki.site.queries import policy

#: Endpoints that answer even on a private wiki: one signs in through them.
_DOORS = (
    "wiki.static.",
    "wiki.standalone.",
    "wiki.members.door.",
    "wiki.sheets.door.",
    "wiki.admin.door.",
    "wiki.contacts.door.",
    "wiki.census.door.",
    "wiki.watch.door.",
    "wiki.files.logo",
)
#: They call `let_in`, after a look at what is the same for everyone.
_GUARDED_BY_THEMSELVES = frozenset(
    {"wiki.pages.show", "wiki.pages.show_diff", "wiki.pages.history", "wiki.live.window"}
)
_BEARER = "bearer "
#: Where a browser keeps the look chosen there, which wins over the member's own.
THEME, THEMES = "wiki_theme", ("light", "dark")


def current_actor() -> Actor:
    """The actor of this request."""
    mine = here()
    if "wiki_actor" not in mine:
        mine.wiki_actor = VISITOR  # who sees the page that says why a token is refused
        mine.wiki_member = found = _find()
        mine.wiki_actor = actor = _themed(found)
        if actor.language:
            mine.wiki_language = actor.language
        if actor.zone:
            mine.wiki_zone = actor.zone
    return mine.wiki_actor  # type: ignore[no-any-return]


def member() -> Actor:
    """The same as it is known, whatever look this browser chose."""
    current_actor()
    return here().wiki_member  # type: ignore[no-any-return]


def _themed(actor: Actor) -> Actor:
    """A member as this browser shows things; visitors are all alike, their script sees to it."""
    chosen = request.cookies.get(THEME)
    if actor.member_id is None or chosen not in THEMES or chosen == actor.theme:
        return actor
    return replace(actor, theme=chosen)


def is_anonymous_reader() -> bool:
    """Whether nothing in the request can name a member: no cookie of a session, no token.

    Asked before anything else on the hot path: it opens neither the session nor the database.
    """
    if has_token():
        return False
    if state().is_standalone:
        return not _brings_a_session()
    return state().host_user is None or current_actor() is VISITOR


def open_the_wiki() -> None:
    """On a private wiki, let only those in who may read; the doors stay open."""
    endpoint = request.endpoint or ""
    if endpoint not in _GUARDED_BY_THEMSELVES and not endpoint.startswith(_DOORS):
        let_in()


def let_in() -> None:
    """Refuse those who may not read."""
    if reason := why_not(current_actor(), May.READ, policy()):
        raise Refused(reason, right=May.READ.code)


def require_writer() -> None:
    """Refuse those who never write here: what is made for writers costs too much for everyone."""
    anytime = replace(policy(), is_read_only=False)
    require(current_actor(), May.EDIT, anytime)


def remote_address() -> str:
    """The network address that asks; "" when the server knows none."""
    return request.remote_addr or ""


def place() -> str:
    """The network that limits count."""
    return network_of(remote_address())


def _find() -> Actor:
    if has_token():
        return _bearer(request.headers["Authorization"][len(_BEARER) :].strip())
    if (host_user := state().host_user) is not None:
        return _from_host(host_user())
    if not (state().is_standalone and _brings_a_session()):
        return VISITOR
    actor = members.actor_of_session(session)
    if actor.member_id is not None:
        membership.note_sign_in(session[members.SESSION_KEY], place())
    return _less_what_waits(actor)


def _less_what_waits(actor: Actor) -> Actor:
    held = membership.held_back(actor)
    here().wiki_is_held_back = held is not actor
    return held


def is_held_back() -> bool:
    """Whether who asks would administer the site, and has yet to set a second factor."""
    current_actor()
    return bool(here().get("wiki_is_held_back"))


def _brings_a_session() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def has_token() -> bool:
    """Whether the request shows a token of ours.

    Other schemes are the affair of the server or the host: a site behind a password, say.
    """
    return request.headers.get("Authorization", "")[: len(_BEARER)].casefold() == _BEARER


def _bearer(token: str) -> Actor:
    actor = members.actor_of_token(token)
    membership.note_token_use(token)
    return _less_what_waits(actor) if state().is_standalone else actor


def _from_host(known: tuple[str, str, tuple[str, ...]] | None) -> Actor:
    if known is None:
        return VISITOR
    external_id, name, roles = known
    return membership.actor_of_host(str(external_id), name, tuple(roles))
