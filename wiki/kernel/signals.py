"""What the wiki announces: below announces, above listens.

Receivers run in the order in which they were connected, inside the transaction of the act that
announces: what they write is committed with it, and what they raise undoes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Signal:
    """An announcement with ordered receivers (a set of receivers would make runs differ)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._receivers: list[Callable[..., None]] = []

    def connect(self, receiver: Callable[..., None]) -> Callable[..., None]:
        """Add a receiver, once; usable as a decorator."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)
        return receiver

    def disconnect(self, receiver: Callable[..., None]) -> None:
        """Take a receiver away."""
        self._receivers.remove(receiver)

    def send(self, **payload: Any) -> None:
        """Call every receiver with the payload, by name."""
        for receiver in self._receivers:
            receiver(**payload)


#: A revision is about to be made of a text that several may have written: who typed what is noted
#: in `written_with`. Provides: page (Page), body (str), sheet (Sheet or None), shared (Taken),
#: actor (Actor), written_with (list of Credit).
authorship_asked = Signal("authorship_asked")
#: A page has a new revision; `shared` is the shared text that it was taken from, if any.
#: Provides: page (Page), revision (Revision), body (str), actor (Actor), is_new (bool),
#: has_new_sheet (bool), shared (Taken or None), kept (names of `Subject.kept` that it has).
page_saved = Signal("page_saved")
#: A text taken from a shared one was sent, and the page said it already. Provides: page (Page),
#: revision (Revision), body (str), actor (Actor), shared (Taken).
nothing_to_save = Signal("nothing_to_save")
#: A page has another title. Provides: page (Page), old_title (str), actor (Actor).
page_renamed = Signal("page_renamed")
#: A page went to the bin. Provides: page (Page), actor (Actor).
page_deleted = Signal("page_deleted")
#: A page came back from the bin. Provides: page (Page), actor (Actor).
page_restored = Signal("page_restored")
#: A page was joined to another one, which its titles lead to: what is kept of it follows, and what
#: moved is noted in `moved`. Provides: page (Page), into (Page), actor (Actor), moved (dict).
page_joined = Signal("page_joined")
#: The same was undone: what is in `moved` comes back. Provides: page (Page), into (Page),
#: actor (Actor), moved (dict).
page_parted = Signal("page_parted")
#: Old texts of a page were erased for good, or what its old sheets said in some fields.
#: Provides: page (Page), actor (Actor), fields (frozenset of str).
texts_erased = Signal("texts_erased")
#: Values of sheets came to the end of their period on a day after `since`, `until` at the latest,
#: both as `2012-10-08`. Provides: since (str), until (str).
values_ended = Signal("values_ended")
#: A day has begun, once the worker comes to it: what is kept for some time only is looked at.
#: Provides: day (str), as `2012-10-08`.
day_begun = Signal("day_begun")
#: A place said by its link what its sheet should say.
#: Provides: correction (Correction), link (CorrectionLink).
correction_sent = Signal("correction_sent")
#: What a place said was accepted or refused; page is None when no page was made of it.
#: Provides: correction (Correction), page (Page or None), actor (Actor).
correction_answered = Signal("correction_answered")
#: A mail server refused a letter for good. Provides: key (str), which the letter was posted under.
mail_refused = Signal("mail_refused")
#: What a page links to has changed, in the act that changed it.
#: Provides: page (Page), come (frozenset of str), gone (frozenset of str).
links_changed = Signal("links_changed")
#: Keys that renderings depend on have changed. Provides: keys (frozenset of str).
dependencies_changed = Signal("dependencies_changed")
#: A site setting has another value. Provides: name (str), value (object), actor (Actor).
setting_changed = Signal("setting_changed")
#: A member joined. Provides: member (Member), actor (Actor).
member_joined = Signal("member_joined")
#: A file was added. Provides: file (File), actor (Actor).
file_added = Signal("file_added")
#: A file has another content; raising undoes it. Provides: file (File), actor (Actor).
file_replaced = Signal("file_replaced")
#: A turn was added to a discussion.
#: Provides: thread (Thread), turn (Turn), text (str), actor (Actor).
turn_added = Signal("turn_added")
#: Something was put to the places of a network. Provides: ballot (Ballot), actor (Actor).
ballot_opened = Signal("ballot_opened")
#: What a ballot decides was said, in the act that says it: `outcome` is a code of
#: `wiki.charter.rules.tally.OUTCOMES`. Provides: ballot (Ballot), outcome (str), actor (Actor).
ballot_proclaimed = Signal("ballot_proclaimed")
#: A ballot was given up before it was proclaimed. Provides: ballot (Ballot), actor (Actor).
ballot_cancelled = Signal("ballot_cancelled")
#: What a ballot decided is contested no more: it holds for good.
#: Provides: ballot (Ballot), actor (Actor).
ballot_final = Signal("ballot_final")
#: A contest of a ballot that was proclaimed was upheld: it has decided nothing.
#: Provides: ballot (Ballot), actor (Actor).
ballot_annulled = Signal("ballot_annulled")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Signal))
