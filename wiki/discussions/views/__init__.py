"""Discussions over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.discussions.views import drafts as drafts
from wiki.discussions.views import feed as feed
from wiki.discussions.views import mentions as mentions
from wiki.discussions.views import moving as moving
from wiki.discussions.views import passage as passage
from wiki.discussions.views import recent as recent
from wiki.discussions.views import talk as talk
from wiki.discussions.views import thread as thread
from wiki.discussions.views import turn as turn
from wiki.discussions.views.blueprint import blueprint

__all__ = ["blueprint"]
