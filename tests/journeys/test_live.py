"""Writing a page at the same moment: three people, a plain field, a bad line, a right that ends."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.editor import body_of
from tests.journeys.sites import Site
from wiki.live.service import log
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.protect import protect

BODY = "# Accueil\n\nOuvert le lundi.\n\n## Venir\n\nPar le tram.\n"
LIVE = re.compile(r"/live/page/\w+\?")
Opened = Callable[..., Page]


class Line:
    """The way from a browser to the server, which may be cut."""

    def __init__(self, page: Page) -> None:
        self.is_open = True
        self.server: WebSocketRoute | None = None
        self._sockets: list[WebSocketRoute] = []
        page.route_web_socket(LIVE, self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        if not self.is_open:
            socket.close(code=1001)
            return
        self.server = socket.connect_to_server()
        self._sockets.append(socket)

    def cut(self) -> None:
        """Nothing goes, nothing comes."""
        self.is_open = False
        while self._sockets:
            self._sockets.pop().close(code=1001)


@pytest.fixture(autouse=True)
def quai(site: Site) -> None:
    """A page by charlie."""
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", BODY)


@pytest.fixture
def opened(site: Site, new_page: Callable[..., Page]) -> Iterator[Opened]:
    """Gives `opened(name)`: somebody who writes this page, on a desk or a telephone."""

    def open_(
        name: str, *, prepare: Callable[[Page], object] | None = None, **more: object
    ) -> Page:
        page = new_page(**{"viewport": DESK, **more})
        site.enter(page, name)
        if prepare:
            prepare(page)
        page.goto(f"{site.address}/wiki/Le_quai/edit")
        expect(page.locator("[data-editor-state]")).to_have_text(re.compile("enregistré"))
        if page.viewport_size == DESK:
            page.locator(".cm-content").wait_for()
        return page

    return open_


def on_phone(opened: Opened, name: str, **more: object) -> Page:
    return opened(name, viewport=PHONE, has_touch=True, is_mobile=True, **more)


def put(page: Page, at: str, text: str) -> None:
    """Type at the beginning of a text, or at its end (`Home` or `End`)."""
    area = page.locator("#body")
    (area if area.is_visible() else page.locator(".cm-content")).focus()
    page.keyboard.press(f"Control+{at}")
    page.keyboard.type(text)


def same(text: str, *pages: Page) -> None:
    """All have this text, and the server has taken it."""
    for page in pages:
        expect(page.locator("form.editor [name=body]")).to_have_value(text)


def read_aloud(page: Page) -> list[str]:
    """The texts of the tree that screen readers read."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    shown = [node for node in tree["nodes"] if not node["ignored"]]
    texts = [node for node in shown if node["role"]["value"] == "StaticText"]
    return [str(node["name"]["value"]).strip() for node in texts]


def test_three_write_one_page(
    opened: Opened, site: Site, accessibility_faults: Callable[[Page], object]
) -> None:
    alice, bob, charlie = opened("alice"), on_phone(opened, "bob"), opened("charlie")
    for page, others in ((alice, ["bob", "charlie"]), (bob, ["alice", "charlie"])):
        expect(
            page.get_by_role("list", name="Qui écrit aussi cette page").get_by_role("button")
        ).to_have_text([re.compile(name) for name in others])
    expect(alice.locator(".live [role=status]")).to_contain_text("charlie écrit aussi cette page.")
    put(alice, "Home", "De tous. ")
    put(bob, "End", "À pied 😀.\n")
    same(f"De tous. {BODY}À pied 😀.\n", charlie)
    put(charlie, "End", "À vélo.\n")
    whole = f"De tous. {BODY}À pied 😀.\nÀ vélo.\n"
    same(whole, alice, bob, charlie)
    # Where the others are: for the eye in the text, in words in the list.
    expect(alice.locator(".live-caret[data-name=charlie]")).to_have_class(re.compile(r"\bc[0-7]\b"))
    expect(bob.get_by_role("button", name="charlie")).to_contain_text("Venir")
    expect(bob.locator(".live-mirror .live-caret[data-name=charlie]")).to_have_count(1)
    heard = read_aloud(alice)
    assert heard.count("charlie") == 1, "in the list, and not in the text"
    assert any("De tous." in text for text in heard)
    assert not accessibility_faults(alice)
    assert not accessibility_faults(bob)
    # One undoes one's own.
    bob.locator("#body").press("Control+z")
    same(whole.replace("À pied 😀.\n", ""), alice, bob, charlie)
    bob.locator("#body").press("Control+Shift+z")
    alice.locator(".cm-content").press("Control+z")
    same(whole.replace("De tous. ", ""), alice, bob, charlie)
    alice.locator(".cm-content").press("Control+y")
    same(whole, alice, bob, charlie)
    alice.get_by_label("Résumé de la modification").fill("À trois")
    alice.get_by_role("button", name="Enregistrer").click()
    alice.wait_for_url("**/wiki/Le_quai")
    expect(alice.locator("main")).to_contain_text("À vélo.")
    assert site.text("Le quai") == whole
    alice.goto(f"{site.address}/wiki/Le_quai/history")
    for name in ("alice", "bob", "charlie"):
        expect(alice.locator("main li").filter(has_text="À trois")).to_contain_text(name)
    expect(bob.locator(".live [role=status]")).to_contain_text("alice a enregistré la version 2.")
    expect(bob.locator("[data-editor-state]")).to_have_text("Tout est enregistré")
    put(charlie, "End", "Fini.\n")
    same(f"{whole}Fini.\n", bob, charlie)


