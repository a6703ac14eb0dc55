"""``./dev.py wheel``: builds the sdist and the wheel, installs the wheel in an empty environment
outside the checkout, loads the demonstration and asks for its pages and assets. Then it puts the
wiki in a site as the README says, with nothing but what was installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from dev import fill, make_venv, python_of, uv
from tools.embedding import commands, example, path
from tools.site import clean_environment, fetch, running, serving

REPO = Path(__file__).resolve().parent.parent
INSIDE = (
    "wiki/_data/static/dist/manifest.json",
    "wiki/_data/migrations/env.py",
    "wiki/_data/templates/layout.html",
)


def _copy(target: Path) -> None:
    """What the sdist names, without anything built: no .git, no static/dist, no node_modules."""
    declared = tomllib.loads((REPO / "pyproject.toml").read_text())
    listed = declared["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    for name in ("pyproject.toml", ".gitignore", *listed):
        source, copy = REPO / name.lstrip("/"), target / name.lstrip("/")
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("dist", "__pycache__"))
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)


def _build(source: Path, target: Path) -> Path:
    """The wheel, built from the sdist as an index would."""
    command = [uv(), "build", "-q", "--python", sys.executable, "-o", target, source]
    subprocess.run([str(word) for word in command], check=True, stdin=subprocess.DEVNULL)
    return next(target.glob("*.whl"))


def _inspect(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in INSIDE if name not in names]
    if not any(re.fullmatch(r"wiki/_data/migrations/versions/.+\.py", name) for name in names):
        missing.append("wiki/_data/migrations/versions/*.py")
    if missing:
        raise SystemExit(f"Il manque dans {wheel.name} : {', '.join(missing)}")


def _install(wheel: Path, folder: Path) -> Path:
    """An environment with the locked dependencies and the wheel; returns its ``wiki`` command."""
    make_venv(folder)
    fill(folder, "run", uv())
    command = [uv(), "pip", "install", "-q", "--no-deps", "--python", python_of(folder), wheel]
    subprocess.run([str(word) for word in command], check=True, stdin=subprocess.DEVNULL)
    check = [uv(), "pip", "check", "-q", "--python", python_of(folder)]
    subprocess.run([str(word) for word in check], check=True, stdin=subprocess.DEVNULL)
    return python_of(folder).with_name("wiki.exe" if os.name == "nt" else "wiki")


def _visit(address: str, path: str = "/", status: int = 200) -> int:
    """Asks for the home page and for all it links in static/; returns how many files came."""
    page = fetch(address + path, status).decode()
    assets = set(re.findall(r'(?:src|href)="([^"]*/static/[^"#]+)', page))
    if len(assets) < 2:
        raise SystemExit(f"La page ne demande pas ses fichiers :\n{page[:2000]}")
    for asset in assets:
        fetch(address + asset)
    return len(assets)


def _embed(programs: Path, folder: Path) -> int:
    """Does what the README says of a site, but to install: that is done. Returns as `_visit`."""
    folder.mkdir()
    (folder / "monsite.py").write_text(example(), "utf-8")
    _install, upgrade, serve = commands()
    env = clean_environment(folder)
    del env["WIKI_DATA_DIR"]  # the README says it itself
    env["PATH"] = os.pathsep.join((str(programs), os.environ["PATH"]))
    for name in ("PYTHONPATH", "VIRTUAL_ENV"):
        env.pop(name, None)
    subprocess.run(["sh", "-c", upgrade], cwd=folder, env=env, check=True, stdin=subprocess.DEVNULL)
    program, *rest = serve.split()
    with serving([str(programs / program), *rest], f"{path()}changes", folder, env) as address:
        return _visit(address, path(), 404)  # its home page is not written yet


def main() -> None:
    """Tries the wheel from end to end; exits with a sentence when something is missing."""
    with tempfile.TemporaryDirectory(prefix="wiki-wheel-") as name:
        folder = Path(name)
        _copy(folder / "source")
        wheel = _build(folder / "source", folder / "built")
        _inspect(wheel)
        command = _install(wheel, folder / "environment")
        data = folder / "data"
        subprocess.run(
            [str(command), "demo"],
            cwd=folder,
            env=clean_environment(data),
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        with running(str(command), data=data, folder=folder) as address:
            served = _visit(address)
        served += _embed(command.parent, folder / "site")
        print(f"{wheel.name} : {wheel.stat().st_size // 1024} Kio, {served} fichiers servis")


if __name__ == "__main__":
    main()
