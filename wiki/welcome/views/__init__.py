"""The first steps over HTTP."""

from wiki.welcome.views import steps as steps
from wiki.welcome.views.blueprint import blueprint

__all__ = ["blueprint"]
