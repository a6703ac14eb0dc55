"""What the members put in the layout: how to sign in, or who one is."""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from wiki.kernel.db import state
from wiki.web.actors import current_actor
from wiki.web.templates import render_fragment


def account() -> Markup | None:
    """The way in for a visitor, the account's menu for a member.

    For a visitor nothing personal, no session and no token: the page is the same for all.
    """
    if current_actor().member_id is None:
        return _way_in()
    return render_fragment("members/account_menu.html", is_standalone=state().is_standalone)


def sign_in() -> Markup | None:
    """Where a visitor may not write: the way in."""
    return _way_in() if current_actor().member_id is None else None


def _way_in() -> Markup | None:
    if state().is_standalone:
        return render_fragment("members/way_in.html", url="", next=_here())
    login_url = state().options["WIKI_LOGIN_URL"]
    return render_fragment("members/way_in.html", url=login_url, next="") if login_url else None


def _here() -> str:
    is_door = (request.endpoint or "").startswith("wiki.members.door.")
    return "" if is_door or request.method != "GET" else request.script_root + request.path


def language_switch() -> Markup:
    """The other languages, as links."""
    return render_fragment("members/languages.html", next=_here())


def error_actions(code: str) -> Markup | None:
    """Under an error that signing in would mend: the way in."""
    if code not in ("private_wiki", "sign_in_first") or current_actor().member_id is not None:
        return None
    return _way_in()
