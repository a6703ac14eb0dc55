"""What the territories put elsewhere: on the page of a place, among what a search finds."""

from __future__ import annotations

from markupsafe import Markup

from wiki.geography.communes import commune_today, departments, epcis
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance
from wiki.territories import rules
from wiki.territories.queries import insee_of
from wiki.territories.views.lists import url_of
from wiki.web.templates import render_fragment


def of_place(page: Glance | Page, number: int) -> Markup | None:
    """At the head of a place: the territories where it is. Part of the page that is kept."""
    commune = commune_today(insee_of(page.id)) if number == page.head else None
    if commune is None:
        return None
    found = [(url_of(commune.department), departments()[commune.department].full_name)]
    if commune.epci in epcis():
        found.insert(0, (url_of(commune.epci), epcis()[commune.epci]))
    return render_fragment("territories/of_place.html", found=found)


def found(words: str) -> Markup | None:
    """Above what a search finds: the territories that are called so."""
    named = [(url_of(one.code), one.name) for one in rules.named(words)]
    return render_fragment("territories/found.html", named=named) if named else None
