"""The folder of contents: each under its SHA-256, written whole or not at all, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path


def path_of(folder: Path, sha256: str) -> Path:
    """Where the content of that hash is, or would be."""
    return folder / sha256[:2] / sha256[2:4] / sha256


def write(folder: Path, data: bytes) -> str:
    """Store a content and return its SHA-256; on disk, directories included, when this returns."""
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(folder, digest)
    if not is_whole(target, len(data)):
        write_atomically(target, data)
    return digest


def is_whole(target: Path, size: int) -> bool:
    """Whether the content is there with its size (a rename makes it whole or absent)."""
    try:
        return target.stat().st_size == size
    except FileNotFoundError:
        return False


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


def _sync(directory: Path) -> None:
    if os.name == "nt":  # Windows cannot open a directory
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
