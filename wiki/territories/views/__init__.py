"""The territories over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.territories.views import lists as lists
from wiki.territories.views import one as one
from wiki.territories.views.blueprint import blueprint

__all__ = ["blueprint"]
