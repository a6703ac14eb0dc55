"""What crosses the line, counted by the browser itself."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page, Response

from tests.journeys.conftest import DESK
from tests.journeys.sites import Site


class Meter:
    """Adds up what a page receives, headers included."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        page.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108

    def total(self) -> Counter[str]:
        """Octets by kind of file, and under « all »."""
        weights: Counter[str] = Counter()
        for answer in self.answers:
            sizes = answer.request.sizes()
            octets = sizes["responseBodySize"] + sizes["responseHeadersSize"]
            weights[answer.request.resource_type] += octets
            weights["all"] += octets
        return weights


def test_reading_a_page_is_light(page: Page, demo: Site) -> None:
    meter = Meter(page)
    page.goto(f"{demo.address}/wiki/SoLozère", wait_until="networkidle")
    weights = meter.total()
    assert weights["script"] <= 15_000, weights
    assert weights["all"] <= 60_000, weights
    assert {"stylesheet", "font", "document"} <= weights.keys()


def test_reading_as_a_member_is_light(page: Page, demo: Site) -> None:
    demo.enter(page, "charlie")
    meter = Meter(page)
    page.goto(f"{demo.address}/wiki/SoLozère", wait_until="networkidle")
    # What a visitor gets, and the script that comments on a passage.
    assert meter.total()["all"] <= 64_000, meter.total()


def test_the_edit_page_is_bounded(page: Page, demo: Site) -> None:
    page.set_viewport_size(DESK)
    demo.enter(page, "charlie")
    meter = Meter(page)
    page.goto(f"{demo.address}/wiki/SoLozère/edit", wait_until="networkidle")
    page.locator(".cm-content").wait_for()
    weights = meter.total()
    assert 100_000 < weights["script"] <= 160_000, weights


def test_a_second_page_brings_only_its_text(page: Page, demo: Site) -> None:
    page.goto(f"{demo.address}/wiki/SoLozère", wait_until="networkidle")
    meter = Meter(page)
    page.goto(f"{demo.address}/wiki/Coworking", wait_until="networkidle")
    weights = meter.total()
    assert weights["script"] == weights["stylesheet"] == weights["font"] == 0, weights
