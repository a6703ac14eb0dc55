"""The organisations over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.organisations.views import mandates as mandates
from wiki.organisations.views import organisations as organisations
from wiki.organisations.views import places as places
from wiki.organisations.views import register as register
from wiki.organisations.views import requests as requests
from wiki.organisations.views.blueprint import blueprint

__all__ = ["blueprint"]
