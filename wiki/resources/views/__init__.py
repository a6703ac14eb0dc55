"""Resources and paths over HTTP: each module of this folder adds its routes to the blueprint."""

from wiki.resources.views import library as library
from wiki.resources.views import paths as paths
from wiki.resources.views import taken_away as taken_away
from wiki.resources.views.blueprint import blueprint

__all__ = ["blueprint"]
