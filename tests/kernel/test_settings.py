"""Options of a deployment: where they are read, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from wiki.kernel.settings import Option, read_options, switch, words

OPTIONS = (Option("WIKI_THREADS", 8, "…", int), Option("WIKI_HOSTS", (), "…", words))


def test_a_default_stands_for_what_is_not_said() -> None:
    assert read_options(OPTIONS, {}, {}) == {"WIKI_THREADS": 8, "WIKI_HOSTS": ()}


def test_configuration_then_environment_then_file(tmp_path: Path) -> None:
    file = tmp_path / "wiki.toml"
    file.write_text('WIKI_THREADS = 2\nWIKI_HOSTS = ["c.exemple"]\n')
    environment = {"WIKI_CONFIG_FILE": str(file)}
    assert read_options(OPTIONS, {}, environment)["WIKI_THREADS"] == 2
    environment |= {"WIKI_THREADS": "3", "WIKI_HOSTS": "a.exemple, b.exemple"}
    assert read_options(OPTIONS, {}, environment) == {
        "WIKI_THREADS": 3,
        "WIKI_HOSTS": ("a.exemple", "b.exemple"),
    }
    assert read_options(OPTIONS, {"WIKI_THREADS": 4}, environment)["WIKI_THREADS"] == 4


def test_a_value_that_cannot_be_read_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="WIKI_THREADS"):
        read_options(OPTIONS, {}, {"WIKI_THREADS": "many"})


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_options(OPTIONS, {}, {"WIKI_CONFIG_FILE": str(tmp_path / "none.toml")})


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1", True), ("Oui", True), (" true ", True), ("off", False), ("", False), ("NON", False)],
)
def test_yes_and_no_are_read_as_people_write_them(raw: str, value: bool) -> None:
    assert switch(raw) is value


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        switch("perhaps")
