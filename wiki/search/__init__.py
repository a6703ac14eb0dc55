"""The search."""

from wiki.kernel.subject import Subject

subject = Subject("search", has_models=False)
