"""The file of an archive: what is believed, what is refused."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest

from wiki.exchange.container import Writer, opened
from wiki.kernel.errors import Invalid

ROOM = 1_000_000
ROWS = "rows/wiki_page.jsonl"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of one entry."""
    path = tmp_path / "a.zip"
    with Writer(path) as writer:
        with writer.entry(ROWS) as entry:
            entry.write(b'{"a":1}\n{"a":2}\n')
        writer.close_with({"profile": "backup"})
    return path


def refused(path: Path, code: str, room: int = ROOM) -> None:
    """The archive is refused with that code."""

    def read() -> None:
        with opened(path, room):
            pass

    with pytest.raises(Invalid, match=code):
        read()


def forge(path: Path, content: dict[str, bytes], **manifest: object) -> None:
    """An archive whose manifest agrees with its entries."""
    sums = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in content.items()
    }
    whole = {"format": "wiki-archive", "version": 1, "entries": sums} | manifest
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, data)
        file.writestr("manifest.json", json.dumps(whole))


def test_what_is_written_is_read(archive: Path) -> None:
    with opened(archive, ROOM) as reader:
        assert reader.manifest["profile"] == "backup"
        assert reader.names("rows/") == [ROWS]
        assert list(reader.lines(ROWS)) == ['{"a":1}\n', '{"a":2}\n']


def test_nobody_else_may_read_it(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_writing_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with Writer(tmp_path / "a.zip") as writer, writer.entry(ROWS):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "rows/../../x.jsonl",
        "files/../secret_key",
        "pages/../../x/000001.md",
        "pages/../000001.md",
        "pages/a\\b/000001.md",
        "rows/other.jsonl",
        "x.exe",
    ],
)
def test_an_entry_of_another_name_is_refused(tmp_path: Path, name: str) -> None:
    forge(tmp_path / "a.zip", {name: b"x"})
    refused(tmp_path / "a.zip", "archive_entry")


def test_an_entry_that_the_manifest_does_not_know_is_refused(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("rows/wiki_text.jsonl", b"{}\n")
    refused(archive, "archive_entry")


def test_two_entries_of_one_name_are_refused(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(ROWS, b"{}\n")
    refused(archive, "archive_none")


def test_a_changed_entry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    said = {"entries": {ROWS: {"size": 2, "sha256": "0" * 64}}}
    forge(path, {ROWS: b"a\n"}, **said)
    refused(path, "archive_broken")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_archive_cut_short_is_refused(archive: Path, share: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    refused(archive, "archive_none")


def test_each_flipped_octet_of_the_content_is_seen(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as file:
        start = file.getinfo(ROWS).header_offset + 30 + len(ROWS) + 25
    data[start] ^= 0x55
    archive.write_bytes(data)
    refused(archive, r"archive_broken|archive_none")


def test_what_would_not_fit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    forge(path, {ROWS: b"\0" * 5_000_000})
    assert path.stat().st_size < 20_000
    refused(path, "archive_room")


def test_a_newer_format_is_refused_with_advice(tmp_path: Path) -> None:
    forge(tmp_path / "a.zip", {}, version=2)
    refused(tmp_path / "a.zip", "archive_newer")


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    refused(path, "archive_none")


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"format": "other", "entries": {}}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("manifest.json", text)
    refused(path, "archive_broken")


def test_any_damage_is_refused_or_harmless(archive: Path) -> None:
    """Whatever octet changed: a refusal in words, or the same content."""
    whole = archive.read_bytes()
    refusals = 0
    for place in range(len(whole)):
        for change in (0x01, 0x80, 0xFF):
            damaged = bytearray(whole)
            damaged[place] ^= change
            archive.write_bytes(damaged)
            try:
                with opened(archive, ROOM) as reader:
                    assert list(reader.lines(ROWS)) == ['{"a":1}\n', '{"a":2}\n']
            except Invalid:
                refusals += 1
    assert refusals > len(whole)
