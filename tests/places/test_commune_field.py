"""A field for a commune: offers by the keyboard as by a finger, understood without them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.sites import Site

Mapped = Callable[..., Site]


@pytest.fixture
def field(page: Page, mapped: Mapped) -> Page:
    page.goto(f"{mapped().address}/map-tried")
    page.get_by_role("combobox", name="Commune").focus()
    return page


def test_a_commune_is_chosen_by_the_keyboard(field: Page) -> None:
    field.keyboard.type("pomer")
    offered = field.get_by_role("listbox", name="Commune").get_by_role("option")
    expect(offered).to_have_text(["Pomérols (34810, Hérault)", "Pomerol (33500, Gironde)"])
    field.keyboard.press("ArrowDown")
    field.keyboard.press("ArrowDown")
    field.keyboard.press("Enter")
    expect(field.get_by_role("combobox", name="Commune")).to_have_value("Pomerol (33500)")
    expect(field.get_by_role("listbox")).to_be_hidden()


def test_a_commune_is_chosen_by_a_finger(field: Page) -> None:
    field.keyboard.type("33500")
    field.get_by_role("option", name="Libourne").click()
    expect(field.get_by_role("combobox", name="Commune")).to_have_value("Libourne (33500)")


def test_other_words_are_as_good(field: Page) -> None:
    field.keyboard.type("pomerol 33")
    expect(field.get_by_role("option")).to_have_count(1)
    field.keyboard.press("Escape")
    expect(field.get_by_role("listbox")).to_be_hidden()
    expect(field.get_by_role("combobox", name="Commune")).to_have_value("pomerol 33")


def test_nothing_blocks_a_screen_reader(
    field: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    field.keyboard.type("saint-etienne")
    expect(field.get_by_role("option").first).to_be_visible()
    assert accessibility_faults(field) == []
