"""What a worker does at its first start: the demonstration is copied with that done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import upgraded
from tests.journeys.sites import Site, close, make, served
from wiki.jobs.service import run_all
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save
from wiki.watch.service.follow import follow


@pytest.fixture
def begun(tmp_path: Path, assets: None, close_pages: Callable[[], None]) -> Iterator[Site]:
    """A wiki in which people wrote before any worker was there, as it is served at last."""
    upgraded(f"sqlite:///{tmp_path}/wiki.db")
    app = make(tmp_path)
    with app.app_context():
        bob, charlie = people.make("bob"), people.make("charlie")
        save(charlie, Edit("Le quai", "Ouvert le lundi.\n", 0))
        follow(bob, "page", queries.get("Le quai").uid)
        save(charlie, Edit("Le quai", "Ouvert le mardi.\n", 1))
        run_all()  # what was queued tells nobody: only a worker that starts does
    with served(app) as site:
        yield site
        close_pages()
    close(app)


def test_who_follows_is_told_by_the_first_worker(page: Page, begun: Site) -> None:
    begun.enter(page, "bob")
    page.goto(f"{begun.address}/inbox")
    line = page.locator(".notice")
    for _ in range(20):
        if line.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(line).to_contain_text("Le quai")
    expect(line).to_contain_text("par charlie")
