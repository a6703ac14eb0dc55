"""The blocks that a form adds: what each asks for, and how it is written."""

from __future__ import annotations

from typing import NamedTuple

#: What a block asks for besides its title.
TEXT, PAGE, QUERY = "text", "page", "query"


class Kind(NamedTuple):
    """A sort of block: its usual title, how it is written, and what it asks for, if anything."""

    title: str
    body: str
    asks: str = ""


KINDS = {
    "text": Kind("", "{}", TEXT),
    "page": Kind("", ":::{{inclure {}}}\n:::", PAGE),
    "featured": Kind("À la une", ":::{{à-la-une {}}}\n:::", PAGE),
    "changes": Kind("Ce qui vient de changer", ":::{pages}\n:récentes: oui\n:nombre: 8\n:::"),
    "events": Kind("À l’agenda", ":::{agenda}\n:nombre: 5\n:::"),
    "map": Kind("Les lieux sur la carte", ":::{lieux carte}\n:::"),
    "count": Kind("Combien de lieux", ":::{lieux nombre}\n:::"),
    "places": Kind("Nouveaux lieux", ":::{nouveaux-lieux}\n:::"),
    "word": Kind("Le mot du jour", ":::{mot-du-jour}\n:::"),
    "tasks": Kind("À faire en deux minutes", ":::{à-faire}\n:::"),
    "charters": Kind("Les chartes en cours", ":::{chartes}\n:::"),
    "resources": Kind("Ressources", ":::{ressources}\n:nombre: 5\n:::"),
    "query": Kind("", "{}", QUERY),
}
#: Directives that a block of a query may be.
QUERIES = ("lieux", "graphique", "pages", "sous-pages", "ressources", "agenda", "comparatif")

#: What a wiki shows at its root until somebody arranges it: light, so without a map.
DEFAULT = """\
::::{bloc Ce qui vient de changer}
:largeur: moitié

:::{pages}
:récentes: oui
:nombre: 8
:::
::::

::::{bloc À l’agenda}
:largeur: moitié

:::{agenda}
:nombre: 5
:::
::::

::::{bloc Nouveaux lieux}
:largeur: moitié

:::{lieux nombre}
:::

:::{nouveaux-lieux}
:::
::::

::::{bloc À faire en deux minutes}
:largeur: moitié

:::{à-faire}
:::
::::
"""
