"""What is asked of each place, and what the answers of all make together."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.charter.rules import annexes, strengths
from wiki.charter.rules.annexes import Declared, Given
from wiki.kernel.errors import WikiError
from wiki.schema.sheet import Sheet

HOURS = Given("Ouvert le soir", "boolean", is_needed=True, articles=("a1",))
SHARED = Given("Matériel prêté", "choices", choices="Vidéo\nScie\n\nVidéo", articles=("a1", "a2"))
DAYS = Given("Journées gratuites", "integer", unit="day", help="Par mois.")


def _asked(*given: Given) -> list[Declared]:
    fields: list[Declared] = []
    for one in given:
        taken = {field["id"] for field in fields}
        fields.append(annexes.settled(one, None, taken, {"a1", "a2"}))
    return fields


def _refused(act: Any, *args: Any) -> str:
    with pytest.raises(WikiError) as refusal:
        act(*args)
    return refusal.value.code


def test_a_form_is_what_was_settled() -> None:
    fields = _asked(HOURS, SHARED, DAYS, DAYS)
    assert [one["id"] for one in fields][2:] == ["journees_gratuites", "journees_gratuites_2"]
    form = annexes.form_of(fields)
    assert form.needed == {"ouvert_le_soir"}
    assert form.articles["materiel_prete"] == ("a1", "a2")
    assert [one.unit for one in form.fields] == ["", "", "day", "day"]
    assert [one.code for one in form.fields[1].vocabulary] == ["video", "scie"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given("  "), "annex_label"),
        (Given("x" * 101), "charter_long"),
        (Given("Où", "point"), "annex_type"),
        (Given("Quoi", "choice", choices=" \n"), "annex_choices"),
        (Given("Combien", "integer", unit="verste"), "annex_field"),
        (Given("Qui", articles=("a9",)), "annex_article"),
    ],
)
def test_refuses_what_cannot_be_asked(given: Given, code: str) -> None:
    assert _refused(annexes.settled, given, None, (), {"a1"}) == code


def test_a_question_changes_its_words_and_choices_but_not_its_form() -> None:
    before = _asked(SHARED)[0]
    given = Given("Outils prêtés", "text", choices="Scie\nTour")
    after = annexes.settled(given, before, {before["id"]}, {"a1"})
    assert (after["id"], after["type"]) == (before["id"], "choices")
    field = annexes.form_of([after]).fields[0]
    assert [one.code for one in field.vocabulary] == ["scie", "tour", "video"]
    assert [one.code for one in field.offered] == ["scie", "tour"]
    assert annexes.choices_of(after) == ["Scie", "Tour"]


def test_two_people_change_what_is_asked() -> None:
    base = _asked(HOURS, DAYS)
    other = {**base[0], "labels": {"fr": "Le soir"}}
    mine = {**base[1], "labels": {"fr": "Jours offerts"}}
    head = annexes.with_field(base, base, other)
    assert annexes.with_field(head, base, mine) == [other, mine]
    assert _refused(annexes.with_field, head, base, {**base[0], "required": False}) == (
        "annex_field_moved"
    )
    assert _refused(annexes.with_field, [other], base, mine) == "annex_field_gone"
    assert annexes.moved(head, base[1]["id"], is_up=True) == [base[1], other]
    assert annexes.moved(head, base[1]["id"], is_up=False) == head
    assert annexes.without(head, base[0]["id"]) == [base[1]]
    for act in (annexes.without, lambda fields, name: annexes.moved(fields, name, is_up=True)):
        assert _refused(act, head, "nowhere") == "annex_field_gone"


def test_what_is_needed_stops_a_signature_and_what_does_not_apply_is_an_answer() -> None:
    form = annexes.form_of(_asked(HOURS, SHARED, DAYS))
    nothing = Sheet("annex")
    assert _refused(annexes.check_signed, form, nothing, "", "") == "signature_annex"
    sheet = Sheet("annex", {"journees_gratuites": 2}, frozenset({"ouvert_le_soir"}))
    annexes.check_signed(form, sheet, "h", "h")
    assert _refused(annexes.check_signed, form, sheet, "h", "i") == "signature_annex_stale"
    annexes.check_signed(None, nothing, "", "")
    assert (form.percent(nothing), form.percent(sheet)) == (0, 66)
    assert not form.puts_into_practice(sheet, "a1")
    whole = Sheet("annex", {"ouvert_le_soir": True, "materiel_prete": ["scie"]})
    assert form.puts_into_practice(whole, "a1")


def test_the_canonical_answers_are_fixed() -> None:
    """Written out: a change of it would break every signature there is."""
    sheet = Sheet("annex", {"soir": True, "jours": 2}, frozenset({"prix"}))
    text = annexes.written("charte", "lieu", 3, "f" * 4, sheet)
    assert text == (
        '{"answers":{"not_concerned":["prix"],"values":{"jours":2,"soir":true}},'
        '"charter":"charte","form":"ffff","format":1,"number":3,"place":"lieu"}'
    )
    assert annexes.answers(text) == sheet


def test_what_the_places_make_together() -> None:
    prices = Given("Prix", "money")
    tags = Given("Savoir-faire", "texts")
    form = annexes.form_of(_asked(HOURS, SHARED, DAYS, prices, tags, Given("Devise")))
    soir, outils, jours, prix, savoirs, devise = (one.id for one in form.fields)
    answers = [
        ("Le Quai", Sheet("annex", {soir: True, outils: ["scie"], jours: 2, prix: {"cents": 50}})),
        ("La Halle", Sheet("annex", {soir: True, jours: 5, savoirs: ["Pain", "Bois"]})),
        ("Le Moulin", Sheet("annex", {jours: 1, savoirs: ["pain"], devise: "Ensemble"})),
        ("L’Atelier", Sheet("annex", {jours: 4}, frozenset({soir}))),
    ]
    told = {one.id: strengths.said(one, answers) for one in form.fields}
    assert told[soir].counts == (("true", ("Le Quai", "La Halle")), ("false", ()))
    assert (told[soir].answered, told[soir].away) == (2, 1)
    assert told[outils].counts == (("scie", ("Le Quai",)), ("video", ()))
    assert told[jours].figures == {"total": 12, "least": 1, "median": 3, "most": 5}
    assert told[prix].figures == {"least": 50, "median": 50, "most": 50}
    assert told[savoirs].counts[0] == ("Pain", ("La Halle", "Le Moulin"))
    assert told[devise].words == (("Le Moulin", "Ensemble"),)
    assert strengths.said(form.fields[2], []).figures == {}
