"""Letters over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.letters.views import choosing as choosing
from wiki.letters.views import writing as writing
from wiki.letters.views.blueprint import blueprint

__all__ = ["blueprint"]
