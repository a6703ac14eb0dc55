"""Where passkeys hold: the public address of the wiki, and nowhere else."""

from __future__ import annotations

from flask import request, url_for

from wiki.kernel.errors import Refused
from wiki.members.ceremonies import Realm, realm_of
from wiki.site.queries import setting
from wiki.web.outside import outside


def realm() -> Realm:
    """The realm of the wiki's public address; of this request's where none is said."""
    return realm_of(outside(url_for("wiki.pages.home")), setting("name"))


def offers_passkeys() -> bool:
    """Whether a browser that is here can make and use keys: elsewhere it would refuse."""
    there = realm()
    return there.takes_keys and realm_of(request.host_url).host == there.host


def checked_realm() -> Realm:
    """The realm. Raises `Refused` where browsers take no keys."""
    if not offers_passkeys():
        raise Refused("passkey_place")
    return realm()
