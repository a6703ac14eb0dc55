"""The commands that write archives and take them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask

from tests.exchange import wikis
from tests.files import stored
from wiki.exchange import cli
from wiki.kernel.db import release_reading

COMMANDS = {command.name: command for command in cli.COMMANDS}


def run(app: Flask, name: str, *arguments: str) -> Result:
    """The result of a command of this wiki."""
    with app.app_context():
        result = CliRunner().invoke(COMMANDS[name], arguments)
        release_reading()
    return result


def test_a_backup_is_written_verified_and_taken_back(
    full: Flask, make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    path = str(tmp_path / "b.zip")
    told = run(full, "backup", path)
    assert (told.exit_code, "relu et vérifié" in told.output) == (0, True)
    other = make_app()
    told = run(other, "restore", path)
    assert (told.exit_code, "lignes reprises" in told.output) == (0, True)
    assert wikis.truth(other) == wikis.truth(full)
    told = run(other, "restore", path)
    assert (told.exit_code, "--replace" in told.output) == (1, True)
    assert run(other, "restore", path, "--replace").exit_code == 0


def test_an_archive_is_written_and_taken_back(
    full: Flask, make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    path = str(tmp_path / "a.zip")
    assert run(full, "export", path).exit_code == 0
    other = make_app()
    told = run(other, "restore", path)
    assert (told.exit_code, "wiki import archive" in told.output) == (1, True)
    assert run(other, "import", "archive", path).exit_code == 0


def test_a_backup_that_lacks_a_content_is_kept_but_says_so(full: Flask, tmp_path: Path) -> None:
    with full.app_context():
        next(one for one in stored.folder().rglob("*") if one.is_file()).unlink()
    told = run(full, "backup", str(tmp_path / "b.zip"))
    assert told.exit_code == 1
    assert "manque" in told.output
    assert (tmp_path / "b.zip").is_file()


def test_what_is_no_archive_is_refused_with_a_sentence(full: Flask, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"not a zip")
    told = run(full, "restore", str(path), "--replace")
    assert (told.exit_code, "n’est pas une archive" in told.output) == (1, True)


def test_a_place_that_is_not_there_is_refused_with_a_sentence(full: Flask, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "b.zip")
    for name in ("backup", "restore"):
        told = run(full, name, nowhere)
        assert told.exit_code == 1
        assert "Error: " in told.output
