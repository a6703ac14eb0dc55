"""Values that grow old, that somebody finds right, and that go back to what they were."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.models import Job
from wiki.jobs.service import begin, run_all
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.members.queries import members_named
from wiki.pages.models import Rendering
from wiki.pages.queries.pages import get, head
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Written
from wiki.sheets.queries.written import origins, overdue
from wiki.sheets.service import day, written
from wiki.sheets.service.today import today

SignIn = Callable[[str], FlaskClient]
PHONE = "+33557000000"
LONG_AGO = {"status": {"text": "Movilab", "checked": "2012-10-08"}}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def _aged(describe: Describe, **values: Any) -> None:
    describe("Arrêt Minute", Sheet("place", place(**values).values, sources=LONG_AGO))


def _source(ask: Any) -> dict[str, str]:
    return dict(ask(lambda: head(get("Arrêt Minute")).sheet.sources["status"]))


def _exact(client: FlaskClient, base: object = 1) -> Any:
    return people.post(client, "/wiki/Arrêt_Minute/sheet/exact", base=str(base))


def test_a_value_past_its_period_is_told(describe: Describe, client: FlaskClient) -> None:
    _aged(describe)
    shown = _plain(client.get("/wiki/Arrêt_Minute").text)
    assert "Une valeur est à revérifier." in shown
    assert 'État <span class="badge badge-warning">à revérifier</span>' in shown
    assert "Tout est exact" not in shown


def test_all_is_exact_in_one_click(describe: Describe, sign_in: SignIn, ask: Any) -> None:
    _aged(describe)
    charlie = sign_in("charlie")
    assert "à revérifier" in charlie.get("/wiki/Arrêt_Minute/sheet").text
    assert "Tout est exact" in charlie.get("/wiki/Arrêt_Minute").text
    assert _exact(charlie).status_code == 303
    uid = ask(lambda: members_named("charlie")[0].uid)
    assert _source(ask) == {"text": "Movilab", "checked": ask(today), "by": uid}
    shown = _plain(charlie.get("/wiki/Arrêt_Minute").text)
    assert "à revérifier" not in shown
    assert "vérifié par charlie" in shown
    assert ask(lambda: head(get("Arrêt Minute")).summary) == "Fiche vérifiée : tout est exact"


def test_what_another_changed_meanwhile_is_not_said_to_be_checked(
    describe: Describe, sign_in: SignIn, ask: Any
) -> None:
    _aged(describe, phone=PHONE)
    said = place(status="paused", phone=PHONE).values
    describe("Arrêt Minute", Sheet("place", said, sources=LONG_AGO))
    assert _exact(sign_in("charlie")).location.endswith("?saved=3&merged=2")
    assert ask(lambda: head(get("Arrêt Minute")).sheet.values["status"]) == "paused"
    assert "by" not in _source(ask)


@pytest.mark.parametrize("base", ["", "0", "9", "²", "9" * 30])
def test_refuses_a_base_that_there_is_not(describe: Describe, sign_in: SignIn, base: str) -> None:
    _aged(describe)
    assert _exact(sign_in("charlie"), base).status_code == 422


def test_refuses_a_visitor(describe: Describe, client: FlaskClient) -> None:
    _aged(describe)
    assert _exact(client).status_code == 403


def test_refuses_a_page_without_sheet(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", Sheet(""))
    charlie = sign_in("charlie")
    assert _exact(charlie).status_code == 404
    assert "n’a pas de fiche" in charlie.get("/wiki/Arrêt_Minute/sheet/origins").text


def test_who_checked_by_the_form_is_noted(describe: Describe, sign_in: SignIn, ask: Any) -> None:
    describe("Arrêt Minute", place())
    sent = {"kind": "place", "base": "1", "field-name": "Arrêt Minute", "field-commune": "Pomerol"}
    sent |= {"field-status": "open", "field-families": "coworking"}
    path = "/wiki/Arrêt_Minute/sheet"
    people.post(sign_in("charlie"), path, **sent | {"source-status-checked": "08/10/2020"})
    assert _source(ask) == {
        "checked": "2020-10-08",
        "by": ask(lambda: members_named("charlie")[0].uid),
    }


def test_the_origin_of_a_value_is_told_and_the_one_before_put_back(
    describe: Describe, sign_in: SignIn, ask: Any
) -> None:
    describe("Arrêt Minute", place(opened_on="2010"), by="bob")
    describe("Arrêt Minute", place(opened_on="2011", phone="+33557000000"), by="charlie")
    client = sign_in("dora")
    shown = _plain(client.get("/wiki/Arrêt_Minute/sheet/origins").text)
    row = shown[shown.index("Ouvert depuis") :].partition("</tr>")[0]
    assert "2011" in row
    assert "charlie" in row
    assert "version 2" in row
    assert "2010" in row
    assert "Remettre" not in row
    kept = sign_in("charlie")
    sent = {"field": "opened_on", "number": "1", "base": "2"}
    answer = people.post(kept, "/wiki/Arrêt_Minute/sheet/origins", **sent)
    assert answer.status_code == 303
    said = ask(lambda: head(get("Arrêt Minute")).sheet.values)
    assert (said["opened_on"], said["phone"]) == ("2010", "+33557000000")
    assert ask(lambda: origins(get("Arrêt Minute").id)["opened_on"].number) == 3


def test_a_value_that_was_taken_away_is_told_and_put_back(
    describe: Describe, client: FlaskClient, sign_in: SignIn, ask: Any
) -> None:
    seats = [{"kind": "permanent", "count": 5}]
    describe("Arrêt Minute", place(seats=seats, lease_end="2030"))
    describe("Arrêt Minute", place(seats=[*seats, {"kind": "drop_in", "count": 2}]))
    describe("Arrêt Minute", place())
    path = "/wiki/Arrêt_Minute/sheet/origins"
    assert "Fin du bail" not in client.get(path).text  # for members
    charlie = sign_in("charlie")
    shown = _plain(charlie.get(path).text)
    assert "Fin du bail" in shown
    row = shown[shown.index(">Postes") :].partition("</tr>")[0]
    for told in ("On ne sait pas", "version 3", "En accueil ponctuel", "Remettre"):
        assert told in row
    people.post(charlie, path, field="seats", number="2", base="3")
    assert len(ask(lambda: head(get("Arrêt Minute")).sheet.values["seats"])) == 2
    assert _plain(charlie.get(path).text).count("On ne sait pas") == 2  # the lease; seats, before


def test_every_value_that_a_field_has_had_is_told_and_put_back(
    describe: Describe, client: FlaskClient, sign_in: SignIn, ask: Any
) -> None:
    for year in (2010, 2011, 2012):
        describe("Arrêt Minute", place(opened_on=f"{year}", lease_end=f"{year + 20}"))
    describe("Arrêt Minute", place(opened_on="2012", lease_end="2032", wifi=True))
    path = "/wiki/Arrêt_Minute/sheet/origins?field="
    shown = _plain(client.get(f"{path}opened_on").text).partition("<caption>")[2]
    table = shown.partition("</table>")[0]
    assert re.findall(r">version (\d)<", table) == ["3", "2", "1"]
    assert re.findall(r"20[1][0-9]", re.sub(r"<time.*?</time>", "", table)) == [
        "2012",
        "2011",
        "2010",
    ]
    assert "Remettre" not in table
    for hidden in ("lease_end", "rien"):
        assert "<caption>" not in client.get(path + hidden).text
    charlie = sign_in("charlie")
    kept = _plain(charlie.get(f"{path}opened_on").text).partition("</table>")[0]
    assert re.findall(r'name="number" value="(\d)"', kept) == ["2", "1"]
    people.post(charlie, path, field="opened_on", number="1", base="4")
    assert ask(lambda: head(get("Arrêt Minute")).sheet.values["opened_on"]) == "2010"


@pytest.mark.parametrize(
    ("field", "number", "status"),
    [("opened_on", "9", 404), ("rien", "1", 404), ("opened_on", "²", 422), ("", "", 422)],
)
def test_refuses_to_put_back_what_there_is_not(
    describe: Describe, sign_in: SignIn, field: str, number: str, status: int
) -> None:
    describe("Arrêt Minute", place(opened_on="2010"))
    describe("Arrêt Minute", place(opened_on="2011"))
    sent = {"field": field, "number": number, "base": "2"}
    answer = people.post(sign_in("charlie"), "/wiki/Arrêt_Minute/sheet/origins", **sent)
    assert answer.status_code == status


def test_a_required_value_is_not_put_back_to_nothing(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", Sheet(""))
    describe("Arrêt Minute", place())
    sent = {"field": "status", "number": "1", "base": "2"}
    answer = people.post(sign_in("charlie"), "/wiki/Arrêt_Minute/sheet/origins", **sent)
    assert answer.status_code == 404


def test_origins_are_found_again(describe: Describe, ask: Any) -> None:
    describe("Arrêt Minute", place(opened_on="2010"))
    describe("Arrêt Minute", place(opened_on="2011"))
    describe("Arrêt Minute", place(opened_on="2011", wifi=True))
    before = ask(lambda: origins(get("Arrêt Minute").id))
    assert before["opened_on"].number == 2
    assert before["wifi"].number == 3

    def again() -> object:
        with act() as session:
            session.execute(sa.delete(Written))
        written.gather(0)
        run_all()
        return origins(get("Arrêt Minute").id)

    assert ask(again) == before


def test_each_night_pages_show_what_has_grown_old(
    describe: Describe, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe("Arrêt Minute", place())

    def night() -> tuple[Any, Any, frozenset[str]]:
        page = get("Arrêt Minute")
        stamps = sa.select(sa.func.sum(Rendering.stamp)).where(Rendering.page_id == page.id)
        before = reading().scalar(stamps)
        later = clock.now() + timedelta(days=400)
        monkeypatch.setattr(clock, "now", lambda: later)
        day.look((later - timedelta(days=60)).date().isoformat())
        reading().rollback()
        return before, reading().scalar(stamps), overdue(page.id, later.date().isoformat())

    before, after, late = ask(night)
    assert after > before
    assert "status" in late


def test_a_worker_that_starts_again_goes_on_from_where_it_was(ask: Any) -> None:
    def starts() -> list[str]:
        begin()
        with act() as session:
            session.execute(
                sa.update(Job).where(Job.name == day.JOB).values(payload={"since": "2020-01-01"})
            )
        begin()
        return [
            job.payload["since"] for job in reading().scalars(sa.select(Job)) if job.name == day.JOB
        ]

    assert ask(starts) == ["2020-01-01"]
