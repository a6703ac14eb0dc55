"""The jobs."""

from wiki.kernel.subject import Subject

subject = Subject("jobs", has_models=False)
