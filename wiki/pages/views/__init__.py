"""Pages over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.pages.views import blame as blame
from wiki.pages.views import changes as changes
from wiki.pages.views import cite as cite
from wiki.pages.views import compare as compare
from wiki.pages.views import drafts as drafts
from wiki.pages.views import edit as edit
from wiki.pages.views import history as history
from wiki.pages.views import manage as manage
from wiki.pages.views import new as new
from wiki.pages.views import pending as pending
from wiki.pages.views import queue as queue
from wiki.pages.views import replay as replay
from wiki.pages.views import show as show
from wiki.pages.views import thanks as thanks
from wiki.pages.views import words as words
from wiki.pages.views.blueprint import blueprint

__all__ = ["blueprint"]
