"""The moderation over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.moderation.views import reports as reports
from wiki.moderation.views import reverting as reverting
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
