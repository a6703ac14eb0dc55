"""From an empty folder to two people who write: the complete path, on each engine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Console
from tests.databases import Prepare
from tests.journeys.conftest import DESK
from tests.journeys.mailbox import letter_to, link_in
from tests.mail.conftest import Server
from tests.people import PASSWORD
from tools.site import clean_environment

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture
def mail_server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def first_page(
    prepared_database: Callable[[Prepare | None], str],
    tmp_path: Path,
    mail_server: Server,
    assets: None,
) -> Iterator[str]:
    """`wiki run` on nothing at all: the address that it prints for the administrator."""
    environment = clean_environment(tmp_path) | {
        "WIKI_DATABASE_URL": prepared_database(None),
        "WIKI_SMTP_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "WIKI_MAIL_FROM": "wiki@exemple.fr",
    }
    command = [sys.executable, "-m", "wiki", "run", "--port", "0", "--no-open"]
    with subprocess.Popen(
        command, cwd=REPO, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        printed = iter(process.stdout.readline, "")
        yield next(line for line in printed if "first-run" in line).split()[-1]
        process.terminate()


def sign_out(page: Page) -> None:
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.locator("header").get_by_role("link", name="Se connecter")).to_be_visible()


def introduce_oneself(page: Page, name: str) -> None:
    page.get_by_label("Nom affiché").fill(name)
    page.get_by_label("Adresse électronique").fill(f"{name}@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)


def test_from_nothing_to_two_authors(
    new_page: Callable[..., Page], first_page: str, mail_server: Server, console: Console
) -> None:
    console.allow("404 .*/wiki/(Accueil|Le_quai)")  # not written yet
    alice = new_page(viewport=DESK)
    alice.goto(first_page)
    introduce_oneself(alice, "alice")
    alice.get_by_role("button", name="Créer le compte").click()
    expect(alice.locator("h1")).to_have_text("Réglages")

    sign_out(alice)
    alice.locator("header").get_by_role("link", name="Se connecter").click()
    alice.get_by_label("Adresse électronique ou nom").fill("alice@exemple.fr")
    alice.get_by_label("Mot de passe").fill(PASSWORD)
    alice.locator("main").get_by_role("button", name="Se connecter", exact=True).click()

    alice.locator(".account-menu > summary").click()
    alice.get_by_role("link", name="Inviter").click()
    alice.get_by_label("Adresse électronique").fill("bob@exemple.fr")
    alice.get_by_role("button", name="Inviter", exact=True).click()
    expect(alice.locator("main")).to_contain_text("L’invitation est faite")

    bob = new_page(viewport=DESK, java_script_enabled=False)
    bob.goto(link_in(letter_to(mail_server, "bob@exemple.fr")))
    expect(bob.locator("main")).to_contain_text("alice vous invite")
    introduce_oneself(bob, "bob")
    bob.get_by_role("button", name="Rejoindre le wiki").click()
    expect(bob.locator("main")).to_contain_text("Bienvenue")

    home = first_page.rpartition("/first-run/")[0]
    bob.goto(f"{home}/wiki/Le_quai/edit")
    bob.fill("[name=body]", "Un atelier au bord de l’eau.")
    bob.get_by_role("button", name="Enregistrer").click()
    expect(bob.locator("article.prose")).to_have_text("Un atelier au bord de l’eau.")
    alice.goto(f"{home}/changes")
    expect(alice.locator(".changes")).to_contain_text("Le quai")
    expect(alice.locator(".changes")).to_contain_text("bob")


def test_a_first_page_serves_once(page: Page, first_page: str, console: Console) -> None:
    console.allow("status of 40")
    page.goto(first_page)
    introduce_oneself(page, "alice")
    page.get_by_role("button", name="Créer le compte").click()
    page.context.clear_cookies()
    page.goto(first_page)
    expect(page.get_by_role("button", name="Créer le compte")).to_have_count(0)
