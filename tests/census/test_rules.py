"""What a census may be and what becomes of those it asks, on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.census.made import asked, settings
from wiki.census import rules
from wiki.census.queries import table
from wiki.kernel.errors import WikiError
from wiki.schema.kinds import core_kinds

PLACE = core_kinds()["place"]
TODAY = date(2026, 11, 27)


def _refusal(function: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(WikiError) as refused:
        function(*arguments, **more)
    return refused.value.code


def test_settles_the_fields_in_the_order_of_the_form() -> None:
    kept = rules.settled(settings(fields=("website", "status")), PLACE)
    assert kept.fields == ("status", "website")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " \x00 "}, "census_title"),
        ({"title": "a" * 151}, "census_too_long"),
        ({"intro": "\x00"}, "census_text"),
        ({"intro": "a" * 10_001}, "census_too_long"),
        ({"fields": ()}, "census_fields"),
        ({"fields": ("status", "nothing")}, "census_fields"),
        ({"fields": ("referent",)}, "census_fields"),
        ({"opens_on": "hier"}, "census_day"),
        ({"closes_on": "0001-01-01"}, "census_day"),
        ({"closes_on": "²"}, "census_day"),
        ({"opens_on": "2026-02-01", "closes_on": "2026-01-31"}, "census_days"),
        ({"opens_on": "2026-02-01", "closes_on": "2199-01-31"}, "census_days"),
        ({"territory": "region:99"}, "census_territory"),
        ({"territory": "department:"}, "census_territory"),
        ({"remind_after": "2"}, "census_remind_after"),
        ({"remind_after": "²"}, "census_number"),
        ({"remind_after": "99999999999"}, "census_number"),
        ({"remind_most": "6"}, "census_remind_most"),
    ],
)
def test_refuses_settings(changed: dict[str, Any], code: str) -> None:
    assert _refusal(rules.settled, settings(**changed), PLACE) == code


def test_refuses_a_kind_that_is_none() -> None:
    assert _refusal(rules.settled, settings(), None) == "census_kind"


def test_refuses_to_ask_other_fields_once_open() -> None:
    before, after = settings(), settings(fields=("status",))
    rules.check_change("draft", before, after)
    rules.check_change("open", before, replace(before, title="Mieux"))
    assert _refusal(rules.check_change, "open", before, after) == "census_asked_already"
    assert _refusal(rules.check_change, "closed", before, before) == "census_over"


@pytest.mark.parametrize(
    ("state", "opens", "closes", "code"),
    [
        ("open", "2026-01-01", "2026-12-01", "census_opened_already"),
        ("draft", "2026-12-01", "2026-12-02", "census_too_early"),
        ("draft", "2026-01-01", "2026-01-02", "census_too_late"),
    ],
)
def test_refuses_to_open(state: str, opens: str, closes: str, code: str) -> None:
    assert _refusal(rules.check_open, state, opens, closes, "2026-11-27") == code


@pytest.mark.parametrize(
    ("state", "waiting", "accepted", "code"),
    [
        ("open", 0, 1, "census_close_first"),
        ("closed", 1, 1, "census_answers_wait"),
        ("closed", 0, 0, "census_empty"),
        ("published", 0, 1, "census_published"),
    ],
)
def test_refuses_to_publish(state: str, waiting: int, accepted: int, code: str) -> None:
    assert _refusal(rules.check_publish, state, waiting, accepted) == code


@pytest.mark.parametrize("state", ["closed", "published"])
def test_refuses_targets_and_letters_once_over(state: str) -> None:
    assert _refusal(rules.check_takes, state) == "census_over"
    assert _refusal(rules.check_is_open, state) == "census_not_open"


def test_keeps_a_target_with_its_commune_and_its_address() -> None:
    kept = rules.target(asked(" Le  Quai ", "Quai@Exemple.FR"), "region:75", TODAY)
    assert (kept.name, kept.insee, kept.department) == ("Le Quai", "33328", "33")
    assert (kept.email, kept.basis, kept.based_on) == ("quai@exemple.fr", "public", "2026-01-02")
    assert rules.target(asked("Le Quai", told="son site"), "", TODAY).told == ""


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "ship"}, "target_kind"),
        ({"name": " "}, "target_name"),
        ({"name": "a" * 151}, "census_too_long"),
        ({"commune": "Nulle-Part-les-Bains"}, "target_commune"),
        ({"commune": "Saint-Denis"}, "target_commune_many"),
        ({"commune": "48095"}, "target_outside"),
        ({"email": "quai"}, "email_wrong"),
        ({"basis": ""}, "target_basis"),
        ({"told": ""}, "target_told"),
        ({"based_on": ""}, "census_day"),
        ({"based_on": "2026-11-28"}, "target_day"),
    ],
)
def test_refuses_a_target(changed: dict[str, Any], code: str) -> None:
    given = replace(asked("Le Quai", "quai@exemple.fr"), **changed)
    assert _refusal(rules.target, given, "department:33", TODAY) == code


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("to_invite", "invite", "invited"),
        ("invited", "invite", None),
        ("answered", "remind", None),
        ("reminded", "remind", "reminded"),
        ("refused", "answer", "answered"),
        ("accepted", "answer", None),
        ("accepted", "decline", None),
        ("invited", "bounce", "bad_address"),
        ("answered", "bounce", None),
        ("bad_address", "readdress", "to_invite"),
        ("refused", "readdress", None),
        ("silent", "accept", "accepted"),
    ],
)
def test_what_an_event_leads_to(state: str, event: str, after: str | None) -> None:
    assert rules.moved(state, event) == after


def test_the_response_rate_is_of_those_who_were_asked() -> None:
    assert rules.response_rate({"to_invite": 3}) is None
    assert rules.response_rate({"to_invite": 3, "answered": 1, "accepted": 1, "silent": 2}) == 0.5


def test_a_table_says_its_columns_by_their_headers() -> None:
    text = "Nom;Commune;Code postal;Courriel;Type\nLe Quai;Pomerol;33500;q@exemple.fr;Mairie\n"
    ((line, one),) = table.read(text, "public", "son site", "2026-01-02")
    assert line == 2
    assert (one.name, one.commune, one.email) == ("Le Quai", "Pomerol 33500", "q@exemple.fr")
    assert (one.kind, one.basis, one.told) == ("authority", "public", "son site")


def test_a_column_of_names_is_a_table() -> None:
    found = table.read("nom\nLe Quai\n\nLa Halle\n", "", "", "")
    assert [one.name for _, one in found] == ["Le Quai", "La Halle"]


def test_refuses_a_table_without_names() -> None:
    assert _refusal(table.read, "ville;courriel\nPomerol;\n", "", "", "") == "census_table"
    assert _refusal(table.read, "", "", "", "") == "census_table"
    many = "nom\n" + "Quai\n" * (table.LINES + 1)
    assert _refusal(table.read, many, "", "", "") == "census_table_long"
