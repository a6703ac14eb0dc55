"""The folder of contents."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from wiki.files import storage


def test_a_content_lies_under_its_hash(tmp_path: Path) -> None:
    folder = storage.Folder(tmp_path)
    digest = folder.write(b"hello")
    assert digest == hashlib.sha256(b"hello").hexdigest()
    assert folder.path(digest).read_bytes() == b"hello"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest]


def test_a_content_is_written_once(tmp_path: Path) -> None:
    folder = storage.Folder(tmp_path)
    path = folder.path(folder.write(b"hello"))
    before = path.stat().st_mtime_ns
    folder.write(b"hello")
    assert path.stat().st_mtime_ns == before


def test_a_content_cut_short_is_mended(tmp_path: Path) -> None:
    folder = storage.Folder(tmp_path)
    path = folder.path(folder.write(b"hello"))
    path.write_bytes(b"hell")
    folder.write(b"hello")
    assert path.read_bytes() == b"hello"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        storage.Folder(tmp_path).write(b"hello")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_pieces_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "uploads" / "one"
    assert not storage.write_at(path, 2, b"llo")
    assert storage.write_at(path, 0, b"he")
    assert storage.write_at(path, 2, b"xx")
    assert storage.write_at(path, 2, b"llo")
    assert path.read_bytes() == b"hello"
