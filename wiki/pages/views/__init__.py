"""Pages over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.pages.views import changes, edit, history, manage, show
from wiki.pages.views.blueprint import blueprint

__all__ = ["blueprint", "changes", "edit", "history", "manage", "show"]
