"""What is to be tended: decided on plain values."""

from __future__ import annotations

#: Why a title that pages link to is no page's own: nothing is there, or a page had it before.
MISSING, OLD = "missing", "old"
#: Why a page is in a list: no other leads to it, or on purpose none does; it leads to none.
ORPHAN, APART, DEAD_END = "orphan", "apart", "dead_end"
#: A page that leads to several of the same name: links to it are to be made precise.
HOMONYMY = "homonymy"
#: A page that leads to a section that its target has no more, or never had.
BROKEN = "broken"
