"""The paths: their list, and each of their steps, with what one has done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.resources.queries import library
from wiki.resources.queries import paths as queries
from wiki.resources.rules import Step, Task, Wanted, steps_of
from wiki.resources.service.ticks import tick
from wiki.resources.views.blueprint import blueprint
from wiki.resources.views.library import Card, cards_of
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer

#: Resources of the library that a step shows.
MOST = 12


class Told(NamedTuple):
    """A step in the list of those of a path: how many of its tasks are done."""

    number: int
    title: str
    tasks: int
    done: int


class Read(NamedTuple):
    """A page to read at a step; `is_there` once somebody has written it."""

    title: str
    is_there: bool


@blueprint.get("/paths", endpoint="paths")
def listing() -> Response:
    """The paths of the wiki, and how far one has come along each."""
    member = current_actor().member_id
    done = queries.progress(member) if member is not None else {}
    return answer("resources/paths.html", paths=queries.paths(), done=done)


@blueprint.get("/paths/<uid>", endpoint="path")
def path(uid: str) -> Response:
    """A whole path on one screen: to be printed, or read at once."""
    page, steps = _path(uid)
    done = _done(page)
    return answer(
        "resources/path.html",
        page=page,
        summary=_summary(page),
        steps=[
            (told, step, _reading(step), _of_library(step))
            for told, step in zip(_told(steps, done), steps, strict=True)
        ],
        done=done,
    )


@blueprint.get("/paths/<uid>/<int:number>", endpoint="step")
def step(uid: str, number: int) -> Response:
    """A step of a path."""
    page, steps = _path(uid)
    if not 1 <= number <= len(steps):
        raise Missing("step_missing", number=number)
    here, done = steps[number - 1], _done(page)
    wanted = Wanted(stage=here.stage, theme=here.theme)
    more: dict[str, Any] = wanted.given
    return answer(
        "resources/step.html",
        page=page,
        number=number,
        step=here,
        told=_told(steps, done),
        done=done,
        reading=_reading(here),
        resources=_of_library(here),
        more_url=url_for(".library", **more) if more else "",
        is_kept=current_actor().member_id is not None,
    )


@blueprint.post("/paths/<uid>/<int:number>", endpoint="tick")
def keep(uid: str, number: int) -> AnyResponse:
    """Keep what is ticked at a step, then go on to the next one or stay."""
    _, steps = _path(uid)
    tick(current_actor(), uid, number, request.form.getlist("task"))
    goes_on = "next" in request.form and number < len(steps)
    return redirect(url_for(".step", uid=uid, number=number + goes_on), 303)


def _path(uid: str) -> tuple[Page, list[Step]]:
    require(current_actor(), May.READ, policy())
    page = pages.by_uid(uid)
    sheet = queries.sheet_of(page) if page.deleted_at is None else None
    if sheet is None:
        raise Missing("path_missing")
    return page, steps_of(sheet)


def _summary(page: Page) -> str:
    sheet = queries.sheet_of(page)
    return str(sheet.values.get("summary", "")) if sheet else ""


def _done(page: Page) -> frozenset[str]:
    member = current_actor().member_id
    return queries.ticked(member, page.id) if member is not None else frozenset()


def _told(steps: list[Step], done: frozenset[str]) -> list[Told]:
    return [
        Told(number, step.title, len(step.tasks), _counted(step.tasks, done))
        for number, step in enumerate(steps, 1)
    ]


def _counted(tasks: Iterable[Task], done: frozenset[str]) -> int:
    return sum(task.key in done for task in tasks)


def _reading(step: Step) -> list[Read]:
    there = pages.existing_titles(title_key(title) for title in step.reading)
    keys = [(title, title_key(title)) for title in step.reading]
    return [Read(there.get(key, title), key in there) for title, key in keys]


def _of_library(step: Step) -> tuple[Card, ...]:
    wanted = Wanted(stage=step.stage, theme=step.theme)
    return cards_of(library.resources(wanted, size=MOST).rows) if wanted.given else ()
