"""Reading discussions over the API."""

from __future__ import annotations

from typing import Any

from wiki.discussions import kinds
from wiki.discussions.api import shapes
from wiki.discussions.api.blueprint import blueprint
from wiki.discussions.queries import recent, threads, turns
from wiki.discussions.queries.recent import TurnFilter
from wiki.discussions.views.sight import subject_shown
from wiki.discussions.views.talk import STATES, thing_of_page
from wiki.web import api
from wiki.web.api_schema import integer, text
from wiki.web.api_shapes import BEFORE

#: A turn may be long: fewer come at once than of other things.
LIMIT = integer("Combien, au plus.", 1, 100, default=threads.SCREEN)


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/talk",
    "Lire les fils de discussion d’une page",
    parameters={
        "state": text("Les fils ouverts, réglés, ou tous.", enum=list(STATES), default="all"),
        "before": BEFORE,
        "limit": LIMIT,
    },
    answers={200: shapes.TALK},
)
def talk(title: str, parameters: dict[str, Any]) -> api.Answer:
    """The threads about a page, each with its first turn."""
    thing = thing_of_page(title)
    found = threads.about(
        thing.kind,
        thing.uid,
        is_open=STATES[parameters["state"]],
        before=parameters["before"],
        size=parameters["limit"],
    )
    firsts = turns.of_threads([line.id for line in found.rows], shown=1)
    shown = [
        thread | {"first_turn": shapes.turn(firsts[thread["uid"]][0], thing)}
        for thread in shapes.threads_of(found.rows, thing)
    ]
    return {"about": shapes.about(thing), "threads": shown, "next_before": found.next_key}


@api.operation(
    blueprint,
    "GET",
    "/talk/threads/<uid>",
    "Lire un fil de discussion",
    parameters={
        "after": integer("Valeur de `next_after` de la liste d’avant.", 0, 2**31 - 1, default=0),
        "limit": LIMIT,
    },
    answers={200: shapes.TURN_LIST},
)
def thread(uid: str, parameters: dict[str, Any]) -> api.Answer:
    """A thread and its turns."""
    shown, line, thing = shapes.thread(uid)
    found = turns.of_thread(line.id, after=parameters["after"], size=parameters["limit"])
    return {
        "thread": shown,
        "turns": [shapes.turn(turn, thing) for turn in found.rows],
        "next_after": found.next_key,
    }


@api.operation(
    blueprint,
    "GET",
    "/talk",
    "Lire ce qui s’est dit en dernier",
    parameters={
        "before": BEFORE,
        "limit": LIMIT,
        "author": text("Identifiant d’une personne.", most=40, default=""),
        "since_seq": integer("Seulement après cette place dans l’ordre du wiki."),
    },
    answers={200: shapes.RECENT},
)
def said_last(parameters: dict[str, Any]) -> api.Answer:
    """The newest turns of the wiki; those about something in the bin are left out."""
    wanted = TurnFilter(parameters["author"], since_seq=parameters["since_seq"])
    found = recent.recent(wanted, before=parameters["before"], size=parameters["limit"])
    things = kinds.things((line.target_kind, line.target_uid) for line in found.rows)
    shown = [
        {
            "about": shapes.about(thing),
            "subject": subject_shown(line.subject),
            "subject_hidden": line.subject.is_hidden,
            "turn": shapes.turn(line, thing),
        }
        for line in found.rows
        if (thing := things.get((line.target_kind, line.target_uid)))
    ]
    return {"turns": shown, "next_before": found.next_key}
