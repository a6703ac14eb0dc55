"""The events over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.events.views import decisions as decisions
from wiki.events.views import feeds as feeds
from wiki.events.views import lists as lists
from wiki.events.views import month as month
from wiki.events.views import one as one
from wiki.events.views import registered as registered
from wiki.events.views import registration as registration
from wiki.events.views.blueprint import blueprint

__all__ = ["blueprint"]
