"""The files over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.files.views import logo as logo
from wiki.files.views import pieces as pieces
from wiki.files.views import sent as sent
from wiki.files.views import shown as shown
from wiki.files.views import tended as tended
from wiki.files.views.blueprint import blueprint

__all__ = ["blueprint"]
