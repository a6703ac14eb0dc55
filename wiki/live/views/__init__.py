"""Live editing over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.live.views import discard as discard
from wiki.live.views import door as door
from wiki.live.views import rescues as rescues
from wiki.live.views import values as values
from wiki.live.views.blueprint import blueprint

__all__ = ["blueprint"]
