"""Typing in shared texts without windows: one change after another, as the writer adds them."""

from __future__ import annotations

from itertools import count

from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.live.service import log
from wiki.live.service.log import Opened
from wiki.ot.from_diff import from_diff

_numbers = count(1)


def text_of(uid: str, kind: str = "page", part: str = "") -> str:
    """What the shared text of a page, or of a part of it, says now."""
    return log.text_at(log.opened(kind, uid, part).head.doc_id)


def head_of(uid: str, kind: str = "page", part: str = "") -> Opened:
    """Where it is."""
    return log.opened(kind, uid, part)


def write(actor: Actor, uid: str, text: str, kind: str = "page", part: str = "") -> str:
    """Make the shared text of a page another one: what it is called then, as `epoch:version`."""
    log.opened(kind, uid, part)
    with act():
        opened = log.known(kind, uid, part, locked=True)
        assert opened is not None
        before = log.text_at(opened.head.doc_id)
        v = log.append(
            opened.head,
            from_diff(before, text),
            member_id=actor.member_id,
            client=f"{actor.name}-window",
            cid=next(_numbers),
        )
    return f"{opened.head.epoch}:{v}"
