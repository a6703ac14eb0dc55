"""``./dev.py shot PATH IMAGE.png [WIDTH] [--dark] [--screen]``: the demonstration in a picture.

``WIKI_SHOT_URL`` names a wiki that runs already; else one is started on demonstration data kept
in .cache/shot until the demonstration or the schema changes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import ConsoleMessage, sync_playwright

from tools import browser
from tools.site import clean_environment, running

REPO = Path(__file__).resolve().parent.parent
CACHE = REPO / ".cache/shot"


def _data() -> Path:
    """Demonstration data, loaded again when what makes them changed."""
    state = hashlib.sha256()
    for folder in ("wiki/demo", "migrations"):
        for path in sorted((REPO / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                state.update(path.read_bytes())
    data = CACHE / state.hexdigest()[:16]
    if not (data / ".ready").exists():
        shutil.rmtree(CACHE, ignore_errors=True)
        data.mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-m", "wiki", "demo"],
            cwd=REPO,
            env=clean_environment(data),
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        (data / ".ready").touch()
    return data


@contextlib.contextmanager
def address() -> Iterator[str]:
    """Where the pages are served for the time of the block, without a final slash."""
    if given := os.environ.get("WIKI_SHOT_URL"):
        yield given.rstrip("/")
        return
    with running(sys.executable, "-m", "wiki", data=_data(), folder=REPO) as address:
        yield address


def _hear(message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        print(f"console : {message.text}", file=sys.stderr)


def take(
    address: str, picture: Path, width: int, dark: bool = False, *, whole: bool = True
) -> int | None:
    """Writes the page, or its first screen, as PNG; returns the HTTP status of the answer."""
    browser.driver()
    with sync_playwright() as playwright:
        opened = browser.choose(playwright).launch(playwright)
        page = opened.new_page(
            viewport={"width": width, "height": 800},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )
        page.on("console", _hear)
        page.on("pageerror", lambda error: print(f"erreur : {error}", file=sys.stderr))
        answer = page.goto(address, wait_until="load")
        page.wait_for_function("document.fonts.ready.then(() => true)")
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture, full_page=whole, animations="disabled")
        opened.close()
    return answer.status if answer else None


def main() -> None:
    """Reads the command line and takes the picture."""
    parser = argparse.ArgumentParser(prog="./dev.py shot")
    parser.add_argument("path", help="chemin de la page, par exemple /wiki/Accueil")
    parser.add_argument("picture", type=Path, help="image PNG à écrire")
    parser.add_argument("width", type=int, nargs="?", default=1280, help="largeur en pixels")
    parser.add_argument("--dark", action="store_true", help="en sombre")
    parser.add_argument("--screen", action="store_true", help="le premier écran seulement")
    asked = parser.parse_args()
    with address() as start:
        path = asked.path if asked.path.startswith("/") else f"/{asked.path}"
        status = take(start + path, asked.picture, asked.width, asked.dark, whole=not asked.screen)
    print(f"{asked.picture} : {path}, {asked.width} px, réponse {status}")


if __name__ == "__main__":
    main()
