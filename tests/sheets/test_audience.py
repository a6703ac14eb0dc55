"""What a sheet keeps for some leaks at no address: page, diff, history, search, API, exports."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.conftest import Call
from tests.sheets.places import Describe, place
from wiki.exchange.service.restore import restore
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE
from wiki.kernel.permissions import Role
from wiki.pages.queries import pages as queries
from wiki.pages.queries.integrity import problems
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.described import described
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]
TITLE = "Arrêt_Minute"
#: What is for the members, as it is kept and as it is said.
MEMBERS = ("2031-07-09", "9 juillet 2031", "7654321", "76 543,21", "chez le notaire")
#: What is for the stewards.
STEWARDS = ("98765", "98 765", "tiroir du bureau")
#: Every address that tells of a page with a sheet.
ADDRESSES = (
    f"/wiki/{TITLE}",
    f"/wiki/{TITLE}?rev=1",
    f"/wiki/{TITLE}?rev=2",
    f"/wiki/{TITLE}?since=1",
    f"/wiki/{TITLE}?authors=1",
    f"/wiki/{TITLE}/diff/1..2",
    f"/wiki/{TITLE}/diff/1..2?view=side",
    f"/wiki/{TITLE}/diff/1..2?view=rendered",
    f"/wiki/{TITLE}/diff/2..3",
    f"/wiki/{TITLE}/history",
    f"/wiki/{TITLE}/replay",
    f"/wiki/{TITLE}/replay/steps",
    f"/wiki/{TITLE}/raw",
    f"/wiki/{TITLE}/info",
    f"/wiki/{TITLE}/blame",
    f"/wiki/{TITLE}/cite",
    f"/wiki/{TITLE}/sheet",
    f"/wiki/{TITLE}/edit",
    "/changes",
    "/changes.atom",
    "/search?q=notaire",
    "/search?q=98765",
    "/places",
    "/places?view=table",
    "/places?q=notaire",
    "/map",
    "/places.csv",
    "/places.geojson",
    "/places/mednum.csv",
)
CALLS = (
    f"/pages/{TITLE}",
    f"/pages/{TITLE}/revisions",
    f"/pages/{TITLE}/revisions/2",
    f"/pages/{TITLE}/diff?from=1&to=2",
    "/changes",
    "/search?q=notaire",
)


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def told(describe: Describe, app: Flask) -> None:
    """A place with something for each; then all of it is changed, and taken away again."""
    with app.app_context():
        people.make("eric", Role.STEWARD)
    whole = place(
        lease_end="2031-07-09",
        income_lines=[{"year": 2025, "line": "seat_rent", "amount": {"cents": 7654321}}],
        metrics=[
            {"year": 2024, "indicator": "visits", "value": 12, "source": "Le registre"},
            {
                "year": 2025,
                "indicator": "visits",
                "value": 98765,
                "source": "tiroir du bureau",
                "visibility": "stewards",
            },
        ],
    )
    sources = {"lease_end": {"text": "chez le notaire"}}
    describe("Arrêt Minute", place())
    describe("Arrêt Minute", Sheet("place", whole.values, frozenset({"cost_lines"}), sources))
    describe("Arrêt Minute", place(tagline="Ouvert à tous."))
    describe("Arrêt Minute", Sheet("place", whole.values, frozenset({"cost_lines"}), sources))


#: Who asks -> what they must never be told.
WHO = {None: MEMBERS + STEWARDS, "dora": MEMBERS + STEWARDS, "charlie": STEWARDS}


@pytest.mark.parametrize("who", WHO)
def test_no_screen_tells_what_is_for_others(
    who: str | None, client: FlaskClient, sign_in: SignIn
) -> None:
    """Stewards read each screen first: what was kept for them is given to nobody else."""
    steward, asks = sign_in("eric"), sign_in(who) if who else client
    for address in ADDRESSES:
        steward.get(address)
        for _ in range(2):  # made, then kept
            answer = asks.get(address)
            text = _plain(answer.text).partition("<title>")[2] or _plain(answer.text)
            said = text.replace(f"?q={address.partition('?q=')[2]}", "")
            leaks = [secret for secret in WHO[who] if secret in said and secret not in address]
            assert not leaks, (address, leaks)


@pytest.mark.parametrize("who", WHO)
def test_no_call_tells_what_is_for_others(who: str | None, program: Callable[..., Call]) -> None:
    for path in CALLS:
        answer = program(who)("GET", path)
        assert answer.status_code == 200, path
        leaks = [one for one in WHO[who] if one in answer.get_data(as_text=True)]
        assert not leaks, (path, leaks)


def test_each_is_told_what_is_theirs(sign_in: SignIn) -> None:
    """Else the tests above would prove nothing."""
    charlie, eric = (
        _plain(sign_in(name).get(f"/wiki/{TITLE}").text) for name in ("charlie", "eric")
    )
    assert all(said in charlie for said in ("9 juillet 2031", "76 543,21", "chez le notaire"))
    assert all(said in eric for said in ("98 765"))
    assert "76 543,21" in _plain(sign_in("charlie").get(f"/wiki/{TITLE}/diff/1..2").text)


def test_a_visitor_is_not_told_by_the_mark_of_what_they_know(
    client: FlaskClient, sign_in: SignIn
) -> None:
    """The mark of a page is not that of what others are shown."""
    marks = {sign_in("eric").get(f"/wiki/{TITLE}").headers.get("ETag")}
    mine = client.get(f"/wiki/{TITLE}").headers["ETag"]
    assert mine not in marks
    again = sign_in("eric").get(f"/wiki/{TITLE}", headers={"If-None-Match": mine})
    assert again.status_code == 200


def test_what_is_given_away_is_what_everybody_sees(inside: Flask, tmp_path: Path) -> None:
    """The archive that is given to others, and what the directory lets one take away."""
    path = tmp_path / "given.zip"
    write(path, ARCHIVE)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            said = archive.read(name).decode("utf-8", "replace")
            leaks = [secret for secret in (*MEMBERS, *STEWARDS, "cost_lines") if secret in said]
            assert not leaks, (name, leaks)


def test_what_was_given_away_is_whole_where_it_arrives(
    app: Flask, make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    """Though the hashes are those of what stayed behind."""
    with app.app_context():
        write(tmp_path / "given.zip", ARCHIVE)
    with make_app().app_context():
        restore(tmp_path / "given.zip", ARCHIVE)
        assert list(problems()) == []
        page = queries.get("Arrêt Minute")
        sheets = [queries.revision(page, number).sheet for number in (3, 4)]
        assert sheets[0].values["tagline"] == "Ouvert à tous."
        assert [row["year"] for row in sheets[1].values["metrics"]] == [2024]


def test_the_directory_knows_what_everybody_sees(inside: Flask) -> None:
    assert [one.sheet.values.keys() & {"lease_end"} for one in described(PlaceFilter(), "")] == [
        set()
    ]
