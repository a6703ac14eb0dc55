"""What the places show inside a page."""

from __future__ import annotations

from wiki.places.views import asked, charts

HANDLERS = (*asked.HANDLERS, *charts.HANDLERS)
