"""The screens of the booklets, and what is taken away of them."""

from wiki.publishing.views import composing as composing
from wiki.publishing.views import editions as editions
from wiki.publishing.views import lists as lists
from wiki.publishing.views.blueprint import blueprint

__all__ = ["blueprint"]
