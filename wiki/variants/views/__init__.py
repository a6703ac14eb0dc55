"""The variants over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.variants.views import adapting as adapting
from wiki.variants.views import lists as lists
from wiki.variants.views import taking as taking
from wiki.variants.views.blueprint import blueprint

__all__ = ["blueprint"]