def kept_here(page: Page, wanted: bool) -> None:
    """The browser keeps something of the shared text, or nothing any more."""
    for _ in range(100):
        if wanted == page.evaluate(
            "Object.keys(localStorage).some((key) => /^wiki:live:/.test(key))"
        ):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"kept here: {not wanted}")


def test_one_who_was_away_comes_back(opened: Opened) -> None:
    lines: list[Line] = []
    alice = opened("alice")
    bob = on_phone(opened, "bob", prepare=lambda page: lines.append(Line(page)))
    lines[0].cut()
    expect(bob.locator(".live-banner")).to_contain_text("La connexion est perdue.")
    expect(bob.locator(".live-people")).to_be_hidden()
    put(bob, "End", "Écrit dans le train.\n")
    put(alice, "Home", "Écrit au bureau. ")
    expect(bob.locator("[data-editor-state]")).to_contain_text("Gardé dans ce navigateur")
    # The window falls, and is opened again while the line is still cut.
    kept_here(bob, True)
    bob.once("dialog", lambda dialog: dialog.accept())
    bob.reload()
    expect(bob.locator("#body")).to_have_value(f"{BODY}Écrit dans le train.\n")
    lines[0].is_open = True
    same(f"Écrit au bureau. {BODY}Écrit dans le train.\n", alice, bob)
    expect(bob.locator(".live-banner")).to_be_hidden()
    expect(alice.get_by_role("button", name="bob")).to_be_visible()
    kept_here(bob, False)
    # Saved by the form while the line is cut: it is not written a second time once it is back.
    lines[0].cut()
    put(bob, "End", "Sans ligne.\n")
    bob.get_by_role("button", name="Enregistrer").click()
    bob.wait_for_url("**/wiki/Le_quai")
    kept_here(bob, False)
    lines[0].is_open = True
    bob.goto(bob.url + "/edit")
    same(f"Écrit au bureau. {BODY}Écrit dans le train.\nSans ligne.\n", alice, bob)


def test_what_a_browser_keeps_is_of_one_window_and_one_person(opened: Opened, site: Site) -> None:
    lines: list[Line] = []
    bob = on_phone(opened, "bob", prepare=lambda page: lines.append(Line(page)))
    lines[0].cut()
    put(bob, "End", "De bob seul.\n")
    kept_here(bob, True)
    # The window sleeps, and said nothing for long: it lives, and its words are its own.
    asleep = """
        for (const key of Object.keys(localStorage).filter((key) => /^wiki:live:/.test(key))) {
          localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), at: 0 });
        }
    """
    bob.evaluate(asleep)
    again = bob.context.new_page()
    again.goto(bob.url)
    expect(again.locator("[data-editor-state]")).to_have_text("Tout est enregistré")
    assert again.input_value("#body") == BODY
    again.close()
    # Somebody else comes to this computer.
    bob.once("dialog", lambda dialog: dialog.accept())
    bob.goto(f"{site.address}/wiki/Le_quai")
    lines[0].is_open = True
    site.enter(bob, "charlie")
    bob.goto(f"{site.address}/wiki/Le_quai/edit")
    expect(bob.locator("[data-editor-state]")).to_have_text("Tout est enregistré")
    assert bob.input_value("#body") == BODY
    kept_here(bob, True)
    # Where nobody can tell who has a name, it is taken up under another one.
    bob.add_init_script("delete Navigator.prototype.locks")
    site.enter(bob, "bob")
    bob.reload()
    same(f"{BODY}De bob seul.\n", bob)
    kept_here(bob, False)


