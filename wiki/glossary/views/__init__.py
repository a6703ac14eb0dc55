"""The glossary over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.glossary.views import lists as lists
from wiki.glossary.views.blueprint import blueprint

__all__ = ["blueprint"]
