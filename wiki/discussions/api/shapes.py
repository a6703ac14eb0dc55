"""What the discussions' operations take and give: schemas, and values of ours in their shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from wiki.discussions import kinds
from wiki.discussions.passages import LONGEST
from wiki.discussions.queries import passages, threads, turns
from wiki.discussions.queries.passages import PassageLine, RewritingLine
from wiki.discussions.queries.threads import ThreadLine
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.rules import SUBJECT_LENGTH, TURN_SIZE
from wiki.discussions.views.blueprint import reason_not_to, thing_url
from wiki.discussions.views.sight import passages_shown, subject_shown
from wiki.kernel.discussed import Discussed
from wiki.kernel.permissions import May
from wiki.web.api_schema import component, flag, integer, list_of, maybe, record, resolved, text
from wiki.web.api_shapes import NEXT_BEFORE, NOBODY, person
from wiki.web.filters import iso

# -- What is given

_DATE = text("Date.", format="date-time")
_ABOUT = record(
    {
        "kind": text("Genre de chose : `page`."),
        "uid": text("Identifiant."),
        "title": text("Titre."),
        "url": text("Adresse."),
    }
)
TURN = component(
    "TalkTurn",
    record(
        {
            "uid": text("Identifiant."),
            "url": text("Adresse permanente."),
            "thread": text("Identifiant du fil."),
            "number": integer("Rang dans le fil, à partir de 1.", 1),
            "answers": maybe(integer("Rang du message auquel il répond ; null : au fil.", 1)),
            "author": {**NOBODY, "description": "Qui l’a dit ; null pour un visiteur."},
            "created_at": _DATE,
            "edited_at": maybe(_DATE),
            "hidden": flag("Masqué par la modération."),
            "hidden_reason": text("Pourquoi il est masqué ; vide sinon."),
            "text": maybe(text("Texte en Markdown ; null pour qui ne peut pas lire un masqué.")),
            "seq": integer("Place dans l’ordre de tout le wiki."),
        }
    ),
)
PASSAGE = component(
    "Passage",
    record(
        {
            "revision": integer("Version où le passage a été choisi.", 1),
            "quote": text("Le passage."),
            "before": text("Ce qui se lit juste avant."),
            "after": text("Ce qui se lit juste après."),
            "gone": flag("Le passage n’est plus dans la page. Suivi tant que le fil est ouvert."),
            "kept": flag("D’un champ que qui demande ne peut pas lire : le passage est vide."),
        }
    ),
)
REWRITING = component(
    "Rewriting",
    record(
        {
            "turn": text("Identifiant du message qui la propose."),
            "was": text("Le bloc tel qu’il était, en Markdown."),
            "becomes": text("Le bloc tel qu’il serait."),
            "accepted": maybe(flag("null tant que personne n’a décidé.")),
            "decided_at": maybe(_DATE),
            "reason": text("Pourquoi elle a été écartée ; vide sinon."),
            "revision": maybe(integer("Version qui l’a reprise.", 1)),
        }
    ),
)
_THREAD = {
    "uid": text("Identifiant."),
    "url": text("Adresse."),
    "about": _ABOUT,
    "subject": text("Sujet ; « Sujet masqué » pour qui ne peut pas lire un masqué."),
    "subject_hidden": flag("Le premier message, et le sujet avec lui, est masqué."),
    "open": flag("Personne n’a dit qu’il est réglé."),
    "resolved_at": maybe(_DATE),
    "resolved_by": text("Qui l’a dit ; vide quand personne."),
    "turns": integer("Messages, sans ceux qui sont masqués."),
    "passage": {**maybe(resolved(PASSAGE)), "description": "Passage de la page dont il parle."},
    "rewriting": {**maybe(resolved(REWRITING)), "description": "Autre rédaction proposée."},
    "last_seq": integer("Place de son dernier message dans l’ordre de tout le wiki."),
}
THREAD = component("Thread", record(_THREAD))
TALK = component(
    "Talk",
    record(
        {
            "about": _ABOUT,
            "threads": list_of(
                record(_THREAD | {"first_turn": TURN}),
                "Les fils, le dernier qui a reçu un message d’abord.",
            ),
            "next_before": NEXT_BEFORE,
        }
    ),
)
TURN_LIST = component(
    "TurnList",
    record(
        {
            "thread": THREAD,
            "turns": list_of(TURN, "Ses messages, dans leur ordre."),
            "next_after": maybe(integer("À donner comme `after`.")),
        }
    ),
)
RECENT = component(
    "RecentTurns",
    record(
        {
            "turns": list_of(
                record(
                    {
                        "about": _ABOUT,
                        "subject": _THREAD["subject"],
                        "subject_hidden": _THREAD["subject_hidden"],
                        "turn": TURN,
                    }
                ),
                "Les messages, le plus récent d’abord.",
            ),
            "next_before": NEXT_BEFORE,
        }
    ),
)
SAID = component("Said", record({"thread": THREAD, "turn": TURN}))

# -- What is taken

_TEXT = text("Message, en Markdown.", least=1, most=TURN_SIZE, examples=["Une question."])
_SUBJECT = text("Sujet, en quelques mots.", least=1, most=SUBJECT_LENGTH)
NEW_THREAD = component("NewThread", record({"subject": _SUBJECT, "text": _TEXT}))
NEW_TURN = component(
    "NewTurn",
    record(
        {"text": _TEXT},
        {"answers": maybe(integer("Rang du message auquel il répond.", 1, 2**31 - 1))},
    ),
)
COMMENT = component(
    "Comment",
    record(
        {
            "text": _TEXT,
            "quote": text("Le passage, tel qu’il se lit dans un bloc.", least=1, most=LONGEST),
        },
        {
            "before": text("Ce qui se lit juste avant, s’il le faut.", most=LONGEST, default=""),
            "after": text("Ce qui se lit juste après.", most=LONGEST, default=""),
            "becomes": text("Le bloc tel qu’il serait, en Markdown.", most=TURN_SIZE, default=""),
        },
    ),
)

# -- From our values to theirs


def about(thing: Discussed) -> dict[str, Any]:
    """What is discussed, and where."""
    return {"kind": thing.kind, "uid": thing.uid, "title": thing.title, "url": thing_url(thing)}


def turn(line: TurnLine, thing: Discussed) -> dict[str, Any]:
    """A turn; its text, when the one who asks may read it."""
    hidden = line.hidden_at is not None
    return {
        "uid": line.uid,
        "url": url_for("wiki.discussions.turn", uid=line.uid),
        "thread": line.thread_uid,
        "number": line.number,
        "answers": line.answers,
        "author": person(line.author_uid, line.author_name),
        "created_at": iso(line.created_at),
        "edited_at": iso(line.edited_at) if line.is_edited else None,
        "hidden": hidden,
        "hidden_reason": line.hidden_reason,
        "text": None if hidden and reason_not_to(May.HIDE, thing) else line.text,
        "seq": line.seq,
    }


def threads_of(lines: Sequence[ThreadLine], thing: Discussed) -> list[dict[str, Any]]:
    """Threads about one thing, each with its passage and what is proposed for it."""
    ids = [line.id for line in lines]
    chosen, proposed = passages_shown(ids), passages.rewritings(ids)
    return [
        {
            "uid": line.uid,
            "url": url_for("wiki.discussions.thread", uid=line.uid),
            "about": about(thing),
            "subject": subject_shown(line.subject),
            "subject_hidden": line.subject.is_hidden,
            "open": line.is_open,
            "resolved_at": iso(line.resolved_at) if line.resolved_at else None,
            "resolved_by": line.resolved_by_name or "",
            "turns": line.turns,
            "passage": _passage(chosen.get(line.uid)),
            "rewriting": _rewriting(proposed.get(line.uid)),
            "last_seq": line.last_seq,
        }
        for line in lines
    ]


def thread(uid: str) -> tuple[dict[str, Any], ThreadLine, Discussed]:
    """A thread about something that is there; as it is kept, and that something."""
    line = threads.line(uid)
    thing = kinds.thing(line.target_kind, line.target_uid)
    return threads_of([line], thing)[0], line, thing


def said(thread_uid: str, turn_uid: str) -> dict[str, Any]:
    """A turn that was just said, and its thread."""
    shown, _, thing = thread(thread_uid)
    return {"thread": shown, "turn": turn(turns.line(turn_uid), thing)}


def _passage(line: PassageLine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "revision": line.revision,
        "quote": line.quote,
        "before": line.before,
        "after": line.after,
        "gone": line.is_gone,
        "kept": line.is_kept,
    }


def _rewriting(line: RewritingLine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "turn": line.turn_uid,
        "was": line.was,
        "becomes": line.becomes,
        "accepted": line.is_accepted,
        "decided_at": iso(line.decided_at) if line.decided_at else None,
        "reason": line.reason,
        "revision": line.made_revision,
    }
