"""Speaking: opening a thread, answering in one, changing one's own words."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from wiki.discussions import rules
from wiki.discussions.kinds import require_on
from wiki.discussions.models import Thread, Turn, TurnText
from wiki.discussions.queries import threads, turns
from wiki.discussions.service import derive, mentions
from wiki.discussions.service.drafts import forget_draft
from wiki.discussions.spots import Spot
from wiki.journal.service import record, take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May
from wiki.kernel.slugs import new_uid
from wiki.kernel.submissions import submission_of
from wiki.markup.bounds import check
from wiki.members.service.screening import screen
from wiki.pages.service import pace
from wiki.pages.service.texts import keep_text


@dataclass(frozen=True)
class Words:
    """What somebody sends: a text, and the name of the form that carried it.

    `place` is the network address it came from; None for what a command does, which is not counted.
    """

    text: str
    submission: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Said:
    """The turn that was made, or the one that the same form had made before."""

    thread: Thread
    turn: Turn


def open_thread(actor: Actor, kind: str, uid: str, subject: str, words: Words) -> Said:
    """Begin a thread about a thing, with its first turn."""
    subject, text = rules.clean_subject(subject), checked(words.text)
    with act():
        said, _ = start_thread(actor, kind, uid, subject, text, words)
        forget_draft(actor, Spot.thread(kind, uid))
    return said


def start_thread(
    actor: Actor, kind: str, uid: str, subject: str, text: str, words: Words
) -> tuple[Said, bool]:
    """Begin a thread inside an act; False when the same form had begun it before."""
    session = reading()
    pace.count(actor, words.place)
    thing = require_on(actor, May.DISCUSS, kind, uid)
    take_turn()
    if said := _already_said(actor, words):
        return said, False
    screen(actor, "", f"{subject}\n{text}", place=words.place)
    thread = Thread(target_kind=kind, target_uid=uid, subject=subject, created_at=clock.now())
    session.add(thread)
    session.flush()
    return _say(actor, thread, text, words, title=thing.title), True


def answer(actor: Actor, thread_uid: str, words: Words, *, to: str = "") -> Said:
    """Add a turn to a thread: an answer to the turn of uid `to`, or to the thread."""
    text = checked(words.text)
    with act():
        pace.count(actor, words.place)
        thread = threads.by_uid(thread_uid, locked=True)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        take_turn()
        if said := _already_said(actor, words):
            return said
        screen(actor, "", text, place=words.place)
        answered = _number(thread, to)
        forget_draft(actor, Spot.answer(thread_uid, to))
        return _say(actor, thread, text, words, title=thing.title, answers=answered)


def rewrite(actor: Actor, turn_uid: str, words: Words) -> Turn:
    """Change the text of one's own turn; the texts it had stay to be read."""
    text = checked(words.text)
    with act() as session:
        pace.count(actor, words.place)
        thread, turn = turns.by_uid(turn_uid)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        if reason := rules.why_not_rewrite(
            actor, turn.author_id, is_hidden=turn.hidden_at is not None
        ):
            raise Refused(reason)
        forget_draft(actor, Spot.turn(turn_uid))
        if text == turns.line(turn_uid).text:
            return turn
        screen(actor, turns.line(turn_uid).text, text, place=words.place)
        turn.head += 1
        _write(turn, text)
        session.flush()
        mentions.note(actor, "turn", turn.uid, text)
        derive.touch(thread)
        said = {"title": thing.title, "thread": thread.uid, "number": turn.head}
        record(actor, "turn_edited", "turn", turn.uid, **said)
    return turn


def checked(raw: str) -> str:
    """A text as it is kept; raises `Invalid` or `TooMuch` for one that no page would take."""
    text = rules.clean_turn(raw)
    check(text)
    return text


def _say(
    actor: Actor,
    thread: Thread,
    text: str,
    words: Words,
    *,
    title: str,
    answers: int | None = None,
) -> Said:
    session = reading()
    last = session.scalar(sa.select(sa.func.max(Turn.number)).where(Turn.thread_id == thread.id))
    derive.touch(thread)
    turn = Turn(
        uid=new_uid(),
        thread_id=thread.id,
        number=(last or 0) + 1,
        answers=answers,
        author_id=actor.member_id,
        created_at=clock.now(),
        head=1,
        submission=submission_of(actor, words.submission),
    )
    action = "turn_added" if last else "thread_opened"
    turn.seq = record(actor, action, "turn", turn.uid, title=title, thread=thread.uid)
    session.add(turn)
    session.flush()
    _write(turn, text)
    if last:
        derive.answered(thread, turn.seq)
    else:
        derive.opened(thread, turn.seq)
    session.flush()
    mentions.note(actor, "turn", turn.uid, text)
    signals.turn_added.send(thread=thread, turn=turn, text=text, actor=actor)
    return Said(thread, turn)


def _write(turn: Turn, text: str) -> None:
    """Keep a text as the newest of the turn."""
    digest = keep_text(text)
    reading().add(
        TurnText(turn_id=turn.id, number=turn.head, text_sha256=digest, created_at=clock.now())
    )


def _number(thread: Thread, uid: str) -> int | None:
    if not uid:
        return None
    query = sa.select(Turn.number).where(Turn.thread_id == thread.id, Turn.uid == uid)
    found = reading().scalar(query)
    if found is None:
        raise Invalid("turn_unknown")
    return found


def _already_said(actor: Actor, words: Words) -> Said | None:
    name = submission_of(actor, words.submission)
    if name is None:
        return None
    query = (
        sa.select(Thread, Turn)
        .join(Turn, Turn.thread_id == Thread.id)
        .where(Turn.submission == name)
    )
    row = reading().execute(query).first()
    return None if row is None else Said(row[0], row[1])
