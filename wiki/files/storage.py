"""Where contents are: each under its SHA-256, written whole or not at all, never changed.

Two stores keep them alike: a folder (`Folder`), a bucket of an S3 server (`wiki.files.bucket`).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Protocol

from wiki.kernel.errors import WikiError


class Unreachable(WikiError):
    """What keeps the contents does not answer, or refuses us."""

    status = 503


class Store(Protocol):
    """What keeps the contents."""

    def write(self, data: bytes) -> str:
        """Keep a content and return its SHA-256; it is safe when this returns."""

    def read(self, sha256: str) -> bytes | None:
        """The content of that hash, None when it is not there."""

    def is_whole(self, sha256: str, size: int) -> bool:
        """Whether the content is there with its size: what is written is whole or absent."""

    def path(self, sha256: str) -> Path | None:
        """Where the content would be on this machine; None for a store that is elsewhere."""


class Folder:
    """Contents in a folder, two levels deep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, data: bytes) -> str:
        """On disk, directories included, when this returns."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.is_whole(digest, len(data)):
            write_atomically(self.path(digest), data)
        return digest

    def read(self, sha256: str) -> bytes | None:
        """The content of that hash."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def is_whole(self, sha256: str, size: int) -> bool:
        """Looks at the size alone: a rename made it whole or absent."""
        try:
            return self.path(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def path(self, sha256: str) -> Path:
        """Where the content of that hash is, or would be."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def write_atomically(target: Path, data: bytes) -> None:
    """Write a file that readers see whole or not at all, even after a power cut."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    for directory in (target.parent, target.parent.parent, target.parent.parent.parent):
        _sync(directory)


def write_at(target: Path, offset: int, data: bytes) -> bool:
    """Put octets after the first `offset` of a file, which is begun at 0; on disk when this
    returns. False, and nothing is written, when fewer than those are there.

    What is there further on stays: the same piece may come twice, and once very late."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab") as begun:
        there = begun.tell()
    if there < offset:
        return False
    with target.open("r+b") as file:
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return True


def _sync(directory: Path) -> None:
    if os.name == "nt":  # Windows cannot open a directory
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
