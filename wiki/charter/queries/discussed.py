"""What of a charter is discussed: its amendments, and the articles of its frozen texts.

A passage of an amendment is looked for in its next wording; an article of a frozen text never
changes, so that what is said of it stays where it was said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from wiki.charter.models import Amendment, Charter, Version, Wording
from wiki.charter.queries import amendments, charters
from wiki.charter.rules.blocks import Numbered, anchor
from wiki.charter.rules.operations import Kind, found
from wiki.discussions.models import Talk
from wiki.kernel.db import reading
from wiki.kernel.discussed import Discussable, Discussed, Rewritten, Writing
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import Actor, May, why_not
from wiki.markup.parse import parse
from wiki.site.queries import policy

#: The names of these kinds; an article is known by the uid of its version and by its own id.
AMENDMENT, ARTICLE = "amendment", "article"


def turns(kind: str, uids: Sequence[str]) -> Mapping[str, int]:
    """How much is said of some things, of those of which something is said."""
    query = sa.select(Talk.target_uid, Talk.turns)
    query = query.where(Talk.target_kind == kind, Talk.target_uid.in_(uids))
    return {row[0]: row[1] for row in reading().execute(query)}


def _refused(_actor: Actor, _uid: str) -> str:
    """Neither is written from its discussion."""
    return "charter_not_rewritten"


def _rewrite(_actor: Actor, _wanted: Rewritten) -> int:
    raise Conflict("charter_not_rewritten")


def _untouched(_uid: str) -> None:
    """No screen of them is kept."""


# -- The amendments


def _amendments(uids: Sequence[str]) -> dict[str, Discussed]:
    query = sa.select(Amendment.uid, Amendment.number, Charter.slug, Charter.title)
    query = query.join(Charter, Charter.id == Amendment.charter_id)
    rows = reading().execute(query.where(Amendment.uid.in_(uids)))
    return {
        uid: Discussed(
            kind=AMENDMENT,
            uid=uid,
            title=f"{title}, amendement n° {number}",
            endpoint="wiki.charter.amendment",
            values={"slug": slug, "number": str(number)},
        )
        for uid, number, slug, title in rows
    }


def _why_not_amendment(actor: Actor, right: May, uid: str) -> str | None:
    charter = amendments.charter_of(amendments.by_uid(uid).amendment)
    return why_not(actor, right, policy(), f"charter:{charter.uid}")


def _wording(uid: str) -> int:
    return amendments.by_uid(uid).amendment.wording


def _said(uid: str, number: int) -> str:
    amendment = amendments.by_uid(uid).amendment
    wordings = {one.number: one for one in amendments.wordings(amendment.id)}
    if number not in wordings:
        raise Missing("amendment_missing")
    return said(amendment, wordings[number])


def said(amendment: Amendment, wording: Wording) -> str:
    """What a wording of an amendment asks and why, as a text of which passages are discussed."""
    title, text = wording.title, wording.text
    if wording.kind in (Kind.DELETE, Kind.MOVE):
        page = charters.draft_page(amendments.charter_of(amendment))
        block = found(amendments.draft_at(page, wording.base), wording.block)
        title, text = (block.title, block.text) if block else ("", "")
    parts = (f"**{title}**" if title else "", text, wording.why)
    return "\n\n".join(filter(None, parts)) + "\n"


AMENDMENTS = Discussable(
    find=_amendments,
    why_not=_why_not_amendment,
    touch=_untouched,
    writing=Writing(head=_wording, text=_said, why_not=_refused, rewrite=_rewrite),
)

# -- The articles of a frozen text


def article_uid(version: Version, block: str) -> str:
    """By what an article of a version is known."""
    return f"{version.uid}.{block}"


def _articles(uids: Sequence[str]) -> dict[str, Discussed]:
    versions = {one.uid: one for one in _versions(uids)}
    there: dict[str, Discussed] = {}
    for uid in uids:
        version = versions.get(uid.partition(".")[0])
        block = _block(version, uid.partition(".")[2]) if version else None
        if version and block:
            there[uid] = _article(uid, version, block)
    return there


def _versions(uids: Sequence[str]) -> Sequence[Version]:
    query = sa.select(Version).where(Version.uid.in_([uid.partition(".")[0] for uid in uids]))
    return reading().scalars(query.where(Version.hash.is_not(None))).all()


def _block(version: Version, name: str) -> Numbered | None:
    return next((one for one in charters.frozen_blocks(version) if one.block.id == name), None)


def _article(uid: str, version: Version, block: Numbered) -> Discussed:
    charter = charters.charter_of(version)
    name = f"article {block.number}" if block.kind == "article" else _plain(block.block.title)
    return Discussed(
        kind=ARTICLE,
        uid=uid,
        title=f"{charter.title}, version {version.number}, {name or 'ouverture'}",
        endpoint="wiki.charter.version",
        values={
            "slug": charter.slug,
            "version": version.number,
            "_anchor": anchor(block.block.id),
        },
    )


def _plain(title: str) -> str:
    headings = parse(f"# {title}").headings
    return headings[0].text if headings else title


def _why_not_article(actor: Actor, right: May, uid: str) -> str | None:
    charter = charters.charter_of(charters.by_uid(uid.partition(".")[0]))
    return why_not(actor, right, policy(), f"charter:{charter.uid}")


def _only(_uid: str) -> int:
    """A frozen text has one version."""
    return 1


def _frozen(uid: str, _number: int) -> str:
    version, _, name = uid.partition(".")
    block = _block(charters.by_uid(version), name)
    if block is None:
        raise Missing("charter_text_missing")
    return block.block.text + "\n"


ARTICLES = Discussable(
    find=_articles,
    why_not=_why_not_article,
    touch=_untouched,
    writing=Writing(head=_only, text=_frozen, why_not=_refused, rewrite=_rewrite),
)
