"""The kinds of sheets over HTTP: what the network adds, hides, renames and puts in order."""

from wiki.sheets.views.kinds import choices, field, kind, listing, misfits

__all__ = ["choices", "field", "kind", "listing", "misfits"]
