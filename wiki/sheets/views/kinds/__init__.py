"""The kinds of sheets over HTTP: what the network adds, hides, renames and puts in order."""

from wiki.sheets.views.kinds import (
    choices,
    columns,
    field,
    kind,
    listing,
    mendings,
    misfits,
    together,
)

__all__ = [
    "choices",
    "columns",
    "field",
    "kind",
    "listing",
    "mendings",
    "misfits",
    "together",
]
