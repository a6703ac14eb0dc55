"""The sheets over HTTP: each module of this folder adds its routes to the one blueprint."""

from wiki.sheets.views import corrections as corrections
from wiki.sheets.views import edit as edit
from wiki.sheets.views import exact as exact
from wiki.sheets.views import kinds as kinds
from wiki.sheets.views import new as new
from wiki.sheets.views import opening as opening
from wiki.sheets.views import origins as origins
from wiki.sheets.views import reminders as reminders
from wiki.sheets.views import tended as tended
from wiki.sheets.views.blueprint import blueprint

__all__ = ["blueprint"]
