"""What the README promises is true: its example is run as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from PIL import Image

from tests.apart import apart, run
from tools.embedding import blocks, commands, example, path
from tools.shot import address, take

REPO = Path(__file__).resolve().parent.parent
README = (REPO / "README.md").read_text("utf-8")
GUIDE = REPO / "docs/guide/integrer.md"
#: A screen of text, in lines, for each language.
SCREEN = 60


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The site of the README, in an empty folder, after the command that makes its tables."""
    monkeypatch.chdir(tmp_path)
    _install, upgrade, _serve = commands()
    setting, _, command = upgrade.partition(" ")
    environment = {name: value for name, value in os.environ.items() if "WIKI_" not in name}
    subprocess.run(
        [sys.executable, "-m", *command.split()],
        env=environment | dict([setting.split("=")]) | {"PYTHONPATH": str(REPO)},
        check=True,
        capture_output=True,
    )
    for name in (name for name in os.environ if name.startswith("WIKI_")):
        monkeypatch.delenv(name)
    names: dict[str, object] = {"__name__": "monsite"}
    exec(compile(example(), "README.md", "exec"), names)  # noqa: S102  (this is the test)
    made = SimpleNamespace(**names)
    yield made
    made.app.extensions["wiki"].database.engine.dispose()


def test_example_has_as_many_lines_as_the_pages_say() -> None:
    assert len([line for line in example().splitlines() if line.strip()]) == 9
    assert "the nine lines of Python" in README
    assert "Neuf lignes suffisent" in GUIDE.read_text("utf-8")


def test_the_guide_has_the_example_and_the_commands_of_the_readme() -> None:
    """`./dev.py wheel` runs them where nothing but the package is installed."""
    assert blocks("python", "docs/guide/integrer.md") == [example()]
    assert blocks("sh", "docs/guide/integrer.md")[0].splitlines() == commands()
    install, *_others = commands()
    assert install == "pip install ./wiki-tiers-lieux"
    assert install.split()[-1] in (GUIDE.parent / "deployer.md").read_text("utf-8")
    assert path() == "/docs/"


def test_both_languages_say_how_to_install_begin_and_stop() -> None:
    for text in README.split("## English"):
        for words in ("pip install", "wiki init", "Ctrl + C", "http://localhost:8000/docs/"):
            assert words in text


def test_example_shows_the_wiki_lets_people_write_and_serves(site: SimpleNamespace) -> None:
    """Three things of one site: it takes a process and all the migrations to make."""
    _shows_the_wiki_to_visitors(site)
    _serves_through_asgi(site)
    _lets_the_people_of_the_site_write(site)


def _shows_the_wiki_to_visitors(site: SimpleNamespace) -> None:
    client = site.app.test_client()
    home = client.get("/docs/", follow_redirects=True)
    assert home.status_code == 404  # the wiki is there, its home page is not written yet
    assert "Ce wiki n’a pas encore de page d’accueil" in home.text
    assert client.get("/docs/changes").status_code == 200
    assert client.get("/wiki/Accueil").status_code == 404


def _lets_the_people_of_the_site_write(site: SimpleNamespace) -> None:
    visitor, charlie = site.app.test_client(), site.app.test_client()
    with charlie.session_transaction() as session:
        session["id"], session["name"] = "7", "charlie"
    form = charlie.get("/docs/wiki/Bonjour/edit").text
    assert "<textarea" in form
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    written = charlie.post(
        "/docs/wiki/Bonjour/edit", data=fields | {"body": "Un texte.", "action": "save"}
    )
    assert written.status_code == 303
    assert "Un texte." in visitor.get("/docs/wiki/Bonjour").text
    assert visitor.post("/docs/wiki/Bonjour/edit", data=fields).status_code in {400, 403}


def _serves_through_asgi(site: SimpleNamespace) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=site.asgi)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/docs/changes")

    assert run(ask()).status_code == 200


def test_readme_is_a_screen_in_each_language() -> None:
    french, _, english = README.partition("## English")
    assert french.count("\n") <= SCREEN + 10
    assert english.count("\n") <= SCREEN


@pytest.mark.browser
@pytest.mark.slow
def test_picture_is_the_first_screen_of_the_demonstration(assets: None, tmp_path: Path) -> None:
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    with address() as start:
        assert apart(take, f"{start}/", tmp_path / "now.png", 1280, whole=False) == 200
    with Image.open(REPO / picture) as shown, Image.open(tmp_path / "now.png") as now:
        assert shown.format == "PNG"
        assert shown.size == now.size
    assert (REPO / picture).stat().st_size < 200_000


def test_both_commands_start_a_line() -> None:
    for command in ("./dev.py run", "./dev.py test"):
        assert re.search(rf"^{re.escape(command)}$", README, re.MULTILINE)


def test_python_is_the_one_declared() -> None:
    declared = re.search(r'requires-python = ">=(\d\.\d+)"', (REPO / "pyproject.toml").read_text())
    assert declared
    assert README.count(f"Python {declared[1]}") == 2
