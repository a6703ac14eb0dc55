"""Sending files: by a plain form, by drop, by paste; and what the page shows of them."""

from __future__ import annotations

import base64
from tempfile import NamedTemporaryFile

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import Console
from tests.files.images import PDF, image
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site

GIVE = """([kind, name, media, data]) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const given = new DataTransfer();
    given.items.add(new File([bytes], name, {type: media}));
    const how = {bubbles: true, cancelable: true};
    const event = kind === "paste"
        ? new ClipboardEvent("paste", {...how, clipboardData: given})
        : new DragEvent("drop", {...how, dataTransfer: given});
    document.querySelector(".cm-content").dispatchEvent(event);
}"""
CUT = r"net::ERR_(FAILED|INTERNET_DISCONNECTED|ABORTED|CONNECTION)"
PADDED_PDF = PDF.replace(b"xref\n", b"%" * 389_800 + b"\nxref\n", 1)


def test_files_sent_by_the_form_are_shown_in_a_page(either: Page, site: Site) -> None:
    page = either
    site.enter(page, "charlie")
    written = []
    for name, media, data in (
        ("facade.png", "image/png", image(size=(640, 480))),
        ("statuts.pdf", "application/pdf", PADDED_PDF),
    ):
        page.goto(f"{site.address}/files/new")
        page.set_input_files("[name=file]", [{"name": name, "mimeType": media, "buffer": data}])
        page.fill("[name=alt]", "La façade" if media == "image/png" else "Les statuts")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("h1")).to_have_text(name)
        written.append(page.locator("pre.copied code").inner_text())
    page.goto(f"{site.address}/wiki/Le_quai/edit")
    page.wait_for_load_state("networkidle")
    text = "\n\n".join(written)
    if page.locator("#body").is_visible():
        page.fill("#body", text)
    else:
        page.locator(".cm-content").click()
        page.keyboard.insert_text(text)
    page.click("[data-save]")
    shown = page.locator("article.prose")
    expect(shown.get_by_role("img", name="La façade")).to_be_visible()
    assert page.evaluate("document.querySelector('.prose img').naturalWidth") > 0
    expect(shown).to_contain_text("PDF – 390 ko")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_file_given_to_the_editor_is_sent(page: Page, site: Site, kind: str) -> None:
    page.set_viewport_size(DESK)
    site.enter(page, "charlie")
    page.goto(f"{site.address}/wiki/Le_quai/edit")
    page.locator(".cm-content").wait_for()
    for name, media, data in (
        ("facade.png", "image/png", image()),
        ("statuts.pdf", "application/pdf", PADDED_PDF),
    ):
        encoded = base64.b64encode(data).decode()
        page.evaluate(GIVE, [kind, name, media, encoded])
        if media == "image/png":
            expect(page.locator("#alt-text")).to_be_focused()
            page.keyboard.type("La façade")
            page.keyboard.press("Enter")
        expect(page.locator("[data-editor-state]")).to_contain_text(f"{name} est ajouté")
    page.click("[data-save]")
    expect(page.locator("article.prose").get_by_role("img", name="La façade")).to_be_visible()
    expect(page.locator("article.prose")).to_contain_text("PDF – 390 ko")


def test_fifty_files_go_on_through_a_cut_line(page: Page, site: Site, console: Console) -> None:
    console.allow(CUT)
    page.set_viewport_size(DESK)
    site.enter(page, "charlie")
    page.goto(f"{site.address}/files")
    given = [
        {"name": f"plan-{n}.png", "mimeType": "image/png", "buffer": image(size=(8 + n, 8))}
        for n in range(49)
    ]
    long = PDF.replace(b"xref\n", b"%" * 2_300_000 + b"\nxref\n", 1)
    given.insert(0, {"name": "long.pdf", "mimeType": "application/pdf", "buffer": long})
    lost: list[str] = []

    def lose(route: Route) -> None:
        """The server takes the piece, its answer is lost; twice."""
        if route.request.method == "PATCH" and len(lost) < 2:
            route.fetch()
            lost.append(route.request.headers["upload-offset"])
            route.abort()
        else:
            route.continue_()

    page.route("**/files/uploads/*", lose)
    page.set_input_files("[data-uploads] [name=file]", given)
    expect(page.locator(".uploads-line.is-cut").first).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator(".uploads-line.is-cut")).not_to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator("[data-told]")).to_have_text("Envoyés : 50 sur 50.", timeout=60_000)
    assert len(lost) == 2
    page.get_by_role("link", name="long.pdf").click()
    expect(page.locator("h1")).to_have_text("long.pdf")
    expect(page.locator("main")).to_contain_text("2,3")


def test_what_was_begun_in_a_closed_page_goes_on(page: Page, site: Site, console: Console) -> None:
    console.allow(CUT)
    site.enter(page, "charlie")
    long = PDF.replace(b"xref\n", b"%" * 2_300_000 + b"\nxref\n", 1)
    sent: list[str] = []

    def note(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) > 1:
                route.abort()
                return
        route.continue_()

    path = site.address
    page.goto(f"{path}/files/new")
    page.route("**/files/uploads/*", note)
    given = page.locator("[data-uploads] [name=file]")
    with NamedTemporaryFile(suffix=".pdf") as kept:
        kept.write(long)
        kept.flush()
        given.set_input_files(kept.name)
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator(".uploads-line.is-cut")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{path}/files/new")
        page.unroute("**/files/uploads/*")
        page.on("request", lambda one: sent.append(one.headers.get("upload-offset", "")))
        sent.clear()
        page.locator("[data-uploads] [name=file]").set_input_files(kept.name)
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("h1")).to_contain_text(".pdf")
    assert next(one for one in sent if one) == "1000000"
