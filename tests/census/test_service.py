"""The acts of a census: each once, each of its refusals, and what two at once would do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import people
from tests.census.conftest import Census
from tests.census.made import asked, published, settings
from tests.mail.conftest import Server, set_server
from tests.sheets.places import Describe, place
from wiki.census.models import Count, Dataset, Target
from wiki.census.queries import campaigns as reading_campaigns
from wiki.census.queries import datasets
from wiki.census.queries import targets as queries
from wiki.census.service import campaigns, day, letters, targets
from wiki.census.views import letters as written
from wiki.census.views import targets as views
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE, BACKUP
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid
from wiki.members.service.personal import data_of, erase_member
from wiki.pages.queries import pages
from wiki.places.queries.asked import PlaceFilter
from wiki.sheets.queries import corrections as queries_of_corrections

Ask = Callable[..., Any]


@pytest.fixture
def opened(census: Census, ask: Ask) -> Census:
    """A census that is open."""
    ask(campaigns.open_, census.eric, census.uid)
    return census


def _later(census: Census, **ahead: int) -> None:
    """What a morning brings, some time from now."""
    with census.app.app_context(), clock.stopped_at(clock.now() + timedelta(**ahead)):
        day.look()
    with census.app.app_context(), clock.stopped_at(clock.now() + timedelta(**ahead, minutes=1)):
        written.remind(census.uid)


def test_nobody_is_invited_twice(opened: Census, ask: Ask) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    opened.add("La Halle")
    for _again in range(2):
        ask(written.invite, opened.uid)
    assert len(ask(people.mails, "quai@exemple.fr")) == 1
    (mail,) = ask(people.mails)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.is_unseen
    assert opened.state(uid) == "invited"
    with pytest.raises(Conflict, match="census_nobody"):
        ask(letters.start, opened.eric, opened.uid)


def test_refuses_to_invite_before_it_is_open(census: Census, ask: Ask) -> None:
    census.add("Le Quai", "quai@exemple.fr")
    with pytest.raises(Conflict, match="census_not_open"):
        ask(letters.start, census.eric, census.uid)
    ask(written.invite, census.uid)
    assert ask(people.mails) == []


def test_those_who_say_nothing_are_reminded_then_left(opened: Census, ask: Ask) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    _later(opened, days=6)
    assert opened.state(uid) == "invited"
    for _again in range(2):
        _later(opened, days=8)
    assert opened.state(uid) == "reminded"
    first, second = ask(people.mails)
    assert second.subject == f"Rappel\N{NO-BREAK SPACE}: {first.subject}"
    _later(opened, days=17)
    assert opened.state(uid) == "silent"
    assert len(ask(people.mails)) == 2


def test_reminders_are_stopped(opened: Census, ask: Ask) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    ask(campaigns.pace, opened.eric, opened.uid, is_reminding=False)
    _later(opened, days=8)
    assert opened.state(uid) == "invited"


def test_it_closes_by_itself_after_its_last_day(opened: Census, ask: Ask) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    _later(opened, days=500)
    assert ask(reading_campaigns.by_uid, opened.uid).state == "closed"
    assert opened.state(uid) == "silent"


def test_a_server_that_knows_no_such_address_is_heard(
    opened: Census, ask: Ask, server: Server
) -> None:
    set_server(opened.app, server.port)
    server.mailbox.recipient_answers["quai@exemple.fr"] = "550 No such user"
    uid, other = opened.add("Le Quai", "quai@exemple.fr"), opened.add("La Halle", "h@exemple.fr")
    ask(letters.start, opened.eric, opened.uid)
    opened.run()
    assert [opened.state(one) for one in (uid, other)] == ["bad_address", "invited"]
    (message,) = server.mailbox.messages
    assert message["List-Unsubscribe"].startswith("<https://wiki.example.fr/census/answer/")
    ask(targets.mend, opened.eric, uid, asked("Le Quai", "autre@exemple.fr"))
    assert opened.state(uid) == "to_invite"


@pytest.fixture
def server() -> Any:
    """A mail server that is up."""
    made = Server()
    made.start()
    yield made
    made.stop()


def test_one_click_stops_the_letters_without_a_token(
    opened: Census, client: FlaskClient, link_to: Callable[..., str], ask: Ask
) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    path = link_to("quai@exemple.fr", "/census/answer/").removesuffix("/decline")
    assert client.get(f"{path}/stop").status_code == 303
    assert opened.state(uid) == "invited", "looking changes nothing"
    assert client.post(f"{path}/stop").status_code == 204
    assert opened.state(uid) == "refused"
    assert ask(people.mails) == [], "letters that wait are taken back"
    _later(opened, days=8)
    assert ask(people.mails) == []
    assert client.post("/census/answer/wrong/stop").status_code == 404


def test_who_asks_for_silence_is_written_to_by_no_census(
    opened: Census, client: FlaskClient, link_to: Callable[..., str], ask: Ask
) -> None:
    opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    people.post(client, link_to("quai@exemple.fr", "/census/answer/"), everywhere="1")
    other = Census(opened.app)
    ask(campaigns.open_, other.eric, other.uid)
    uid = other.add("Le Quai", "Quai@exemple.fr")
    ask(written.invite, other.uid)
    assert other.state(uid) == "refused"
    assert ask(people.mails, "quai@exemple.fr") == []


def test_what_is_kept_of_somebody_is_theirs_to_read_and_erase(
    opened: Census, client: FlaskClient, link_to: Callable[..., str], ask: Ask
) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    path = link_to("quai@exemple.fr", "/census/answer/").replace("/decline", "/kept")
    assert "quai@exemple.fr" in client.get(path).text
    assert client.get(f"{path}.json").json["based_on"] == "2026-01-02"
    assert "effacées" in people.post(client, path).text
    found = ask(queries.by_uid, uid)
    assert (found.email, found.told, found.based_on, found.state) == ("", "", "", "refused")
    assert ask(people.mails) == []


def test_a_member_who_is_asked_has_it_in_their_data_and_erased(opened: Census, ask: Ask) -> None:
    charlie, alice = ask(people.make, "charlie"), ask(people.make, "alice")
    uid = opened.add("Le Quai", people.address("charlie"))
    ask(written.invite, opened.uid)
    told = ask(data_of, charlie)["census"]
    assert told["censuses_asked"][0]["email"] == people.address("charlie")
    assert ask(data_of, opened.eric)["census"]["censuses_led"][0]["state"] == "open"
    ask(erase_member, alice, ask(people.queries.member, charlie.member_id).uid)
    assert ask(queries.by_uid, uid).email == ""


def test_a_link_that_is_taken_back_opens_nothing(
    opened: Census, client: FlaskClient, link_to: Callable[..., str], ask: Ask
) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    link = link_to("quai@exemple.fr")
    ask(targets.revoke, opened.eric, uid)
    assert client.get(link).status_code == 404
    _later(opened, days=8)
    again = link_to("quai@exemple.fr")
    assert again != link
    assert client.get(again).status_code == 200
    ask(targets.revoke, opened.eric, uid)
    with pytest.raises(Conflict, match="target_no_link"):
        ask(targets.revoke, opened.eric, uid)


def test_what_waits_follows_a_target_to_its_page(
    opened: Census,
    client: FlaskClient,
    describe: Describe,
    link_to: Callable[..., str],
    sign_in: Callable[[str], FlaskClient],
    ask: Ask,
) -> None:
    uid = opened.add("Le Quai", "quai@exemple.fr")
    ask(written.invite, opened.uid)
    said = {"kind": "place", "base": "0", "field-name": "Le Quai", "field-commune": "Pomerol"}
    said |= {"field-status": "paused", "field-families": "fablab"}
    people.post(client, link_to("quai@exemple.fr"), **said)
    saved = describe("Le Quai", place(name="Le Quai", opened_on="2010"))
    (waits,) = ask(lambda: [one.correction.uid for one in _waiting()])
    eric = sign_in("eric")
    assert people.post(eric, f"/sheets/corrections/{waits}/accept").status_code == 409
    ask(targets.link, opened.eric, uid, "Le Quai")
    assert people.post(eric, f"/sheets/corrections/{waits}/accept").status_code == 303
    values = ask(lambda: _values("Le Quai"))
    assert (values["status"], values["opened_on"]) == ("paused", "2010")
    assert opened.state(uid) == "accepted"
    assert ask(queries.by_uid, uid).page_id == saved.page.id


def _waiting() -> Any:
    return queries_of_corrections.waiting().rows


def _values(title: str) -> Any:
    return pages.head(pages.get(title)).sheet.values


def test_refuses_a_double_until_it_is_said_to_be_none(census: Census, ask: Ask) -> None:
    census.add("Le Quai", "quai@exemple.fr")
    for given in (asked("LE QUAI"), asked("La Halle", "quai@exemple.fr", commune="48095")):
        with pytest.raises(Conflict, match="target_double"):
            ask(targets.add, census.eric, census.uid, given)
    ask(targets.add, census.eric, census.uid, asked("Le Quai"), anyway=True)
    ask(targets.add, census.eric, census.uid, asked("Le Quai", commune="48095"))


def test_a_table_adds_completes_and_leaves(census: Census, describe: Describe, ask: Ask) -> None:
    saved = describe("La Forge", place(name="La Forge"))
    lacks = census.add("Le Quai")
    rows = [
        (2, asked("Le Quai", "quai@exemple.fr")),
        (3, asked("La Forge")),
        (4, asked("La Forge")),
        (5, asked("La Halle", commune="Nulle-Part-les-Bains")),
    ]
    campaign = ask(reading_campaigns.by_uid, census.uid)
    seen = ask(targets.looked_at, campaign, rows)
    assert [bool(one.completes) for one in seen] == [True, False, False, False]
    assert [one.page_id for one in seen] == [None, saved.page.id, None, None]
    assert seen[2].double == "La Forge"
    assert seen[3].problem is not None
    used = ask(targets.add_rows, census.eric, census.uid, rows, linked=True)
    assert used == (2, 2)
    assert ask(queries.by_uid, lacks).email == "quai@exemple.fr"
    assert ask(targets.add_rows, census.eric, census.uid, rows, linked=True) == (0, 4)


def test_the_places_of_the_directory_are_added_once(
    census: Census, describe: Describe, ask: Ask
) -> None:
    describe("Le Quai", place(name="Le Quai"))
    describe("La Halle", place(name="La Halle", commune="48095"))
    wanted = PlaceFilter(departement="33")
    assert ask(targets.add_places, census.eric, census.uid, wanted) == 1
    assert ask(targets.add_places, census.eric, census.uid, PlaceFilter()) == 1
    assert ask(targets.add_places, census.eric, census.uid, PlaceFilter()) == 0


def test_refuses_what_would_change_nothing(opened: Census, describe: Describe, ask: Ask) -> None:
    describe("Le Quai", place(name="Le Quai"))
    uid, other = opened.add("Le Quai"), opened.add("La Halle")
    for event, code in (("accept", "target_no_page"), ("fly", "target_event")):
        with pytest.raises((Conflict, Invalid), match=code):
            ask(targets.mark, opened.eric, uid, event)
    ask(targets.link, opened.eric, uid, "Le Quai")
    for one, code in ((uid, "target_has_page"), (other, "target_page_taken")):
        with pytest.raises(Conflict, match=code):
            ask(targets.link, opened.eric, one, "Le Quai")
    ask(targets.mark, opened.eric, uid, "accept")
    with pytest.raises(Conflict, match="target_same"):
        ask(targets.mark, opened.eric, uid, "accept")
    with pytest.raises(Conflict, match="target_asked"):
        ask(targets.remove, opened.eric, uid)
    ask(targets.remove, opened.eric, other)
    ask(campaigns.close, opened.eric, opened.uid)
    with pytest.raises(Conflict, match="census_over"):
        ask(targets.add, opened.eric, opened.uid, asked("Le Port"))


def test_the_counts_are_those_of_the_targets(opened: Census, describe: Describe, ask: Ask) -> None:
    describe("Le Quai", place(name="Le Quai"))
    uids = [opened.add(name) for name in ("Le Quai", "La Halle", "Le Port")]
    opened.add("La Cale", "cale@exemple.fr", commune="")
    ask(targets.link, opened.eric, uids[0], "Le Quai")
    ask(targets.mark, opened.eric, uids[0], "accept")
    ask(targets.mark, opened.eric, uids[1], "decline")
    ask(targets.mend, opened.eric, uids[1], asked("La Halle", commune="48095"))
    ask(targets.remove, opened.eric, uids[2])
    ask(written.invite, opened.uid)
    ask(campaigns.close, opened.eric, opened.uid)

    def counted() -> tuple[Any, Any]:
        key = (Target.census_id, Target.department, Target.state)
        asked_ = sa.select(*key, sa.func.count()).group_by(*key)
        kept = sa.select(Count.census_id, Count.department, Count.state, Count.number)
        with act() as session:
            found = session.execute(kept.where(Count.number != 0)).all()
            return sorted(session.execute(asked_).all()), sorted(found)

    truth, kept = ask(counted)
    assert kept == truth
    assert sorted(row[2] for row in truth) == ["accepted", "refused", "silent"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_list_of_targets_is_found_by_an_index(
    census: Census, plan_of: Callable[..., list[str]], ask: Ask
) -> None:
    census.add("Le Quai")
    for state, department in (("", None), ("invited", None), ("", "33"), ("invited", "33")):
        steps = ask(plan_of, lambda s=state, d=department: queries.listed(1, s, d))
        assert any("ix_wiki_census_target" in step for step in steps), steps
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps
    steps = ask(plan_of, lambda: reading_campaigns.progress(1))
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps


def test_what_was_published_is_never_changed(census: Census, ask: Ask) -> None:
    def publish() -> None:
        with act() as session:
            session.add(published())

    ask(publish)

    def change(statement: Any) -> None:
        with act() as session:
            session.execute(statement)

    for statement in (sa.update(Dataset).values(csv="faux"), sa.delete(Dataset)):
        with pytest.raises(sa.exc.DBAPIError):
            ask(change, statement)
    assert ask(lambda: list(datasets.problems())) == []
    wrong = published()
    wrong.csv += "une ligne de plus\n"
    assert datasets.altered(wrong) == ["csv"]


def test_what_is_not_public_is_for_those_who_lead(
    census: Census,
    client: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    ask: Ask,
    tmp_path: Path,
) -> None:
    kept = published()
    kept.is_public = False

    def publish() -> None:
        with act() as session:
            session.add(kept)

    ask(publish)
    path = f"/census/data/{published().uid}"
    for one in ("", "/csv"):
        assert client.get(path + one).status_code == 403
        assert sign_in("eric").get(path + one).status_code == 200
    assert "publié" not in client.get("/census").text.casefold().split("<main")[1].split("rien")[0]
    for profile, number in ((ARCHIVE, 0), (BACKUP, 1)):
        ask(write, tmp_path / profile, profile)
        with zipfile.ZipFile(tmp_path / profile) as archive:
            rows = archive.read("rows/wiki_census_dataset.jsonl")
        assert rows.count(published().uid.encode()) == number


def test_a_table_to_take_away_holds_no_formula(
    census: Census, sign_in: Callable[[str], FlaskClient]
) -> None:
    census.add("=SUM(A1)")
    table = sign_in("eric").get(f"/census/{census.uid}/targets.csv").text
    assert "\n'=SUM(A1)," in table


def test_settings_change_until_it_is_open(census: Census, ask: Ask) -> None:
    ask(campaigns.settle, census.eric, census.uid, settings(fields=("website",)))
    ask(campaigns.open_, census.eric, census.uid)
    with pytest.raises(Conflict, match="census_asked_already"):
        ask(campaigns.settle, census.eric, census.uid, settings())
    changed = settings(fields=("website",), title="Mieux dit")
    assert ask(campaigns.settle, census.eric, census.uid, changed).title == "Mieux dit"


def test_bad_input_is_told_and_kept_on_the_screen(
    opened: Census, sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    eric, path = sign_in("eric"), f"/census/{opened.uid}"
    wrong = people.post(eric, f"{path}/targets", kind="place", name="Un \x00 quai", commune="²")
    assert wrong.status_code == 422
    assert 'value="²"' in wrong.text
    wrong = people.post(eric, f"{path}/settings", title="Un titre", kind="\x00", fields="²")
    assert wrong.status_code == 422
    assert "Un titre" in wrong.text
    wrong = people.post(eric, f"{path}/targets/table", table="rien\nde bon\n")
    assert wrong.status_code == 422
    assert "de bon" in wrong.text
    monkeypatch.setattr(views, "LARGEST", 20)
    heavy = {"file": (io.BytesIO(b"nom;\nLe Quai;\nLe Port;\n"), "cibles.csv")}
    sent = {"csrf_token": people.csrf(eric), "table": "", "action": "add"}
    assert eric.post(f"{path}/targets/table", data=sent | heavy).status_code == 413
    for address in (f"{path}/targets?after=²&state=x&departement=%00", "/census/%00"):
        assert eric.get(address).status_code < 500
