"""What browsers run, made ready for Node."""

from __future__ import annotations

from pathlib import Path

from tools import node

HERE = Path(__file__).parent
_ESBUILD = HERE.parents[1] / "node_modules/esbuild/bin/esbuild"
_OPTIONS = ("--bundle", "--platform=node", "--format=esm", "--log-level=error")


def bundled(name: str, folder: Path) -> Path:
    """A script of this folder with all that it imports, in a file of `folder`."""
    script = folder / Path(name).with_suffix(".mjs")
    node.find().run(str(_ESBUILD), str(HERE / name), *_OPTIONS, f"--outfile={script}")
    return script
