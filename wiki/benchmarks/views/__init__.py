"""The benchmarks over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.benchmarks.views import new as new
from wiki.benchmarks.views.blueprint import blueprint

__all__ = ["blueprint"]
