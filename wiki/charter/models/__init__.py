"""The charters and their versions, what was frozen, done, amended, voted and signed."""

from wiki.charter.models.amendments import Amendment, AmendmentStep, Provenance, Wording
from wiki.charter.models.ballots import Ballot, Elector, Objection, Opinion, Vote
from wiki.charter.models.signatures import Signature
from wiki.charter.models.texts import Article, Charter, FrozenText, LogLine, Version

__all__ = [
    "Amendment",
    "AmendmentStep",
    "Article",
    "Ballot",
    "Charter",
    "Elector",
    "FrozenText",
    "LogLine",
    "Objection",
    "Opinion",
    "Provenance",
    "Signature",
    "Version",
    "Vote",
    "Wording",
]
