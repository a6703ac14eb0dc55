"""A backup with the urns of persons in it, taken back on the other engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from tests.charter.made import SLUG
from tests.charter.test_persons import PERSONS
from tests.charter.test_secret import refused_by_the_database
from tests.charter.voting import PLACES, Voting
from tests.exchange.conftest import elsewhere
from tests.exchange.test_cli import run
from wiki.charter import cli
from wiki.charter.models import Bulletin, PersonBulletin, PersonTurnout
from wiki.charter.queries import ballots as queries
from wiki.charter.service import voices
from wiki.exchange.tables import lift_guards
from wiki.kernel.db import act, reading, release_reading, table_of
from wiki.kernel.errors import Conflict

__all__ = ["elsewhere"]


def verify() -> Result:
    return CliRunner().invoke(cli.charter, ["verify", SLUG])


def urns() -> dict[str, list[tuple[object, ...]]]:
    """What the urns of persons and of places hold, as it is kept."""
    return {
        model.__tablename__: sorted(map(tuple, reading().execute(sa.select(table_of(model)))))
        for model in (Bulletin, PersonBulletin, PersonTurnout)
    }


def test_urns_taken_back_on_the_other_engine_are_tallied_and_verified(
    app: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    path = str(tmp_path / "b.zip")
    with app.app_context():
        voting = Voting(app)
        closed, few, still_open = (
            voting.put(unit=unit, is_secret=True) for unit in ("persons", "both", "persons")
        )
        for name in PERSONS:
            voices.cast(voting.people[name], closed.uid, "yes" if name != "bob" else "no")
        for title in PLACES:
            voting.say(few, title)
        voices.cast(voting.people["bob"], few.uid, "no")
        for name in PERSONS[:4]:
            voices.cast(voting.people[name], still_open.uid, "yes")
        told = queries.minutes(voting.end(closed))
        voting.end(few)
        before = urns()
        assert verify().exit_code == 0
    assert run(app, "backup", path).exit_code == 0
    assert run(elsewhere, "restore", path).exit_code == 0
    with elsewhere.app_context():
        assert urns() == before
        result = verify()
        assert (result.exit_code, "tout tient" in result.output) == (0, True)
        again = queries.by_uid(closed.uid)
        assert queries.minutes(again) == told
        assert queries.body(again.id).count.yes == told["counts"]["yes"] == 4
        with pytest.raises(Conflict, match="ballot_final_own"):
            voices.cast(voting.people["bob"], still_open.uid, "no")
        voices.cast(voting.people["gilles"], still_open.uid, "no")
        counts = queries.minutes(voting.end(queries.by_uid(still_open.uid)))["counts"]
        assert (counts["yes"], counts["no"]) == (4, 1)
        assert verify().exit_code == 0
        for rewrite in (
            "UPDATE wiki_charter_person_bulletin SET choice = 'no'",
            "DELETE FROM wiki_charter_person_bulletin",
            "DELETE FROM wiki_charter_person_turnout",
        ):
            refused_by_the_database(sa.text(rewrite), "is kept")
        with act() as session:
            lift_guards(session.connection())
            session.execute(sa.update(PersonBulletin).values(choice="no"))
        assert verify().exit_code == 1
        release_reading()
    given = str(tmp_path / "a.zip")
    assert run(app, "export", given).exit_code == 0
    assert run(elsewhere, "import", "archive", given, "--replace").exit_code == 0
    with elsewhere.app_context():
        assert verify().exit_code == 0
        release_reading()
