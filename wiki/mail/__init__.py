"""The mail."""

from wiki.kernel.subject import Subject

subject = Subject("mail", has_models=False)
