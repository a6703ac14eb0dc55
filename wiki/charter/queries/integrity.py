"""What `wiki check` looks at in the charters: that each chain holds."""

from __future__ import annotations

from collections.abc import Iterator

from wiki.charter.queries import charters as queries


def problems() -> Iterator[str]:
    """One French sentence for each charter whose chain is broken."""
    for charter in queries.all_charters():
        if queries.broken(charter):
            yield (
                f"La charte « {charter.title} » ne se vérifie plus : "
                f"« wiki charter verify {charter.slug} » nomme ce qui a changé."
            )
