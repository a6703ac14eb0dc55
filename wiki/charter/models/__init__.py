"""The charters and their versions, what was frozen, done, amended, voted and signed."""

from wiki.charter.models.amendments import (
    Amendment,
    AmendmentStep,
    Combined,
    Provenance,
    Sponsor,
    Wording,
)
from wiki.charter.models.annexes import Annex, AnnexForm
from wiki.charter.models.ballots import Ballot, BallotOption, Elector, Objection, Opinion, Vote
from wiki.charter.models.contests import Contest, Ruling
from wiki.charter.models.erasures import Erasure
from wiki.charter.models.paper_votes import PaperSheet, PaperVote
from wiki.charter.models.persons import Person, Voice
from wiki.charter.models.proxies import Proxy
from wiki.charter.models.signatures import Signature
from wiki.charter.models.texts import Article, Charter, FrozenText, LogLine, Version
from wiki.charter.models.twins import Twin
from wiki.charter.models.urns import Bulletin, PersonBulletin, PersonTurnout, Turnout

__all__ = [
    "Amendment",
    "AmendmentStep",
    "Annex",
    "AnnexForm",
    "Article",
    "Ballot",
    "BallotOption",
    "Bulletin",
    "Charter",
    "Combined",
    "Contest",
    "Elector",
    "Erasure",
    "FrozenText",
    "LogLine",
    "Objection",
    "Opinion",
    "PaperSheet",
    "PaperVote",
    "Person",
    "PersonBulletin",
    "PersonTurnout",
    "Provenance",
    "Proxy",
    "Ruling",
    "Signature",
    "Sponsor",
    "Turnout",
    "Twin",
    "Version",
    "Voice",
    "Vote",
    "Wording",
]
