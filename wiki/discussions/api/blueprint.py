"""The blueprint that the discussions' operations share."""

from wiki.web import api

blueprint = api.faces("discussions_api")
