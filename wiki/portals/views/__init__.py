"""The portals over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.portals.views import arranging as arranging
from wiki.portals.views.blueprint import blueprint

__all__ = ["blueprint"]
