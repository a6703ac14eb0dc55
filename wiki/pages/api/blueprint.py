"""The blueprint that the pages' operations share."""

from wiki.web import api

blueprint = api.faces("pages_api")
