"""The censuses over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.census.views import answers as answers
from wiki.census.views import campaigns as campaigns
from wiki.census.views import datasets as datasets
from wiki.census.views import targets as targets
from wiki.census.views.blueprint import blueprint

__all__ = ["blueprint"]
