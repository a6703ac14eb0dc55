"""The exchange: portable texts, archives, backups."""

from wiki.kernel.subject import Subject

subject = Subject(
    "exchange", commands="cli:COMMANDS", wording="wording:SENTENCES", has_models=False
)
