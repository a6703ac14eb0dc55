"""What the members put in the layout: how to sign in, or who one is."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from flask import request
from markupsafe import Markup, escape

from wiki.kernel.db import state
from wiki.web import csrf
from wiki.web.actors import current_actor
from wiki.web.pieces import avatar
from wiki.web.safe import safe
from wiki.web.slots import depends_on
from wiki.web.templates import render_fragment


def account() -> Markup | None:
    """The way in for a visitor, the account's menu for a member.

    For a visitor nothing personal, no session and no token: the page is the same for all.
    """
    if current_actor().member_id is None:
        return _way_in()
    return render_fragment("members/account_menu.html", is_standalone=state().is_standalone)


@depends_on("actor")
def who() -> Markup:
    """The member's initials and name, on the button of the account's menu."""
    return _who(current_actor().name)


@lru_cache(1_000)
def _who(name: str) -> Markup:
    return safe(f'{avatar(name, "small")} <span class="account-name">{escape(name)}</span>')


@depends_on("session")
def token() -> Markup:
    """The field that proves a form of the account's menu to be ours."""
    return csrf.field(csrf.token())


@depends_on("address")
def here() -> Markup:
    """Where to come back to, behind the address of a door: nothing on a door itself."""
    is_door = (request.endpoint or "").startswith("wiki.members.door.")
    if is_door or request.method != "GET":
        return safe("")
    return escape("?next=" + quote(request.script_root + request.path, safe="/"))


def sign_in() -> Markup | None:
    """Where a visitor may not write: the way in."""
    return _way_in() if current_actor().member_id is None else None


def _way_in() -> Markup | None:
    if state().is_standalone:
        return render_fragment("members/way_in.html", url="")
    login_url = state().options["WIKI_LOGIN_URL"]
    return render_fragment("members/way_in.html", url=login_url) if login_url else None


def language_switch() -> Markup:
    """The other languages, as links."""
    return render_fragment("members/languages.html")


def error_actions(code: str) -> Markup | None:
    """Under an error that signing in would mend: the way in."""
    if code not in ("private_wiki", "sign_in_first") or current_actor().member_id is not None:
        return None
    return _way_in()
