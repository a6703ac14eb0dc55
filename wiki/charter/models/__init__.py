"""The charters and their versions, what was frozen, what was done; the ballots."""

from wiki.charter.models.ballots import Ballot, Elector, Objection, Opinion, Vote
from wiki.charter.models.texts import Article, Charter, FrozenText, LogLine, Version

__all__ = [
    "Article",
    "Ballot",
    "Charter",
    "Elector",
    "FrozenText",
    "LogLine",
    "Objection",
    "Opinion",
    "Version",
    "Vote",
]
