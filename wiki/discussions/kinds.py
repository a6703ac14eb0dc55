"""What is discussed: the kinds that the subjects offer, and that of the pages, which are below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import sqlalchemy as sa

from wiki.discussions.passages import Block, blocks, is_part, part_block, says
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.db import noted, reading, state
from wiki.kernel.discussed import Discussable, Discussed, Part, Rewritten, Writing
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, May, why_not
from wiki.kernel.slugs import address_of
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.joinings import is_joined
from wiki.pages.rules import why_not_edit
from wiki.pages.service.derive import touch_page
from wiki.pages.service.save import Edit, EditConflict, save_inside
from wiki.site.queries import policy


def kinds() -> Mapping[str, Discussable]:
    """Every kind of things that are discussed, by its name."""

    def collect() -> dict[str, Discussable]:
        return {
            name: subject.load(reference)
            for subject in state().subjects
            for name, reference in subject.discussed.items()
        }

    return state().keep("discussions.kinds", collect)  # type: ignore[no-any-return]


def kind_of(name: str) -> Discussable:
    """A kind by its name, or `Missing`."""
    found = kinds().get(name)
    if found is None:
        raise Missing("discussed_missing")
    return found


def thing(kind: str, uid: str) -> Discussed:
    """One thing that is there for readers, or `Missing`."""
    found = kind_of(kind).find([uid]).get(uid)
    if found is None:
        raise Missing("discussed_missing")
    return found


def things(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Discussed]:
    """Those of some things, by kind and uid, that are there for readers."""
    uids: dict[str, list[str]] = {}
    for kind, uid in dict.fromkeys(wanted):
        uids.setdefault(kind, []).append(uid)
    return {
        (kind, uid): found
        for kind, of_kind in uids.items()
        if kind in kinds()
        for uid, found in kinds()[kind].find(of_kind).items()
    }


def reason_not(actor: Actor, right: May, kind: str, uid: str) -> str | None:
    """None when the actor has that right on a thing, else the code of the reason."""
    return kind_of(kind).why_not(actor, right, uid)


def require_on(actor: Actor, right: May, kind: str, uid: str) -> Discussed:
    """The thing, when the actor has that right on it; raises `Refused` or `Missing`."""
    if reason := reason_not(actor, right, kind, uid):
        raise Refused(reason, right=right.code)
    return thing(kind, uid)


def writing_of(kind: str) -> Writing:
    """How the texts of a kind are read and written, or `Missing` when it has none."""
    found = kind_of(kind).writing
    if found is None:
        raise Missing("discussed_missing")
    return found


def parts_of(kind: str, uid: str, number: int, actor: Actor = VISITOR) -> tuple[Block, ...]:
    """What stands beside the text of a version of a thing, whatever subject offers it.

    Everybody may read it, unless it is said who reads.
    """

    def collect() -> list[tuple[str, Callable[[str, int, Actor], Iterable[Part]]]]:
        return [
            (of_kind, subject.load(reference))
            for subject in state().subjects
            for of_kind, reference in subject.parts.items()
        ]

    offered = state().keep("discussions.parts", collect)
    return tuple(
        part_block(part.id, part.label, part.text)
        for of_kind, offer in offered
        if of_kind == kind
        for part in offer(uid, number, actor)
    )


def may_read(actor: Actor, subject: ThreadSubject) -> bool:
    """Whether an actor may read today, where a thread quotes it, what stands beside a text.

    Of the text itself, everybody may.
    """
    if subject.block is None or not is_part(subject.block):
        return True
    mine, whole = (_part(subject, reader) for reader in (actor, SYSTEM))
    return mine is not None and (mine == whole or says(mine, subject.quote or ""))


def _part(subject: ThreadSubject, actor: Actor) -> Block | None:
    about = (subject.target_kind, subject.target_uid, subject.revision or 0)
    known = noted().setdefault("discussions.parts", {})
    key = (*about, actor.audience)
    if key not in known:
        known[key] = {part.id: part for part in parts_of(*about, actor)}
    return known[key].get(subject.block)  # type: ignore[no-any-return]


def blocks_of(kind: str, uid: str, number: int) -> tuple[Block, ...]:
    """What is commented on in a version of a thing: its parts, then the blocks of its text."""
    text = writing_of(kind).text(uid, number)
    return (*parts_of(kind, uid, number), *blocks(text))


# -- The pages


def _pages(uids: Sequence[str]) -> dict[str, Discussed]:
    there = sa.or_(Page.deleted_at.is_(None), is_joined)
    query = sa.select(Page.uid, Page.title).where(Page.uid.in_(uids), there)
    return {
        uid: Discussed(
            kind="page",
            uid=uid,
            title=title,
            endpoint="wiki.pages.show",
            values={"title": address_of(title)},
            talk_endpoint="wiki.discussions.talk",
        )
        for uid, title in reading().execute(query)
    }


def _why_not_on_page(actor: Actor, right: May, uid: str) -> str | None:
    return why_not(actor, right, policy(), f"page:{uid}")


def _touch_page(uid: str) -> None:
    page_id = reading().scalar(sa.select(Page.id).where(Page.uid == uid))
    if page_id is not None:
        touch_page(page_id)


def _page_head(uid: str) -> int:
    return pages.by_uid(uid).head


def _page_text(uid: str, number: int) -> str:
    return pages.text(pages.revision(pages.by_uid(uid), number).text_sha256)


def _why_not_edit(actor: Actor, uid: str) -> str | None:
    page = pages.by_uid(uid)
    return why_not_edit(actor, policy(), protection=page.protection, title=page.title, uid=page.uid)


def _rewrite_page(actor: Actor, wanted: Rewritten) -> int:
    """A normal save, merged with what was saved meanwhile."""
    other = None if wanted.author_id == actor.member_id else wanted.author_id
    edit = Edit(
        title=pages.by_uid(wanted.uid).title,
        body=wanted.text,
        base=wanted.base,
        summary=wanted.summary,
        place=wanted.place,
        keeps_drafts=True,
        co_author_ids=() if other is None else (other,),
    )
    try:
        return save_inside(actor, edit).revision.number
    except EditConflict as error:
        raise Conflict("rewriting_conflict") from error


#: A protected page is discussed by all who may take part: that is how it comes to change.
PAGE = Discussable(
    find=_pages,
    why_not=_why_not_on_page,
    touch=_touch_page,
    writing=Writing(head=_page_head, text=_page_text, why_not=_why_not_edit, rewrite=_rewrite_page),
)
