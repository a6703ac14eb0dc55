"""The map in a browser: for the eye, by the keyboard, without a script, with tens of thousands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import Console
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.sites import Site

Mapped = Callable[..., Site]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500017a5eab3f0000000049454e44ae426082"
)


def opened(page: Page, site: Site, query: str = "") -> Page:
    page.goto(f"{site.address}/map-tried{query}")
    page.locator("[data-map][data-drawn]").wait_for()
    return page


def test_places_and_groups_are_named(page: Page, mapped: Mapped) -> None:
    opened(page, mapped())
    area = page.get_by_role("region", name="Carte des lieux")
    names = area.locator("button").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert names == ["Le Comptoir, Paris", "3 lieux", "La Halte, Mende, Fermé"]
    expect(page.locator("[role=application]")).to_have_count(0)
    assert page.locator(".leaflet-tile-pane .map-outline").count() > 50  # under what is drawn


def test_a_card_says_what_is_known(page: Page, mapped: Mapped) -> None:
    opened(page, mapped())
    page.get_by_role("button", name="La Halte, Mende, Fermé").click()
    card = page.get_by_role("dialog", name="La Halte")
    expect(card.get_by_role("link", name="La Halte")).to_have_attribute("href", "/wiki/La_Halte")
    expect(card.locator("p")).to_have_text(["La Halte", "Mende", "Fablab", "Fermé"])
    card.get_by_role("button", name="Fermer").click()
    expect(card).to_have_count(0)


def test_places_at_one_address_are_listed(page: Page, mapped: Mapped) -> None:
    opened(page, mapped())
    page.get_by_role("button", name="3 lieux").click()
    card = page.get_by_role("dialog", name="3 lieux")
    told = {*card.get_by_role("link").all_inner_texts()}
    doubt = "Le Quai, Pomerol, Ouvert, dit en 2012, à vérifier"
    assert told == {doubt, "Le Pont, Pomerol", "Le Phare, Pomerol"}


def test_the_whole_map_by_the_keyboard(page: Page, mapped: Mapped) -> None:
    opened(page, mapped())
    skip = page.get_by_role("link", name="Passer la carte, aller à la liste")
    skip.focus()
    expect(skip).to_be_in_viewport()
    focused = page.locator(":focus")
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(focused.get_attribute("aria-label") or focused.inner_text())
    signs = ["Le Comptoir, Paris", "3 lieux", "La Halte, Mende, Fermé"]
    views = ["Métropole", "La Réunion"]
    assert stops == [*views, "Carte des lieux", *signs, "Agrandir", "Réduire"]
    sign = page.get_by_role("button", name="La Halte")
    sign.focus()
    page.keyboard.press("Enter")
    expect(focused).to_have_text("La Halte")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(sign).to_be_focused()
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(focused).to_have_text("Le Comptoir")


def test_the_places_overseas_are_one_button_away(page: Page, mapped: Mapped) -> None:
    opened(page, mapped())
    views = page.get_by_role("group", name="Aller à").get_by_role("button")
    expect(views).to_have_text(["Métropole", "La Réunion"])
    views.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="La Ravine, Saint-Denis")).to_be_in_viewport()
    views.first.click()
    expect(page.get_by_role("button", name="La Halte, Mende, Fermé")).to_be_in_viewport()


def test_a_group_opens_by_the_keyboard_and_the_focus_stays_there(
    page: Page, mapped: Mapped
) -> None:
    opened(page, mapped(), "?n=500")
    groups = page.locator(".map-group")
    before = [one.get_attribute("aria-label") for one in groups.all()]
    groups.first.focus()
    page.keyboard.press("Space")
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Lieux montrés sur la carte")
    assert [one.get_attribute("aria-label") for one in groups.all()] != before
    held = page.locator(".map-canvas button:focus")
    expect(held).to_have_count(1)
    expect(held).to_be_in_viewport()


def test_what_one_sees_has_an_address(page: Page, mapped: Mapped) -> None:
    site = mapped()
    opened(page, site, "?n=500")
    page.get_by_role("button", name="Agrandir").click()
    expect(page.locator("[data-said]")).not_to_be_empty()
    address = page.url
    assert "#" in address
    labels = "all => all.map(one => one.ariaLabel).sort()"
    seen = page.locator(".map-canvas button").evaluate_all(labels)
    page.goto("about:blank")
    page.goto(address)
    page.locator("[data-map][data-drawn]").wait_for()
    assert page.locator(".map-canvas button").evaluate_all(labels) == seen


def test_fifty_thousand_places_are_a_few_buttons(page: Page, mapped: Mapped) -> None:
    site = mapped()
    opened(page, site, "?n=50000")  # the file is made once
    opened(page, site, "?n=50000")
    counts = page.locator(".map-group").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert 4 <= len(counts) <= 100
    digits = ("".join(c for c in count if c.isdigit()) for count in counts)
    assert 45_000 < sum(map(int, digits)) <= 50_000
    drawn = page.evaluate("performance.now()")
    print(f"\n50 000 lieux montrés en {drawn:.0f} ms depuis le début de la navigation")


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_the_way(
    new_page: Callable[..., Page],
    mapped: Mapped,
    accessibility_faults: Callable[[Page], list[str]],
    size: dict[str, int],
    scheme: str,
) -> None:
    page = opened(new_page(viewport=size, color_scheme=scheme), mapped())
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="3 lieux").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_without_a_script_the_list_stands_alone(
    page_without_javascript: Page, mapped: Mapped
) -> None:
    page = page_without_javascript
    page.goto(f"{mapped().address}/map-tried")
    expect(page.locator(".map")).to_be_hidden()
    expect(page.locator("#places a")).to_have_count(6)


def test_says_that_the_places_did_not_come(page: Page, mapped: Mapped, console: Console) -> None:
    console.allow("503")
    page.goto(f"{mapped().address}/map-tried?n=none")
    said = page.get_by_role("status").filter(has_text="La liste dit la même chose")
    expect(said).to_be_visible()
    expect(page.locator(".map-canvas")).to_be_hidden()


def test_asks_nobody_but_the_wiki(page: Page, mapped: Mapped) -> None:
    site = mapped()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, site)
    assert [url for url in asked if not url.startswith((site.address, "data:"))] == []


def test_shows_the_tiles_of_the_deployment_with_their_credit(page: Page, mapped: Mapped) -> None:
    asked: list[str] = []

    def image(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    page.route("https://tuiles.exemple/**", image)
    site = mapped(
        WIKI_TILES_URL="https://tuiles.exemple/{z}/{x}/{y}.png",
        WIKI_TILES_CREDIT="© Cartes libres https://cartes.exemple/licence",
    )
    opened(page, site)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert asked
    expect(page.locator(".map-outline")).to_have_count(0)
    credit = page.get_by_role("link", name="© Cartes libres")
    expect(credit).to_have_attribute("href", "https://cartes.exemple/licence")
