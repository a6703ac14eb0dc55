"""The charters and their versions, what was frozen, what was done."""

from wiki.charter.models.texts import Article, Charter, FrozenText, LogLine, Version

__all__ = ["Article", "Charter", "FrozenText", "LogLine", "Version"]
