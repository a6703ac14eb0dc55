"""Whether one can listen at an address: said without asking any resolver, nor this very machine."""

from __future__ import annotations

import os
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from socket import AF_INET, EAI_NONAME, SOCK_STREAM, gaierror, socket

import pytest

from wiki import listening

#: What a resolver says of a name that has two addresses.
BOTH = [(AF_INET, SOCK_STREAM, 0, "", (host, 80)) for host in ("127.0.0.1", "127.0.0.2")]


@pytest.fixture(autouse=True)
def resolver(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the resolver answers, whatever it is asked; a name is unknown while that is empty."""
    known = list[tuple[object, ...]](BOTH)

    def answer(*_asked: object, **_more: object) -> list[tuple[object, ...]]:
        if not known:
            raise gaierror(EAI_NONAME, "Name or service not known")
        return known

    monkeypatch.setattr(listening, "getaddrinfo", answer)
    return known


def refuse(monkeypatch: pytest.MonkeyPatch, *codes: int) -> None:
    """Let each address tried be refused with the next of these numbers, 0 for none."""
    coming = iter(codes)

    def bind(_self: socket, _address: object) -> None:
        if code := next(coming):
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(socket, "bind", bind)


@pytest.mark.parametrize("codes", [(0, 0), (0, EADDRNOTAVAIL), (EADDRNOTAVAIL, 0)])
def test_one_address_of_a_name_is_enough(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int]
) -> None:
    refuse(monkeypatch, *codes)
    assert listening.why_closed("localhost", 80) is None


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((EADDRINUSE, 0), "Le port 80 est déjà pris"),
        ((EACCES, EACCES), "Le port 80 est réservé"),
        ((EADDRNOTAVAIL, EADDRNOTAVAIL), "« ailleurs » n’est pas de cette machine"),
    ],
)
def test_an_address_that_is_refused_is_told(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int], words: str
) -> None:
    refuse(monkeypatch, *codes)
    assert words in str(listening.why_closed("ailleurs", 80))


def test_a_name_that_nobody_knows_is_told(resolver: list[tuple[object, ...]]) -> None:
    resolver.clear()
    told = str(listening.why_closed("nulle-part.invalid", 80))
    assert "« nulle-part.invalid » n’est pas de cette machine" in told


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_told(port: int) -> None:
    assert f"Le port {port} n’existe pas" in str(listening.why_closed("localhost", port))
