"""The places over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.places.views import communes as communes
from wiki.places.views.blueprint import blueprint

__all__ = ["blueprint"]
