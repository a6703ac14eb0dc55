"""Opening hours, as OpenStreetMap writes them, as a form shows them, as people say them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import opening_hours
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from wiki.schema import Sheet, form_of, submitted, validated
from wiki.schema.hours import Week, is_open, openings_of, osm_from, osm_of, week_of, written

MORNING, AFTERNOON = (9 * 60, 12 * 60), (14 * 60, 18 * 60 + 30)


def test_a_week_is_written_for_openstreetmap() -> None:
    both = (MORNING, AFTERNOON)
    week = Week((both, both, (MORNING,), both, both, (), ()), closed_on_holidays=True)
    text = "Mo,Tu,Th,Fr 09:00-12:00,14:00-18:30; We 09:00-12:00; PH off"
    assert osm_of(week) == text
    assert week_of(text) == week
    assert osm_of(Week(((MORNING,),) * 3 + ((),) * 4)) == "Mo-We 09:00-12:00"
    assert osm_of(Week(closed_on_holidays=True)) == ""


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("24/7", (0, 24 * 60)),
        ("09:00-18:00", (9 * 60, 18 * 60)),
        ("Mo-Su 20:00-02:00", (20 * 60, 2 * 60)),
    ],
)
def test_one_text_may_say_every_day(text: str, openings: tuple[int, int]) -> None:
    assert week_of(text) == Week(((openings,),) * 7)


def test_a_later_rule_replaces_a_day() -> None:
    week = week_of("Mo-Fr 09:00-12:00; We off; Fr 14:00-18:30")
    assert week is not None
    assert week.days[1:5] == ((MORNING,), (), (MORNING,), (AFTERNOON,))


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-18:00; Aug off",
        "Mo-Fr,PH 09:00-18:00",
        'Mo 09:00-18:00 "sur rendez-vous"',
        "Mo[1] 09:00-12:00",
        "Mo-Fr sunrise-sunset",
        "off",
        "",
    ],
)
def test_what_a_week_cannot_show_stays_a_text(text: str) -> None:
    assert week_of(text) is None


@pytest.mark.parametrize(
    ("said", "osm"),
    [
        ("Mo-Fr 09:00-18:00; PH off", "Mo-Fr 09:00-18:00; PH off"),
        ("Du lundi au vendredi de 9h à 18h, fermé les jours fériés", "Mo-Fr 09:00-18:00; PH off"),
        ("lundi et jeudi : 9h-12h / 14h-17h30", "Mo,Th 09:00-12:00,14:00-17:30"),
        ("Lu-Ve 9h-12h, 14h-18h; sa 10h-12h", "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00"),
        ("tous les jours de 8h à minuit", "Mo-Su 08:00-24:00"),
        ("lun., mar. 9h00–midi", "Mo,Tu 09:00-12:00"),
        ("lundi fermé ; mardi 9h-10h", "Tu 09:00-10:00"),
        ("fermé le dimanche ; samedi 9h-12h", "Sa 09:00-12:00"),
        (
            "Fermé le dimanche et les jours fériés. Ouvert du mardi au samedi, 10h-19h",
            "Tu-Sa 10:00-19:00; PH off",
        ),
        ("du vendredi au lundi 9h-10h", "Mo,Fr-Su 09:00-10:00"),
        ("7j/7, 9 h - 18 h", "Mo-Su 09:00-18:00"),
    ],
)
def test_hours_are_read_as_people_write_them(said: str, osm: str) -> None:
    assert osm_from(said) == osm
    assert opening_hours.validate(osm)


@pytest.mark.parametrize(
    "said",
    [
        "sur rendez-vous",
        "lundi 9h-12h, samedi sur rendez-vous",
        "du lundi au vendredi 9h-18h sauf août",
        "le vendredi de 14h à 25h",
        "ouvert le samedi",
        "ouvert les jours fériés",
        "lundi 9h",
        "we 10h-12h",
        "du lundi au 9h-10h mardi au",
        "le matin",
        "fermé le dimanche, samedi 9h-12h",
        "",
        "lundi 9h-10h" * 50,
    ],
)
def test_refuses_to_guess(said: str) -> None:
    assert osm_from(said) == said


openings = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)), max_size=3, unique=True
).map(tuple)
weeks = st.builds(Week, st.lists(openings, min_size=7, max_size=7).map(tuple), st.booleans())


@settings(**CALM)
@given(weeks)
def test_a_week_comes_back_from_its_text(week: Week) -> None:
    text = osm_of(week)
    if any(week.days):
        assert opening_hours.validate(text)
        assert week_of(text) == week
    for one in week.days:
        assert openings_of(written(one)) == one


@settings(**CALM)
@given(st.text() | st.text("lundimar 9h-:;,é", max_size=40))
def test_whatever_is_typed_is_read_or_left(text: str) -> None:
    osm_from(text)
    week_of(text)
    openings_of(text)


def test_a_day_is_closed_when_it_says_so_or_nothing() -> None:
    assert openings_of("") == openings_of("fermé") == ()
    assert openings_of("9h-12h, 14h-18h30") == (MORNING, AFTERNOON)
    for text in ("9h-", "bientôt", "9h-10h mardi 9h-10h"):
        assert openings_of(text) is None


def test_a_form_shows_the_week_day_by_day() -> None:
    sheet = place(opening_hours="Mo,Tu 09:00-12:00,14:00-18:30; PH off")
    form = form_of(PLACE, sheet)
    assert form["field-opening_hours-mo"] == ["9h-12h, 14h-18h30"]
    assert form["field-opening_hours-su"] == [""]
    assert form["field-opening_hours-holidays"] == ["closed"]
    del form["field-opening_hours"]
    assert submitted(PLACE, form) == sheet


def test_a_day_that_is_not_understood_is_asked_for_again() -> None:
    form = {"field-opening_hours-mo": ["9h-12h"], "field-opening_hours-tu": ["le matin"]}
    sheet = submitted(PLACE, form)
    assert sheet == Sheet("place", {"opening_hours": "Mo 9h-12h; Tu le matin"})
    codes = {one.path: one.code for one in validated(PLACE, sheet)[1]}
    assert codes["opening_hours"] == "not_hours"


def test_one_text_wins_over_the_days() -> None:
    form = {"field-opening_hours": ["lundi 9h-12h"], "field-opening_hours-tu": ["9h-12h"]}
    assert submitted(PLACE, form).values == {"opening_hours": "Mo 09:00-12:00"}
    assert submitted(PLACE, {"field-opening_hours": [""]}).values == {}


def test_a_place_is_open_or_not_now_holidays_included() -> None:
    text, zone = "Mo-Fr 09:00-18:00; PH off", ZoneInfo("Europe/Paris")
    morning = datetime(2026, 11, 12, 10, tzinfo=zone)
    assert is_open(text, morning) is True
    assert is_open(text, morning.replace(hour=20)) is False
    assert is_open(text, morning.replace(day=11)) is False
    assert is_open("Mo-Fr unknown", morning) is None
    assert is_open("le matin", morning) is None
