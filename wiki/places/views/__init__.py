"""The places over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.places.views import asked_points as asked_points
from wiki.places.views import brought as brought
from wiki.places.views import communes as communes
from wiki.places.views import directory as directory
from wiki.places.views import doubles as doubles
from wiki.places.views import download as download
from wiki.places.views import embed as embed
from wiki.places.views import feed as feed
from wiki.places.views import intakes as intakes
from wiki.places.views import joining as joining
from wiki.places.views import keep as keep
from wiki.places.views import mesh as mesh
from wiki.places.views import on_map as on_map
from wiki.places.views import statistics as statistics
from wiki.places.views.blueprint import blueprint

__all__ = ["blueprint"]
