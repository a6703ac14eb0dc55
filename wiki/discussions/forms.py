"""What the forms and filters of the discussions send, read and bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import request

from wiki.discussions.queries.recent import TurnFilter
from wiki.discussions.service.comment import Comment
from wiki.discussions.service.speak import Words
from wiki.discussions.spots import Unsent
from wiki.kernel import clock
from wiki.kernel.submissions import new_submission, submission_in
from wiki.kernel.texts import one_line
from wiki.web.actors import place

#: Longest name of a block, with its kind, that a form or an address may carry.
LONGEST_NAME = 100


@dataclass(frozen=True)
class TurnForm:
    """A message being written; shown again as it is when it is refused."""

    text: str = ""
    subject: str = ""
    #: The uid of the turn that it answers.
    answers: str = ""
    submission: str = ""

    @classmethod
    def sent(cls) -> TurnForm:
        """The form of this request."""
        form = request.form
        return cls(
            text=form.get("text", "").replace("\r\n", "\n"),
            subject=form.get("subject", ""),
            answers=one_line(form.get("answers", ""))[:40],
            submission=submission_in(form.get("submission", "")),
        )

    @classmethod
    def blank(cls, answers: str = "", text: str = "") -> TurnForm:
        """A form that nobody has filled in."""
        return cls(text=text, answers=answers, submission=new_submission())

    @property
    def words(self) -> Words:
        """What the act is given."""
        return Words(self.text, self.submission or None, place())

    @property
    def unsent(self) -> Unsent:
        """What a draft holds of it."""
        return Unsent(self.text, self.subject)

    def taking_up(self, unsent: Unsent) -> TurnForm:
        """The form with what was being written."""
        return replace(self, text=unsent.text, subject=unsent.subject)


@dataclass(frozen=True)
class PassageForm:
    """A comment on a passage being written."""

    words: TurnForm
    revision: int
    block: str
    quote: str
    before: str
    becomes: str

    @classmethod
    def sent(cls) -> PassageForm:
        """The form of this request."""
        form = request.form
        return cls(
            words=TurnForm.sent(),
            revision=number_in(form.get("revision", "")),
            block=form.get("block", "")[:LONGEST_NAME],
            quote=form.get("quote", ""),
            before=form.get("before", ""),
            becomes=form.get("becomes", "").replace("\r\n", "\n"),
        )

    @property
    def comment(self) -> Comment:
        """What the act is given."""
        return Comment(self.revision, self.block, self.quote, self.before, self.becomes)

    @property
    def unsent(self) -> Unsent:
        """What a draft holds of it."""
        words = self.words
        return Unsent(words.text, "", self.revision, self.quote, self.before, self.becomes)

    def taking_up(self, unsent: Unsent) -> PassageForm:
        """The form with what was being written, of the passage that was meant."""
        return replace(
            self,
            words=self.words.taking_up(unsent),
            revision=unsent.revision,
            quote=unsent.quote,
            before=unsent.before,
            becomes=unsent.becomes,
        )


def is_preview() -> bool:
    """Whether this request asks to see its message first."""
    return request.form.get("action") == "preview"


def number_in(raw: str) -> int:
    """The number of a version; 0, which no text has, for what is none."""
    good = raw.isascii() and raw.isdigit() and len(raw) <= 9
    return int(raw) if good else 0


def filter_given(seen: int | None = None) -> TurnFilter:
    """What an address asks for among the turns; `seen`: how far the one who asks has read."""
    given = request.args
    return TurnFilter(
        author_uid=given.get("author", "")[:40],
        since=clock.since_given(given.get("since", "")),
        since_seq=seen if "visit" in given else None,
    )
