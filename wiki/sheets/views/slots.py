"""What the sheets put in named places of the pages' screens."""

from __future__ import annotations

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries.compared import Version
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import Glance
from wiki.schema.audience import cut
from wiki.schema.settled import SCHEMA
from wiki.sheets.queries import shown_sheet
from wiki.sheets.queries.corrections import waiting_number, waits_for
from wiki.sheets.queries.written import overdue
from wiki.sheets.schema_org import structured
from wiki.sheets.service.today import today
from wiki.sheets.views.commented import names
from wiki.sheets.views.compared import tables
from wiki.sheets.views.filled import filled
from wiki.sheets.views.opening import hours_of
from wiki.sheets.views.tended import lists
from wiki.web.actors import current_actor
from wiki.web.addresses import address as url_for
from wiki.web.language import in_language
from wiki.web.moulds import cast
from wiki.web.said import parts
from wiki.web.templates import may, page_url, render_fragment, titled_url

#: How many fields a kind that names none shows first.
_FIRST = 6


def sheet(page: Glance | Page, number: int) -> Markup | None:
    """Above the text of a version of a page: its sheet, the main of it first.

    Kept with the page when the version is its newest.
    """
    found = shown_sheet(page.id, number)
    kind = kinds().get(found.kind) if found else None
    if found is None or kind is None:
        return None
    audience, is_head = audience_of(current_actor(), page.uid), number == page.head
    seen = cut(kind, found, audience)
    late = overdue(page.id, today()) & seen.values.keys() if is_head else frozenset()
    shown = parts(kind, seen, late)
    may_edit = is_head and may("EDIT", f"page:{page.uid}")
    describes = kind.code != SCHEMA  # what settles a kind is not to be filled, nor corrected
    first = kind.main or tuple(one.id for one in kind.fields if not one.hidden)[:_FIRST]
    main = [line for part in shown for line in part.lines if line.field in first]
    return render_fragment(
        "sheets/sheet.html",
        page=page,
        seen=seen,
        kind=in_language(kind.labels),
        main=sorted(main, key=lambda line: first.index(line.field)),
        others=shown,
        edit_url=titled_url("wiki.sheets.edit", page.title),
        may_edit=may_edit,
        overdue=len(late),
        base=number,
        exact_url=titled_url("wiki.sheets.confirm", page.title),
        origins_url=titled_url("wiki.sheets.origins", page.title),
        is_head=is_head,
        commented=names(kind) if is_head and describes else {},
        waiting_url=url_for("wiki.sheets.corrections")
        if is_head and may("REVIEW", f"page:{page.uid}") and waits_for(page.id)
        else "",
        links_url=titled_url("wiki.sheets.links", page.title)
        if describes and may("REVIEW", f"page:{page.uid}")
        else "",
        now_url=titled_url("wiki.sheets.now", page.title)
        if is_head and hours_of(kind, seen)
        else "",
        filled=filled(kind, seen, audience) if may_edit and describes else None,
    )


def comparison(old: Version, new: Version) -> Markup:
    """Between two versions whose sheets differ: what changed, as the one who reads may see it."""
    audience = audience_of(current_actor(), new.page_uid)
    return render_fragment("sheets/comparison.html", tables=tables(old.sheet, new.sheet, audience))


def head(page: Glance | Page, number: int) -> Markup | None:
    """In the head of a version of a page that has a sheet: how it looks, what it says to programs.

    The newest one alone is described, as everyone may see it.
    """
    found = shown_sheet(page.id, number)
    kind = kinds().get(found.kind) if found else None
    if found is None:
        return None
    said = {}
    if kind is not None and number == page.head:
        public = cut(kind, found, "public")
        said = structured(kind, public, page_url(page.title), lambda one: in_language(one.labels))
    return render_fragment(
        "sheets/head.html",
        described=htmlsafe_json_dumps(
            {"@context": "https://schema.org", **said}, ensure_ascii=False
        )
        if said
        else "",
    )


def menu(page: Glance) -> Markup | None:
    """In the menu of a page without sheet: describe a place on it."""
    if shown_sheet(page.id, page.head) or not may("EDIT", f"page:{page.uid}"):
        return None
    return cast("sheets/menu.html", {"url": titled_url("wiki.sheets.edit", page.title)})


def waiting_told() -> Markup | None:
    """Above the recent changes: how many corrections wait for those who may answer them."""
    number = waiting_number() if may("REVIEW") else 0
    return render_fragment("sheets/waiting_told.html", number=number) if number else None


def waiting_list() -> Markup | None:
    """Among what is to be tended: sheets to mend, and the corrections that wait."""
    if not may("REVIEW"):
        return lists()
    return lists() + render_fragment("sheets/waiting_list.html", number=waiting_number())
