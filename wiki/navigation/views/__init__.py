"""The navigation over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.navigation.views import categories as categories
from wiki.navigation.views import information as information
from wiki.navigation.views import palette as palette
from wiki.navigation.views import portal as portal
from wiki.navigation.views import tree as tree
from wiki.navigation.views.blueprint import blueprint

__all__ = ["blueprint"]
