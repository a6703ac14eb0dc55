"""What the edit form sends, read and bounded."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from wiki.kernel.submissions import base_in, submission_in
from wiki.pages.credits import Taken
from wiki.pages.filing import refiled
from wiki.pages.queries.documents import document_of
from wiki.pages.sections import part_text
from wiki.pages.service.save import Edit
from wiki.web.actors import place
from wiki.web.choices import choices_sent

#: Longest name of a state of a shared text.
_SHARED = 60


@dataclass(frozen=True)
class EditForm:
    """The fields of the edit form; shown again as they are when it is refused."""

    body: str
    base: int
    summary: str = ""
    is_minor: bool = False
    section: int | None = None
    submission: str = ""
    #: The categories in their field, and as they were when the form was made.
    categories: str = ""
    categories_before: str = ""
    #: What the text is called among those who write it at once; "" when it is one person's.
    shared: str = ""
    #: The identifier of the section, when several write it at once: it may stand elsewhere since.
    part: str = ""

    @property
    def filed_body(self) -> str:
        """The body with the categories of their field. Raises `Invalid`."""
        if self.categories == self.categories_before or self.section is not None:
            return self.body
        return refiled(document_of, self.body, self.categories_before, self.categories)

    @classmethod
    def sent(cls) -> EditForm:
        """The form of this request."""
        form = request.form
        return cls(
            body=form.get("body", "").replace("\r\n", "\n"),
            base=base_in(form.get("base", "")),
            summary=form.get("summary", ""),
            is_minor="minor" in form,
            section=base_in(form["section"]) if form.get("section") else None,
            submission=submission_in(form.get("submission", "")),
            categories=form.get("categories", "").strip(),
            categories_before=form.get("categories_before", "").strip(),
            shared=form.get("shared", "")[:_SHARED],
            part=form.get("part", "")[:_SHARED],
        )

    def edit(self, title: str) -> Edit:
        """The act that the form asks for."""
        return Edit(
            title=title,
            body=self.filed_body,
            base=self.base,
            summary=self.summary,
            is_minor=self.is_minor,
            section=self.section,
            submission=self.submission or None,
            place=place(),
            is_shown_next=True,
            part=self.part,
            shared=shared_text(self.shared, self.body, self.part),
        )


@dataclass(frozen=True)
class ConflictForm:
    """The answer of the conflict screen: what to keep of each passage."""

    #: The revision that the text `mine` started from, and the one it met.
    base: int
    head: int
    mine: str
    choices: dict[int, str]
    summary: str = ""
    is_minor: bool = False
    #: The section that was being written, whose draft is done with once all is settled.
    section: int | None = None
    submission: str = ""
    #: What `mine` is called among those who write it at once.
    shared: str = ""
    part: str = ""
    #: The edit of a newcomer that `mine` is, which somebody else confirms; "" for one's own.
    pending: str = ""
    #: The revision that is being undone: `mine` is what the page said before it, or, on a screen
    #: that comes again, what was chosen on the one before.
    undo: int | None = None

    @classmethod
    def sent(cls) -> ConflictForm:
        """The form of this request."""
        form = request.form
        return cls(
            base=base_in(form.get("base", "")),
            head=base_in(form.get("head", "")),
            mine=form.get("body", "").replace("\r\n", "\n"),
            choices=choices_sent(),
            summary=form.get("summary", ""),
            is_minor="minor" in form,
            section=base_in(form["section"]) if form.get("section") else None,
            submission=submission_in(form.get("submission", "")),
            shared=form.get("shared", "")[:_SHARED],
            part=form.get("part", "")[:_SHARED],
            pending=form.get("pending", "")[:_SHARED].replace("\x00", ""),
            undo=base_in(form["undo"]) if form.get("undo") else None,
        )

    @property
    def is_own(self) -> bool:
        """Whether `mine` is what the person was writing, to keep as a draft until it is saved."""
        return self.undo is None and not self.pending

    @property
    def taken(self) -> Taken | None:
        """The shared text that `mine` comes from: the page, or one part of it."""
        mine = part_text(document_of(self.mine), self.part) if self.part else self.mine
        return shared_text(self.shared, mine, self.part)


def shared_text(name: str, text: str, part: str) -> Taken | None:
    """A shared text by its name; None for one that is one person's."""
    return Taken(name, text, part) if name else None
