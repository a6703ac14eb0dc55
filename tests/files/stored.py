"""Where the contents of files are in the tests."""

from __future__ import annotations

from pathlib import Path

from wiki.files.models import File
from wiki.kernel.db import state


def folder() -> Path:
    """The folder of contents."""
    return state().data_dir / "files"


def path_of(file: File) -> Path:
    """Where the content of a file is."""
    return folder() / file.sha256[:2] / file.sha256[2:4] / file.sha256
