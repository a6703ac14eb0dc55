"""The one seam with the database: looking, acting, and what happens afterwards."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from wiki.app import create_app
from wiki.journal.models import Entry
from wiki.kernel import db
from wiki.kernel.db import Moment, act, after_commit, insert_missing, reading, state
from wiki.site.models import Stamp

pytestmark = pytest.mark.usefixtures("inside")


def _stamps() -> list[str]:
    db.release_reading()
    return list(reading().scalars(sa.select(Stamp.name).order_by(Stamp.name)))


def test_an_act_is_kept_whole() -> None:
    with act() as session:
        session.add(Stamp(name="a", value=1))
        assert reading() is session
    assert _stamps() == ["a"]


def test_an_act_that_fails_leaves_nothing() -> None:
    def fail() -> None:
        with act() as session:
            session.add(Stamp(name="a", value=1))
            session.flush()
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        fail()
    assert _stamps() == []
    with act() as session:
        session.add(Stamp(name="b", value=1))
    assert _stamps() == ["b"]


def test_an_act_inside_an_act_is_refused() -> None:
    with act(), pytest.raises(RuntimeError, match="own transaction"), act():
        pass


def test_what_waits_for_the_commit_comes_after_it_and_in_order() -> None:
    heard: list[object] = []
    with act() as session:
        after_commit(lambda: heard.append(_stamps()))
        after_commit(lambda: heard.append("second"))
        session.add(Stamp(name="a", value=1))
        assert heard == []
    assert heard == [["a"], "second"]


def test_what_waits_for_a_commit_that_does_not_come_is_forgotten() -> None:
    heard: list[str] = []

    def fail() -> None:
        with act():
            after_commit(lambda: heard.append("done"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with act():
        pass
    assert heard == []


def test_a_row_that_is_there_is_left_as_it_is() -> None:
    for value in (1, 2):
        with act():
            insert_missing(Stamp, {"name": "a", "value": value})
    assert reading().get_one(Stamp, "a").value == 1


def test_a_look_is_the_same_all_along_a_request(inside: Flask) -> None:
    assert reading() is reading()
    before = reading()
    db.release_reading()
    assert reading() is not before


def test_what_a_savepoint_undoes_is_undone_past_the_session_too() -> None:
    with act() as session:
        insert_missing(Stamp, {"name": "a", "value": 1})
        attempt = session.begin_nested()
        insert_missing(Stamp, {"name": "b", "value": 1})
        attempt.rollback()
        insert_missing(Stamp, {"name": "c", "value": 1})
    assert _stamps() == ["a", "c"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    made = create_app({"WIKI_DATABASE_URL": f"sqlite:///{tmp_path}/wiki.db", "WIKI_WORKER": False})
    with made.app_context(), closing(state().database.looker()) as looker:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("recursive_triggers", 1),
        ):
            assert looker.scalar(sa.text(f"PRAGMA {pragma}")) == value, pragma
    made.extensions["wiki"].database.engine.dispose()


def test_a_moment_comes_back_in_utc() -> None:
    dialect = state().database.engine.dialect
    noon = datetime(2012, 10, 8, 14, tzinfo=timezone(timedelta(hours=2)))
    assert Moment().process_bind_param(noon, dialect) == datetime(2012, 10, 8, 12, tzinfo=UTC)
    naive = datetime(2012, 10, 8, 12)  # noqa: DTZ001
    assert Moment().process_result_value(naive, dialect) == noon
    with pytest.raises(ValueError, match="needs a time zone"):
        Moment().process_bind_param(naive, dialect)


def test_a_look_gives_values_as_they_are_declared() -> None:
    at = datetime(2012, 10, 8, 12, tzinfo=timezone(timedelta(hours=2)))
    asked = sa.text("SELECT at, 1 AS one FROM (SELECT max(at) AS at FROM wiki_journal) AS last")
    typed = asked.columns(sa.column("at", Moment), sa.column("one", sa.Integer))
    assert list(db.look(typed)) == [(None, 1)]
    with act() as session:
        session.add(_entry(at))
        assert list(db.look(typed)) == [(at, 1)]
    ((found, _),) = db.look(typed)
    assert (found, found.tzinfo) == (at, UTC)


def test_looks_share_a_connection_until_it_is_let_go() -> None:
    engine = state().database.engine
    pool = engine.pool
    assert isinstance(pool, sa.QueuePool)
    db.release_reading()
    before, taken = pool.checkedout(), []
    sa.event.listen(engine, "checkout", lambda *_: taken.append("a connection"))
    for _ in range(3):
        assert db.look(_NAMED, name="a") == []
    assert (taken, pool.checkedout()) == (["a connection"], before + 1)
    db.release_reading()
    assert pool.checkedout() == before


def test_each_look_sees_what_is_there_now() -> None:
    assert db.look(_NAMED, name="a") == []
    with state().database.engine.begin() as other:
        other.execute(sa.insert(Stamp).values(name="a", value=1))
    assert db.look(_NAMED, name="a") == [("a", 1)]


_NAMED = sa.select(*db.table_of(Stamp).columns).where(Stamp.name == sa.bindparam("name"))


def test_what_is_found_is_the_session_s_own_object() -> None:
    with act() as session:
        session.add(Stamp(name="a", value=1))
    with act() as session:
        found = db.find(Stamp, _NAMED, name="a")
        assert found is session.get(Stamp, "a")
        assert db.find(Stamp, _NAMED, name="b") is None
        assert found is not None
        found.value = 2
    assert reading().scalars(sa.select(Stamp.value)).all() == [2]


def test_what_is_found_again_is_as_it_is_now() -> None:
    with act() as session:
        stamp = Stamp(name="a", value=1)
        session.add(stamp)
        session.flush()
        db.write(sa.update(db.table_of(Stamp)).values(value=2), {})
        assert stamp.value == 1
        assert db.find(Stamp, _NAMED, name="a") is stamp
        assert stamp.value == 2
    assert reading().scalars(sa.select(Stamp.value)).all() == [2]


def _entry(at: datetime) -> Entry:
    return Entry(seq=1, at=at, action="a", object_kind="k", object_uid="u", detail={})


def test_a_lock_that_is_held_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    execute = sa.orm.Session.execute

    def note(session: sa.orm.Session, statement: sa.Executable, *given: object) -> object:
        asked.append(str(statement))
        return execute(session, statement, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(sa.orm.Session, "execute", note)
    times = int(not state().database.is_sqlite)
    for _ in range(2):  # each act for itself
        asked.clear()
        with act() as session:
            db.lock(session, 1)
            db.lock(session, 1)
        assert len(asked) == times
        asked.clear()
    with act() as session:
        undone = session.begin_nested()
        db.lock(session, 1)
        undone.rollback()
        db.lock(session, 1)
    assert len(asked) == 2 * times
