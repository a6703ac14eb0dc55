"""Pages made ready by a job: whoever comes first pays nothing, and nobody is shown what was."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.web.fronts import Watched
from wiki import maintenance
from wiki.jobs.models import Job
from wiki.jobs.service import begin, run_all
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.pages.models import KeptAnswer, Page, Rendering
from wiki.pages.queries import pages as queries
from wiki.pages.queries.renderings import awaited
from wiki.pages.service import ready
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.views import ready as views
from wiki.pages.views.ready import make_ready
from wiki.site.service import change_settings
from wiki.web import answers
from wiki.web.bytes_cache import BytesCache
from wiki.web.rendering import rendering_of

Write = Callable[..., Page]
By = Callable[..., Any]
PATH = "/wiki/Lieu"


class Site(Watched):
    """The same, since it was started again."""

    def made_ready(self) -> None:
        """The job has run, and the server is started again: nothing is in its memory."""
        with self.app.app_context():
            make_ready()
        self.front.cache, self.front.inner = BytesCache(), self._ask
        for name in ("pages.bytes", "pages.html"):
            self.app.extensions["wiki"].kept.pop(name, None)

    def is_spared(self, path: str = PATH, **headers: str) -> bool:
        """Whether the first visitor is answered without the application."""
        self.asked.clear()
        self.app.test_client().get(path, headers=headers).close()
        return not self.asked


@pytest.fixture
def site(app: Flask, write: Write) -> Site:
    """A wiki with « Lieu », made ready."""
    write("Lieu", "Un café, voir [[Atelier]].\n")
    made = Site(app)
    made.made_ready()
    return made


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


# -- What the first reader is told


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip"}])
def test_the_first_reader_after_a_restart_is_told_what_was_ready(
    site: Site, headers: dict[str, str]
) -> None:
    assert site.is_spared(**headers)
    kept = site.app.test_client().get(PATH, headers=headers)
    site.app.wsgi_app = site.inner  # type: ignore[method-assign]
    said = site.app.test_client().get(PATH, headers=headers)
    plain = gzip.decompress if headers else bytes
    assert plain(kept.data) == plain(said.data)
    same = {name: value for name, value in said.headers if name != "Content-Length"}
    assert {name: value for name, value in kept.headers if name != "Content-Length"} == same
    assert int(kept.headers["Content-Length"]) == len(kept.data)


def test_who_knows_it_already_is_told_so(site: Site, visitor: FlaskClient) -> None:
    etag = visitor.get(PATH).headers["ETag"]
    site.made_ready()
    answer = visitor.get(PATH, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (PATH, {"Accept-Language": "en"}),
        (f"{PATH}?since=1", {}),
        (PATH, {"Host": "exemple.fr"}),
        ("/wiki/lieu", {}),
        ("/wiki/Absente", {}),
        ("/wiki/%00", {}),
        ("/wiki/%FF", {}),
        ("/changes", {}),
    ],
)
def test_what_is_asked_otherwise_is_the_applications(
    site: Site, path: str, headers: dict[str, str]
) -> None:
    assert not site.is_spared(path, **headers)


def test_what_changed_since_is_not_said(site: Site, write: Write, by: By) -> None:
    write("Atelier", "Un atelier.\n")  # a red link turns blue
    assert not site.is_spared()
    site.made_ready()
    assert site.is_spared()
    by("alice", change_settings, {"name": "Les lieux"})
    assert not site.is_spared()
    site.made_ready()
    assert site.is_spared()
    assert "Les lieux" in site.app.test_client().get(PATH).text


def test_other_code_says_it_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "code", lambda: "newer")
    answers._edition_of.cache_clear()
    assert not site.is_spared()
    with site.app.app_context():
        begin()
        run_all()
        assert awaited(9) == []
    site.made_ready()
    assert site.is_spared()
    answers._edition_of.cache_clear()


def test_the_day_after_all_is_made_again(site: Site) -> None:
    with clock.stopped_at(clock.now() + timedelta(days=1)), site.app.app_context():
        assert site.is_spared()
        with act() as session:
            session.execute(sa.delete(Job))
        begin()
        assert len(_queued()) == 1
        run_all()
        assert site.is_spared()
        begin()
        assert run_all() == 0


def test_a_private_wiki_keeps_nothing_for_visitors(site: Site, by: By) -> None:
    by("alice", change_settings, {"visibility": "private"})
    site.made_ready()
    assert site.app.test_client().get(PATH).status_code != 200
    with site.app.app_context():
        assert awaited(9) == []


def test_the_job_fills_no_memory(site: Site) -> None:
    kept = site.app.extensions["wiki"].kept
    assert len(site.front.cache._entries) == 0
    assert "pages.bytes" not in kept


# -- The job


def _is_stale(title: str) -> bool:
    release_reading()
    page = queries.get(title)
    return bool(reading().get_one(Rendering, (page.id, "public")).is_stale)


def test_what_an_import_made_stale_is_rendered_by_the_job(app: Flask) -> None:
    with app.app_context():
        alice, then = people.make("alice"), clock.now()
        pages = {"Lieu": "Voir [[Atelier]] et [[Fablab]].\n", "Atelier": "Un [[Lieu]].\n"}
        for title, body in pages.items():
            record_histories(alice, {title: [PastRevision(alice, then, body)]})
        assert _is_stale("Lieu")
        assert not _is_stale("Atelier")
        with act() as session:
            session.execute(sa.update(Job).values(run_at=then))
        run_all()
        assert not _is_stale("Lieu")
        assert 'href="/wiki/Atelier"' in rendering_of(queries.get("Lieu")).html
        assert awaited(9) == []


def test_the_most_linked_of_the_newest_come_first(app: Flask, write: Write) -> None:
    for title in ("Ancienne", "Citée", "Neuve"):
        write(title, "Voir [[Citée]].\n")
    with app.app_context():
        assert [page.title for page in awaited(9)] == ["Citée", "Neuve", "Ancienne"]
        assert {page.title for page in awaited(2)} == {"Citée", "Neuve"}


def test_a_page_that_cannot_be_shown_does_not_hold_the_others(
    app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Lieu", "Un café.\n")
    write("Atelier", "Un atelier.\n")
    made = answers.made

    def fails(state: Any, path: str) -> Any:
        if path.endswith("Atelier"):
            raise ValueError("broken")
        return made(state, path)

    monkeypatch.setattr(answers, "made", fails)
    with app.app_context():
        make_ready()
        assert awaited(9) == []
        kept = reading().scalars(sa.select(Page.title).join(KeptAnswer)).all()
    assert kept == ["Lieu"]


def test_a_page_that_changes_meanwhile_is_made_again(app: Flask, write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with app.app_context():
        (before,) = awaited(9)
        said = answers.made(app.extensions["wiki"], PATH)
        assert said is not None
    write("Lieu", "Un café.\n", "Un thé.\n")
    with app.app_context():
        ready.keep([ready.Made(page.id, said.stamp, said.columns)])
        assert reading().scalars(sa.select(KeptAnswer)).all() == []
        (after,) = awaited(9)
    assert after.stamp > before.stamp


def test_it_rests_as_long_as_it_works(
    app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr(views, "sleep", rests.append)
    write("Lieu", "Un café.\n")
    with app.app_context():
        make_ready()
    assert len(rests) == 1
    assert rests[0] > 0


def test_what_there_is_no_time_for_is_another_job(
    app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "RUN", 0.0)
    monkeypatch.setattr(views, "_SOME", 1)
    for title in ("Lieu", "Atelier", "Fablab"):
        write(title, "Un lieu.\n")
    with app.app_context():
        make_ready()
        assert len(awaited(9)) == 2
        assert run_all() == 3  # the last one finds that all is done
        assert awaited(9) == []


# -- Its place in the queue


def _queued() -> list[Job]:
    release_reading()
    return list(reading().scalars(sa.select(Job).where(Job.name == ready.JOB)))


def test_many_saves_are_one_job_a_little_later(app: Flask, write: Write) -> None:
    for title in ("Lieu", "Atelier", "Fablab"):
        write(title, "Un lieu.\n", "Un autre lieu.\n")
    with app.app_context():
        (job,) = _queued()
        assert clock.now() < job.run_at <= clock.now() + ready.WAIT
        assert run_all() == 0


def test_a_save_that_may_come_too_late_for_it_asks_again(app: Flask, write: Write) -> None:
    now = clock.now()
    with clock.stopped_at(now):
        write("Lieu", "Un lieu.\n")
    with app.app_context(), act() as session:
        session.execute(sa.delete(Job))  # a worker has taken it
    with clock.stopped_at(now + ready.WAIT - timedelta(seconds=11)):
        write("Atelier", "Un lieu.\n")
    with app.app_context():
        assert _queued() == []
    with clock.stopped_at(now + ready.WAIT - timedelta(seconds=9)):
        write("Fablab", "Un lieu.\n")
    with app.app_context():
        assert len(_queued()) == 1


def test_an_act_that_is_undone_has_asked_for_nothing(app: Flask, write: Write) -> None:
    with app.app_context():
        with suppress(RuntimeError), act():
            ready.soon()
            raise RuntimeError
        assert _queued() == []
    write("Lieu", "Un lieu.\n")
    with app.app_context():
        assert len(_queued()) == 1


def test_a_rebuild_asks_for_it(app: Flask, site: Site) -> None:
    with app.app_context():
        with act() as session:
            session.execute(sa.delete(Job))
        app.extensions["wiki"].kept.pop("pages.ready.queued")
        maintenance.rebuild()
        assert len(_queued()) == 1
        assert [page.title for page in awaited(9)] == ["Lieu"]


def test_a_worker_that_starts_asks_for_it_when_there_is_something_to_do(
    app: Flask, site: Site, write: Write
) -> None:
    with app.app_context():
        with act() as session:
            session.execute(sa.delete(Job))
        begin()
        assert _queued() == []
    write("Atelier", "Un atelier.\n")
    with app.app_context():
        begin()
        assert len(_queued()) == 1
        run_all()
        assert awaited(9) == []
