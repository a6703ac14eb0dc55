"""What the charters put on the page that is the draft of one."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request, url_for
from markupsafe import Markup

from wiki.charter.queries import charters as queries
from wiki.charter.queries import signatures
from wiki.charter.queries import waiting as queried
from wiki.charter.rules.versions import DRAFT
from wiki.charter.service.of_articles import articles
from wiki.charter.views import words
from wiki.live.queries import unsaved_by
from wiki.live.rules import SERVED
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.pages import Glance
from wiki.web.actors import current_actor
from wiki.web.slots import depends_on
from wiki.web.templates import may, render_fragment


def told(page: Glance | Page, number: int) -> Markup | None:
    """At its top: which charter it is the text of, and how far it is.

    Part of the page that is kept: each step of the charter moves its stamp.
    """
    charter = queries.of_page(page.id) if number == page.head else None
    if charter is None:
        return None
    version = queries.under_way(charter.id)
    return render_fragment(
        "charter/told.html",
        charter=charter,
        version=version,
        state=words.states()[version.state] if version else "",
        current=queries.in_force(charter.id),
    )


def signed(places: Sequence[Page]) -> Markup | None:
    """On the screen of an organisation: which charters its places signed, and where that stands."""
    found = signatures.of_places([one.id for one in places])
    if not found:
        return None
    return render_fragment("charter/signed_by.html", signed=found, states=words.standings())


def writing(uid: str, shared: str, base: int, section: int | None, part: str) -> Markup | None:
    """In the form of a text that is being written: the article that several write, or which do."""
    page = pages.by_uid(uid) if uid and request.environ.get(SERVED) else None
    charter = queries.of_page(page.id) if page else None
    version = queries.under_way(charter.id) if charter else None
    if page is None or version is None or version.state != DRAFT:
        return None
    if section and not part:
        sections = articles(pages.text_at(page, base)) if 0 < base <= page.head else {}
        part = next((name for name, number in sections.items() if number == section), "")
    if not section or not part:
        if not section and unsaved_by(uid, ""):
            return None  # what was begun of the whole is saved first
        return render_fragment("charter/apart.html", charter=charter, is_section=bool(section))
    address = url_for("wiki.live.rescue", kind="article", uid=uid, part=part)
    return render_fragment(
        "charter/writing.html",
        address=address.removesuffix("/rescue"),
        uid="",
        part=part,
        shared=shared,
        names=unsaved_by(uid, part),
        who=current_actor().member_id or "visitor",
    )


def line() -> Markup:
    """In the menu of every screen, under the charters: what waits for who reads, told late."""
    return render_fragment("charter/line.html")


@depends_on("actor")
def waiting() -> Markup | None:
    """How much waits for who reads; nothing for most."""
    number = queried.number(current_actor().member_id)
    return render_fragment("charter/waiting.html", number=number) if number else None


def menu(page: Glance) -> Markup | None:
    """In its menu: making a charter of a page, for those who may."""
    if not may("DRAFT_CHARTER") or queries.of_page(page.id) is not None:
        return None
    return render_fragment("charter/menu.html", page=page)
