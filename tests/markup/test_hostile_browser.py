"""The hostile texts in a real browser: nothing runs, nothing is asked for, nothing dangerous."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.markup.conftest import Village
from tests.markup.hostile import ADDRESS_PLACES, ELEMENT_PLACES, ELEMENTS, addresses
from wiki.markup import parse, render

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Route

SITE = "http://wiki.test"
FAULTS = """pages => {
  const faults = [];
  const forbidden =
    'SCRIPT STYLE IFRAME OBJECT EMBED FORM BUTTON LINK META BASE TEMPLATE VIDEO svg math';
  const names = 'style srcdoc formaction name target ping';
  for (const html of pages) {
    document.body.innerHTML = html;
    for (const element of document.body.querySelectorAll('*')) {
      const said = reason => faults.push(reason + ' : ' + element.outerHTML);
      if (forbidden.split(' ').includes(element.tagName)) said('element');
      for (const attribute of element.attributes)
        if (attribute.name.startsWith('on') || names.split(' ').includes(attribute.name))
          said(attribute.name);
      if (element.tagName !== 'A' || !element.hasAttribute('href')) continue;
      if (!['http:', 'https:', 'mailto:', 'tel:'].includes(element.protocol)) said('scheme');
      if (element.username || element.password) said('user');
      if (element.hostname.includes('mechant')) said('host');
      if (element.protocol.startsWith('http') && element.hostname !== 'wiki.test' && !element.rel)
        said('rel');
    }
  }
  document.body.replaceChildren();
  return faults;
}"""


def texts() -> Iterator[str]:
    """Every hostile element in every place, and one address in five in every place."""
    for place in ELEMENT_PLACES:
        yield from (place.replace("E", element) for element in ELEMENTS)
    for place in ADDRESS_PLACES:
        yield from (place.replace("U", address) for address in list(addresses())[::5])


def test_in_a_browser(page: Page, village: Village) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<!doctype html><title>t</title>", content_type="text/html")

    def refuse(dialog: Dialog) -> None:
        asked.append("dialog")
        dialog.dismiss()

    page.route("**/*", answer)
    page.on("dialog", refuse)
    page.goto(f"{SITE}/wiki/Essai")
    rendered = [render(parse(text), village).html for text in texts()]
    assert len(rendered) > 2_500
    for start in range(0, len(rendered), 250):
        assert page.evaluate(FAULTS, rendered[start : start + 250]) == []
    elsewhere = [url for url in asked if not url.startswith(f"{SITE}/")]
    assert elsewhere == []
