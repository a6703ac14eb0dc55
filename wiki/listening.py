"""Whether a server can listen at an address, asked before anything is made ready."""

from __future__ import annotations

import os
from errno import EACCES, EADDRINUSE
from socket import AI_PASSIVE, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, getaddrinfo, socket
from typing import Any

LAST_PORT = 65_535


def why_closed(host: str, port: int) -> str | None:
    """Why one cannot listen there, and what to do, in one sentence; None when one can.

    Asked first, for uvicorn would say it late, and in its own words.
    """
    if not 0 <= port <= LAST_PORT:
        return f"Le port {port} n’existe pas : « --port » en prend un de 0 à {LAST_PORT}."
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM, flags=AI_PASSIVE)
    except OSError:
        found = []
    codes = {_refusal(family, address) for family, _kind, _number, _name, address in found}
    if EADDRINUSE in codes:
        return (
            f"Le port {port} est déjà pris, par un autre programme ou par un wiki qui tourne : "
            "donnez-en un autre avec « --port » (« --port 0 » en choisit un libre)."
        )
    if EACCES in codes:
        return f"Le port {port} est réservé : donnez-en un au-dessus de 1023 avec « --port »."
    if 0 not in codes:  # of two families, a machine may have one
        return f"L’adresse « {host} » n’est pas de cette machine : donnez-en une avec « --host »."
    return None


def _refusal(family: int, address: Any) -> int:
    """The number of the error with which an address refuses to be listened at; 0 for none."""
    try:
        with socket(family, SOCK_STREAM) as probe:
            if os.name == "posix":  # as the server does: a port just closed is free
                probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.errno or -1
    return 0
