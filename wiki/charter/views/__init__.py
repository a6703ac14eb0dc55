"""The charters over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.charter.views import amending as amending
from wiki.charter.views import amendment_steps as amendment_steps
from wiki.charter.views import amendments as amendments
from wiki.charter.views import annex_fields as annex_fields
from wiki.charter.views import annexes as annexes
from wiki.charter.views import ballots as ballots
from wiki.charter.views import calendar as calendar
from wiki.charter.views import changes as changes
from wiki.charter.views import charters as charters
from wiki.charter.views import combining as combining
from wiki.charter.views import contests as contests
from wiki.charter.views import erasures as erasures
from wiki.charter.views import making as making
from wiki.charter.views import mine as mine
from wiki.charter.views import minutes as minutes
from wiki.charter.views import origins as origins
from wiki.charter.views import outline as outline
from wiki.charter.views import paper_votes as paper_votes
from wiki.charter.views import papers as papers
from wiki.charter.views import proof as proof
from wiki.charter.views import signatures as signatures
from wiki.charter.views import signing as signing
from wiki.charter.views import simulating as simulating
from wiki.charter.views import steps as steps
from wiki.charter.views import strengths as strengths
from wiki.charter.views import texts as texts
from wiki.charter.views import twins as twins
from wiki.charter.views import votes as votes
from wiki.charter.views.blueprint import blueprint

__all__ = ["blueprint"]
