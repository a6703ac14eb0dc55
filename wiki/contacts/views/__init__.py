"""The contacts over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.contacts.views import giving as giving
from wiki.contacts.views import mine as mine
from wiki.contacts.views import writing as writing
from wiki.contacts.views.blueprint import blueprint

__all__ = ["blueprint"]
