"""What follows a page when it is joined to another one, counted before."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.contacts.queries import of_page as contacts_of
from wiki.discussions.models import Passage, Thread
from wiki.kernel.db import reading
from wiki.organisations.queries.mandates import of_page as mandates_of
from wiki.organisations.queries.related import networks_of
from wiki.pages.models import Page
from wiki.pages.queries.links import backlinks
from wiki.pages.queries.pages import redirects_to


class Following(NamedTuple):
    """How much follows; of the pages that link to it, whether there are more than are counted."""

    links: int
    has_more_links: bool
    redirects: int
    networks: int
    contacts: int
    mandates: int
    threads: int
    #: Threads about a passage: they stay with the text that they are about.
    passages: int


def following(page: Page) -> Following:
    """What follows a page."""
    linking = backlinks(page)
    about = sa.select(sa.func.count(), sa.func.count(Passage.thread_id)).select_from(Thread)
    about = about.outerjoin(Passage, Passage.thread_id == Thread.id)
    about = about.where(Thread.target_kind == "page", Thread.target_uid == page.uid)
    threads, passages = reading().execute(about).one()
    return Following(
        len(linking.rows),
        linking.next_key is not None,
        len(redirects_to(page.id)),
        len(networks_of(page.id)),
        len(contacts_of(page.id)),
        len(mandates_of(page.id)),
        threads - passages,
        passages,
    )
