"""The editor as fingers use it, whichever field it shows."""

from __future__ import annotations

from playwright.sync_api import Page


def body_of(page: Page) -> str:
    """The text in the editor, whichever field shows it."""
    return page.input_value("form.editor [name=body]")


def type_text(page: Page, text: str) -> None:
    """Replace the text as fingers would, whichever field is shown."""
    area = page.locator("#body")
    if area.is_visible():
        area.fill(text)
        return
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
