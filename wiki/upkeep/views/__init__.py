"""The upkeep over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.upkeep.views import care as care
from wiki.upkeep.views import lists as lists
from wiki.upkeep.views import outside as outside
from wiki.upkeep.views import relink as relink
from wiki.upkeep.views.blueprint import blueprint

__all__ = ["blueprint"]
