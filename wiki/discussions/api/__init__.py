"""Discussions over the API: each module of this folder adds its operations to the one blueprint."""

from wiki.discussions.api import read, write
from wiki.discussions.api.blueprint import blueprint

__all__ = ["blueprint", "read", "write"]
