"""The files."""

from wiki.kernel.subject import Subject

subject = Subject("files", has_models=False)
