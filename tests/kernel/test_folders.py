"""Where what ships with the code is."""

from __future__ import annotations

from pathlib import Path

import pytest

from wiki.kernel import folders


@pytest.mark.parametrize("name", ["templates", "static", "migrations"])
def test_it_is_there_in_a_checkout(name: str) -> None:
    assert folders.folder(name).is_dir()


def test_an_installed_one_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "wiki"
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(folders, "_PACKAGE", package)
    assert folders.folder("templates") == tmp_path / "templates"
    (package / "_data" / "templates").mkdir(parents=True)
    assert folders.folder("templates") == package / "_data" / "templates"
