"""The `wiki` command: what it says of an address where it cannot listen, and to come in."""

from __future__ import annotations

from collections.abc import Iterator
from socket import socket

import pytest
from click.testing import CliRunner
from flask import Flask

from wiki import cli
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members.service.people import create_member
from wiki.site.service import change_settings


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_told_in_one_french_sentence(taken: int) -> None:
    done = CliRunner().invoke(cli.run, ["--port", str(taken), "--no-open"])
    assert done.exit_code == 1
    assert done.output == (
        f"Le port {taken} est déjà pris, par un autre programme ou par un wiki qui tourne : "
        "donnez-en un autre avec « --port » (« --port 0 » en choisit un libre).\n"
    )


def test_who_starts_a_demonstration_is_told_who_may_what(app: Flask) -> None:
    with app.app_context():
        create_member(SYSTEM, "Odile", Role.STEWARD)
        create_member(SYSTEM, "Paul", Role.MEMBER)
        change_settings(SYSTEM, {"demo": True})
        lines = cli.welcome("http://localhost:8080/", is_local=True)
    start = ["Pour créer le compte d’administration", "Se connecter comme Odile (Référent)"]
    assert [line.partition(" : http://localhost:8080/")[0] for line in lines] == [
        *start,
        "Se connecter comme Paul (Membre)",
    ]
