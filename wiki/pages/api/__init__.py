"""Pages over the API: each module of this folder adds its operations to the one blueprint."""

from wiki.pages.api import look_back, read, write
from wiki.pages.api.blueprint import blueprint

__all__ = ["blueprint", "look_back", "read", "write"]
