"""The shell and the pieces of the interface, seen in a browser."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from wiki.extension import SUBJECTS

REPO = Path(__file__).resolve().parents[2]
DIST = REPO / "static/dist"
TEMPLATES = sorted((REPO / "templates").rglob("*.html"))
PHONE = {"width": 390, "height": 844}


def weight(name: str) -> int:
    """What a built file weighs on the line."""
    data = (DIST / name).read_bytes()
    return len(data if name.endswith(".woff2") else gzip.compress(data, 9, mtime=0))


def built(name: str) -> str:
    manifest = json.loads((DIST / "manifest.json").read_text())
    return str(manifest[name]).removeprefix("dist/")


def script(*names: str) -> int:
    """What scripts weigh with all that they import, whenever they import it."""
    wanted, seen = [built(name) for name in names], set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        source = (DIST / name).read_text()
        found = re.findall(r'["\']\./([\w.-]+\.js)["\']', source)
        wanted += [other for other in found if other not in seen]
    return sum(weight(name) for name in seen)


# -- Weight


def test_the_style_is_light(assets: None) -> None:
    assert weight(built("wiki.css")) <= 15_000


def test_a_page_to_read_is_light(wiki_app: Flask) -> None:
    scripts = script("wiki.js", "theme.js")
    assert scripts <= 15_000
    html = len(gzip.compress(wiki_app.test_client().get("/wiki/Le_lieu").data, 9))
    others = sum(weight(built(name)) for name in ("wiki.css", "font.woff2", "icons.svg"))
    assert html + scripts + others <= 60_000


def test_the_edit_page_is_bounded(assets: None) -> None:
    assert script("wiki.js", "theme.js", "edit.js") <= 160_000


# -- What a page holds


def test_every_icon_that_is_named_exists(assets: None) -> None:
    sprite = (DIST / built("icons.svg")).read_text()
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'\bicon\("([\w-]+)"', path.read_text("utf-8"))
    }
    used |= {entry.icon for one in SUBJECTS for entry in one.menu if entry.icon}
    assert used - known == set()


def test_a_visitors_page_holds_nothing_personal(wiki_app: Flask) -> None:
    page = wiki_app.test_client().get("/wiki/Le_lieu")
    assert "csrf" not in page.text
    assert "nonce" not in page.text
    assert "Set-Cookie" not in page.headers


def test_the_page_says_its_language_title_and_network(wiki_app: Flask) -> None:
    text = wiki_app.test_client().get("/wiki/Le_lieu").text
    assert '<html lang="fr"' in text
    assert '<meta property="og:title" content="Le lieu">' in text
    assert '<a class="skip" href="#contenu">' in text


# -- Seen on every screen


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_refused_on_the_gallery(
    new_page: Callable[..., Page],
    address: str,
    accessibility_faults: Callable[[Page], list[str]],
    width: int,
    scheme: str,
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/gallery")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_buttons_are_large_enough_for_a_thumb(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{address}/gallery")
    boxes = [button.bounding_box() for button in page.locator(".button:visible").all()]
    assert boxes
    assert min(box["height"] for box in boxes if box) >= 44


# -- The menu, on a phone


def test_the_menu_opens_without_a_script(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}/wiki/Le_lieu")
    expect(page.locator("#menu")).not_to_be_visible()
    page.click(".bar a[href='#menu']")
    expect(page.locator("#menu")).to_be_visible()
    page.click(".rail-close")
    expect(page.locator("#menu")).not_to_be_visible()


def test_the_menu_gives_the_focus_back(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{address}/wiki/Le_lieu")
    page.click("[data-menu]")
    expect(page.locator(".rail-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).not_to_be_visible()
    expect(page.locator("[data-menu]")).to_be_focused()


# -- The scheme


def test_the_chosen_scheme_is_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/wiki/Le_lieu")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    page.goto(f"{address}/changes")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


# -- Searching from anywhere


def answer_suggestions(route: Route) -> None:
    route.fulfill(
        json=[
            {"title": "Le lieu", "url": "/wiki/Le_lieu", "snippet": "un <mark>lieu</mark> ouvert"},
            {"title": "Les lieux", "url": "/changes", "snippet": ""},
        ]
    )


def test_a_slash_goes_to_the_search_and_arrows_choose(page: Page, address: str) -> None:
    page.route("**/search/suggest?*", answer_suggestions)
    page.goto(f"{address}/wiki/Le_lieu")
    page.keyboard.press("/")
    field = page.locator("input[data-search]")
    expect(field).to_be_focused()
    page.keyboard.type("lieu")
    expect(page.locator(".suggestions [role=option]")).to_have_count(2)
    expect(page.locator(".suggestion-text").first).to_have_text("un lieu ouvert")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestions-0-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/changes")


def test_escape_closes_the_suggestions(page: Page, address: str) -> None:
    page.route("**/search/suggest?*", answer_suggestions)
    page.goto(f"{address}/wiki/Le_lieu")
    page.fill("input[data-search]", "lieu")
    expect(page.locator(".suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).not_to_be_visible()


# -- A video of another site


def test_a_video_is_asked_for_only_at_the_click(page: Page, address: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="", content_type="text/html")

    page.route("https://framatube.org/**", answer)
    page.goto(f"{address}/gallery")
    assert asked == []
    page.click("a.video-load")
    page.locator("iframe").wait_for()
    page.wait_for_timeout(300)
    assert asked == ["https://framatube.org/videos/embed/abc"]


# -- Copying


def test_a_copy_button_copies(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/gallery")
    page.click("[data-copies]")
    expect(page.locator(".toast")).to_have_text("Copié")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == "https://exemple.fr/invitation/1234"


# -- Print


def test_a_printed_page_holds_its_text_only(page: Page, address: str) -> None:
    page.goto(f"{address}/wiki/Le_lieu")
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    for part in (".header", ".rail", ".screen-heading .button"):
        expect(page.locator(part).first).not_to_be_visible()
