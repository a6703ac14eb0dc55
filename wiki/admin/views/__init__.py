"""The administration over HTTP: each module of this folder adds its routes to the blueprint."""

from wiki.admin.views import census, index, journal, look, people, settings
from wiki.admin.views.blueprint import blueprint

__all__ = ["blueprint", "census", "index", "journal", "look", "people", "settings"]
