"""What the censuses put on the screens of corrections."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from wiki.census.models import Campaign, Target
from wiki.census.queries import targets
from wiki.census.views.links import key_of
from wiki.kernel.db import reading
from wiki.sheets.models import Correction, CorrectionLink
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import may, render_fragment


def asked(link: CorrectionLink | None) -> Markup | None:
    """At the head of the form of one who is asked: what for, until when, and how to decline."""
    found = _of(link.id) if link else None
    if found is None:
        return None
    target, campaign = found
    return render_fragment(
        "census/asked.html",
        campaign=campaign,
        target=target,
        intro=safe(render_text(campaign.intro).html),
        signed=key_of(target),
    )


def thanked(link: CorrectionLink | None) -> Markup | None:
    """Once they have answered: the address at which they may change it."""
    found = _of(link.id) if link else None
    if found is None:
        return None
    target, campaign = found
    again = url_for("wiki.sheets.door.correct", token=key_of(target))
    return render_fragment("census/thanked.html", campaign=campaign, again=again)


def read(correction: Correction) -> Markup | None:
    """To those who judge an answer: of which census it is."""
    found = _of(correction.link_id)
    if found is None:
        return None
    target, campaign = found
    return render_fragment(
        "census/read.html", campaign=campaign, target=target, leads=may("CENSUS")
    )


def _of(link_id: int) -> tuple[Target, Campaign] | None:
    target = targets.of_link(link_id)
    return (target, reading().get_one(Campaign, target.census_id)) if target else None
