"""Pages over the API: each module of this folder adds its operations to the one blueprint."""

from wiki.pages.api import blame, look_back, read, write
from wiki.pages.api.blueprint import blueprint

__all__ = ["blame", "blueprint", "look_back", "read", "write"]