def test_a_draft_of_before_does_not_take_away_what_others_wrote(opened: Opened, site: Site) -> None:
    alice = opened("alice")
    bob = on_phone(opened, "bob")
    bob.evaluate(
        """(body) => {
          const { who } = document.querySelector("form.editor").dataset;
          const kept = { body, base: "1", at: new Date().toISOString() };
          localStorage.setItem(`wiki:draft:${who}:/wiki/Le_quai:`, JSON.stringify(kept));
        }""",
        f"{BODY}Un brouillon de bob.\n",
    )
    put(alice, "Home", "D’alice. ")
    same(f"D’alice. {BODY}", bob)
    # On the same computer, somebody else is not offered it.
    site.enter(bob, "charlie")
    bob.reload()
    expect(bob.locator("[data-editor-state]")).to_have_text(re.compile("enregistré"))
    expect(bob.get_by_role("button", name="Reprendre ce texte")).to_be_hidden()
    site.enter(bob, "bob")
    bob.reload()
    bob.get_by_role("button", name="Reprendre ce texte").click()
    expect(bob.locator(".live-banner")).to_contain_text("de votre côté")
    assert bob.input_value("#body") == f"{BODY}Un brouillon de bob.\n"
    same(f"D’alice. {BODY}", alice)
    bob.get_by_role("button", name="Enregistrer").click()
    bob.wait_for_url("**/wiki/Le_quai")
    assert site.text("Le quai") == f"{BODY}Un brouillon de bob.\n"
    same(f"D’alice. {BODY}Un brouillon de bob.\n", alice)


def test_what_cannot_join_the_text_is_kept_and_joined_by_hand(opened: Opened, site: Site) -> None:
    lines: list[Line] = []
    bob = on_phone(opened, "bob", prepare=lambda page: lines.append(Line(page)))
    alice = opened("alice")
    # The text starts anew while the line is cut.
    lines[0].cut()
    put(bob, "End", "Écrit dans le train.\n")
    with site.app.app_context():
        uid = queries.get("Le quai").uid
        delete(people.make("alice"), uid)
        bring_back(people.make("alice"), uid)
    same(BODY, alice)
    put(alice, "Home", "Au bureau. ")
    lines[0].is_open = True
    kept = bob.locator(".live-banner").get_by_role("link")
    expect(kept).to_be_visible()
    same(f"Au bureau. {BODY}", alice, bob)
    with bob.expect_popup() as popup:
        kept.click()
    copy = popup.value
    expect(copy.get_by_role("heading", name="Votre copie", level=1)).to_be_visible()
    expect(copy.locator("main")).to_contain_text("Écrit dans le train.")
    copy.get_by_role("button", name="Joindre au texte partagé").click()
    copy.wait_for_url("**/wiki/Le_quai/edit")
    same(f"Au bureau. {BODY}Écrit dans le train.\n", alice, bob)
    # A browser came apart from the others: it takes their text, and its own is set apart.
    put(bob, "End", "Fin.\n")
    same(f"Au bureau. {BODY}Écrit dans le train.\nFin.\n", alice, bob)
    with site.app.app_context():
        v = log.opened("page", uid).head.v
    assert lines[0].server is not None
    lines[0].server.send(json.dumps({"sum": {"v": v, "crc": 0}}))
    expect(bob.locator(".live-banner")).to_contain_text("Votre texte n’était plus celui des autres")
    expect(kept).to_be_visible()
    put(bob, "End", "Et encore.\n")
    same(f"Au bureau. {BODY}Écrit dans le train.\nFin.\nEt encore.\n", alice, bob)


def test_where_sockets_are_blocked(opened: Opened) -> None:
    blocked = """
        window.WebSocket = class extends EventTarget {
          constructor() {
            super();
            setTimeout(() => this.dispatchEvent(new CloseEvent("close", { code: 1006 })));
          }
        };
    """
    alice = opened("alice")
    bob = on_phone(opened, "bob", prepare=lambda page: page.add_init_script(blocked))
    put(alice, "Home", "Par un fil. ")
    put(bob, "End", "Par un autre.\n")
    same(f"Par un fil. {BODY}Par un autre.\n", alice, bob)
    expect(alice.get_by_role("button", name="bob")).to_be_visible()


def test_one_whose_right_ends(opened: Opened, site: Site) -> None:
    alice, charlie = opened("alice"), opened("charlie")
    put(charlie, "End", "Au milieu d’une")
    same(f"{BODY}Au milieu d’une", alice)
    with site.app.app_context():
        protect(people.make("alice"), queries.get("Le quai").uid, "moderators")
    expect(charlie.locator(".live-banner")).to_be_visible()
    expect(charlie.locator(".cm-content")).to_have_attribute("aria-readonly", "true")
    charlie.keyboard.type(" que rien ne reçoit")
    put(alice, "End", " phrase finie par alice.")
    same(f"{BODY}Au milieu d’une phrase finie par alice.", alice, charlie)


def test_a_shared_text_keeps_its_writers_and_is_light(
    opened: Opened, site: Site, console: Console
) -> None:
    """A page that is left keeps what was written; another window finds it."""
    alice = opened("alice")
    put(alice, "End", "Pas encore enregistré.\n")
    bob = opened("bob")
    same(f"{BODY}Pas encore enregistré.\n", alice, bob)
    alice.get_by_role("link", name="Annuler").click()
    alice.wait_for_url("**/wiki/Le_quai")
    expect(bob.locator(".live-people")).to_be_hidden()
    assert body_of(bob) == f"{BODY}Pas encore enregistré.\n"
    assert site.text("Le quai") == BODY
