"""Watching over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.watch.views import doors as doors
from wiki.watch.views import following as following
from wiki.watch.views import inbox as inbox
from wiki.watch.views import reading as reading
from wiki.watch.views.blueprint import blueprint

__all__ = ["blueprint"]
