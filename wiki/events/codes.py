"""What events are said in: their states, and the zone of those that name none."""

from __future__ import annotations

ZONE = "Europe/Paris"
#: The states of an event.
CONFIRMED, TENTATIVE, CANCELLED = "confirmed", "tentative", "cancelled"
