"""The file of an archive: a ZIP whose manifest names every entry with its size and its SHA-256.

Nothing is ever unpacked under a name that the file gives. A reader believes nothing: names, sizes
and sums are checked before a caller sees a row.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from wiki.kernel.errors import Invalid

FORMAT, VERSION = "wiki-archive", 1
MANIFEST = "manifest.json"
#: Longest manifest, line of rows and page, in octets.
MANIFEST_SIZE, LINE_SIZE = 256_000_000, 64_000_000

_ENTRY = re.compile(
    r"rows/wiki_[a-z_]{1,60}\.jsonl|files/[0-9a-f]{64}|secret_key"
    r"|pages/[^/\\\x00-\x1f]{1,250}/[0-9]{6,}\.md"
)
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same content makes the same octets
_STORED = ("files/", "secret_key")
#: What the standard library raises on octets that are no archive, or no longer one: a header
#: that leads nowhere, a name in no encoding, an entry said to be encrypted.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_PIECE = 1 << 20


class Writer:
    """Writes an archive beside its place, and puts it there once it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._draft = path.with_name(f".{path.name}.partial")
        self._entries: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        # Others may not read it: a backup holds accounts.
        handle = os.open(self._draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        return self

    @contextlib.contextmanager
    def entry(self, name: str) -> Iterator[_Summed]:
        """An entry to write octets to."""
        info = zipfile.ZipInfo(name, _MOMENT)
        info.external_attr = 0o600 << 16
        stored = name.startswith(_STORED)
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as file:
            summed = _Summed(file)
            yield summed
        self._entries[name] = {"size": summed.size, "sha256": summed.digest.hexdigest()}

    def close_with(self, manifest: dict[str, Any]) -> None:
        """Write the manifest: the archive is whole."""
        whole = {"format": FORMAT, "version": VERSION} | manifest | {"entries": self._entries}
        info = zipfile.ZipInfo(MANIFEST, _MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        try:
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if kind is None:
                self._draft.replace(self.path)
        finally:
            self._file.close()
            self._draft.unlink(missing_ok=True)


class _Summed:
    """Counts and sums what is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Write octets."""
        self.file.write(data)
        self.size += len(data)
        self.digest.update(data)


@dataclass(frozen=True)
class Reader:
    """An archive that was checked whole."""

    file: zipfile.ZipFile
    manifest: dict[str, Any]

    def names(self, prefix: str) -> list[str]:
        """The entries under a prefix, in their order."""
        return [name for name in self.manifest["entries"] if name.startswith(prefix)]

    def data(self, name: str) -> bytes:
        """The whole of an entry."""
        return b"".join(_pieces(self.file, self.file.getinfo(name)))

    def lines(self, name: str) -> Iterator[str]:
        """The lines of an entry, one after the other."""
        with self.file.open(name) as entry:
            while text := entry.readline(LINE_SIZE):
                if not text.endswith(b"\n"):
                    raise Invalid("archive_broken", entry=name)
                yield text.decode("utf-8")


@contextlib.contextmanager
def opened(path: Path, room: int) -> Iterator[Reader]:
    """An archive, every entry of it checked; `room` is how many octets it may hold, unpacked.

    Raises `Invalid` with what is wrong.
    """
    with path.open("rb") as octets:
        try:
            file = zipfile.ZipFile(octets)
            manifest = _checked(file, room)
        except _UNREADABLE as error:
            raise Invalid("archive_none", name=path.name) from error
        with file:
            yield Reader(file, manifest)


def _checked(file: zipfile.ZipFile, room: int) -> dict[str, Any]:
    infos = {info.filename: info for info in file.infolist()}
    if len(infos) != len(file.infolist()) or MANIFEST not in infos:
        raise Invalid("archive_none", name=Path(str(file.filename)).name)
    if sum(info.file_size for info in infos.values()) > room:
        raise Invalid("archive_room")
    manifest = _manifest(file, infos.pop(MANIFEST))
    entries = manifest["entries"]
    if strange := sorted(entries.keys() ^ infos.keys()):
        raise Invalid("archive_entry", entry=strange[0])
    for name, info in infos.items():
        if not _ENTRY.fullmatch(name) or name.startswith("pages/.."):
            raise Invalid("archive_entry", entry=name)
        _check_sum(file, info, entries[name])
    return manifest


def _manifest(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> dict[str, Any]:
    if info.file_size > MANIFEST_SIZE:
        raise Invalid("archive_room")
    try:
        found = json.load(io.BytesIO(b"".join(_pieces(file, info))))
        is_ours = found["format"] == FORMAT and isinstance(found["entries"], dict)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Invalid("archive_broken", entry=MANIFEST) from error
    if not is_ours:
        raise Invalid("archive_broken", entry=MANIFEST)
    if found["version"] != VERSION:
        raise Invalid("archive_newer")
    return found  # type: ignore[no-any-return]


def _check_sum(file: zipfile.ZipFile, info: zipfile.ZipInfo, said: Any) -> None:
    digest = hashlib.sha256()
    for piece in _pieces(file, info):
        digest.update(piece)
    if said != {"size": info.file_size, "sha256": digest.hexdigest()}:
        raise Invalid("archive_broken", entry=info.filename)


def _pieces(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content, never more than the size that the entry declares."""
    left = info.file_size
    with file.open(info) as entry:
        while left:
            piece = entry.read(min(_PIECE, left))
            if not piece:
                raise Invalid("archive_broken", entry=info.filename)
            left -= len(piece)
            yield piece
        entry.read(1)  # the end, where the file's own sum is compared
