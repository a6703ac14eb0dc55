"""What the journeys visit: the demonstration, one copy that all read, one for each that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import people
from tests.journeys.sites import Site, copied, demonstration, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def demo_data(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of a demonstration, loaded once, that nobody opens."""
    return once("demo", demonstration)


@pytest.fixture(scope="session")
def demo(demo_data: Path, tmp_path_factory: pytest.TempPathFactory, assets: None) -> Iterator[Site]:
    """A demonstration that is only read; alice administers it."""
    with copied(demo_data, tmp_path_factory.mktemp("read") / "data") as app:
        with app.app_context():
            people.make_all()
        with served(app) as site:
            yield site


@pytest.fixture
def together() -> bool:
    """Whether a page is written together by those who edit it; where not, each has a draft."""
    return True


@pytest.fixture
def site(
    demo_data: Path,
    tmp_path: Path,
    assets: None,
    close_pages: Callable[[], None],
    together: bool,
) -> Iterator[Site]:
    """A demonstration of one's own, to write in."""
    with copied(demo_data, tmp_path / "data", WIKI_LIVE=together) as app, served(app) as site:
        yield site
        close_pages()  # what a page still loads is not to find the door shut


@pytest.fixture(params=["with", "without"])
def either(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    """A desk, with JavaScript then without."""
    return new_page(viewport=DESK, java_script_enabled=request.param == "with")


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A telephone that one touches."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True)
