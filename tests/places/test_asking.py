"""What a page asks of the places, as it is written: on plain values."""

from __future__ import annotations

import pytest

from wiki.places.asking.columns import ProblemError
from wiki.places.asking.conditions import Comparison
from wiki.places.asking.problems import sentence_of
from wiki.places.asking.question import Question, asked
from wiki.places.dependencies import asked_by, otherwise, told_by
from wiki.schema.kinds import core_kinds

PLACE = core_kinds()["place"]


def question(argument: str = "", **options: str) -> Question:
    found = asked(PLACE, argument, options)
    assert not found.problems
    return found.question


def problem(argument: str = "", **options: str) -> str:
    (found,) = asked(PLACE, argument, options).problems
    return sentence_of(found).replace("\u00a0", " ").replace("\u202f", " ")


def compared(name: str, text: str) -> tuple[Comparison, ...]:
    (found,) = question(**{name: text}).conditions
    return found.some + found.every


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("departement", "33, Dordogne", [Comparison("is", "33"), Comparison("is", "24")]),
        ("département", "2a", [Comparison("is", "2A")]),
        ("région", "nouvelle aquitaine", [Comparison("is", "75")]),
        ("état", "ouvert", [Comparison("is", "open")]),
        (
            "famille",
            "coworking ; fablab",
            [Comparison("is", "coworking"), Comparison("is", "fablab")],
        ),
        ("commune", "Pomerol", [Comparison("is", "33328")]),
        ("état", "sauf fermé", [Comparison("is_not", "closed")]),
        ("postes", ">= 10 ; < 50", [Comparison("ge", 10.0), Comparison("lt", 50.0)]),
        ("postes", "10 à 20", [Comparison("ge", 10.0), Comparison("le", 20.0)]),
        ("ouvert-depuis", "depuis 10/2010", [Comparison("ge", "2010-10")]),
        ("fibre", "oui", [Comparison("is", 1.0)]),
        ("siret", "inconnu", [Comparison("unknown")]),
        ("stationnement", "ne s’applique pas", [Comparison("not_concerned")]),
        ("ambiance", "studieuse, calme", [Comparison("contains", "studieuse, calme")]),
        ("réseau", "Cap’Tiers-Lieux", [Comparison("is", "cap'tiers-lieux")]),
    ],
)
def test_reads_what_is_asked_of_a_field(name: str, text: str, said: list[Comparison]) -> None:
    assert list(compared(name, text)) == said


def test_reads_a_whole_question() -> None:
    found = question(
        "somme de postes", group="département", sort="nom décroissant", limit="12", title="Ici"
    )
    assert (found.shape, found.limit, found.title, found.descending) == ("sum", 12, "Ici", True)
    columns = (found.measured, found.group, found.sort)
    assert [one.id for one in columns if one] == ["seats", "department", "name"]


@pytest.mark.parametrize(
    "text",
    [
        "somme largeur de la porte",
        "somme de la largeur de la porte",
        "somme de largeur de la porte",
    ],
)
def test_a_name_keeps_its_own_little_words(text: str) -> None:
    assert [question(text).measured] == [question("somme", of="entrance_width").measured]


def test_a_filter_of_a_row_is_written_apart() -> None:
    found = question(where="postes.permanent: >= 5 | fibre: oui").conditions
    assert [one.column.id for one in found] == ["seats.permanent.count", "fibre"]


def test_a_table_is_meant_where_columns_are_named() -> None:
    assert question(columns="commune, postes.permanent").shape == "table"
    assert question().shape == "list"
    assert question("Carte").limit == 1000
    assert question(limit="999999").limit == 500


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"comune": "x"}, "d’aucun champ ni d’aucune option. Voulez-vous dire « Commune » ?"),
        ({"famile": "x"}, "Voulez-vous dire « Familles » ?"),
        ({"fin-du-bail": "2030"}, "« Fin du bail » n’est pas public"),
        ({"état": "ouvet"}, "pas une valeur de « État ». Voulez-vous dire « Ouvert » ?"),
        ({"département": "Girond"}, "Voulez-vous dire « Gironde » ?"),
        ({"commune": "Nullepart"}, "« Nullepart » n’est pas une valeur"),
        ({"postes": "beaucoup"}, "« beaucoup » n’est pas un nombre"),
        ({"postes": "²"}, "n’est pas un nombre"),
        ({"ouvert-depuis": "hier"}, "n’est pas une date"),
        ({"fibre": "peut-être"}, "ni oui ni non"),
        ({"état": ""}, "est vide"),
        ({"état": "> ouvert"}, "n’a pas d’ordre"),
        ({"espaces": "x"}, "est un tableau"),
        ({"limit": "0"}, "La limite « 0 »"),
        ({"limit": "²"}, "La limite"),
        ({"sort": "coucou"}, "« coucou » n’est le nom d’aucun champ"),
        ({"état": ",".join(["ouvert"] * 60)}, "trop de valeurs"),
        ({"where": "z" * 5000 + ": x"}, "…"),
    ],
)
def test_says_what_is_wrong_with_a_question(written: dict[str, str], said: str) -> None:
    assert said in problem(**written)


def test_says_what_is_wrong_with_a_shape() -> None:
    assert "Voulez-vous dire « tableau » ?" in problem("tablau")
    assert "a besoin d’un champ" in problem("somme")
    assert "ne s’additionne pas" in problem("moyenne de nom")


def test_an_answer_depends_on_the_narrowest_places_it_can_be_about() -> None:
    assert asked_by(question("nombre", état="ouvert", département="33, 24")) == (
        "place:department=33",
        "place:department=24",
        "place:department=33#department",
        "place:department=33#status",
        "place:department=24#department",
        "place:department=24#status",
    )
    assert asked_by(question("nombre", état="sauf fermé"))[0] == "kind:place"
    assert asked_by(question("somme de postes", fibre="oui")) == (
        "kind:place",
        "kind:place#fibre",
        "kind:place#seats",
    )
    assert "kind:place#name" in asked_by(question("liste"))
    many = ", ".join(f"{number:02}" for number in range(1, 20))
    assert asked_by(question("nombre", département=many))[0] == "kind:place"
    columns = {"department": "33", "region": "75", "families": ",fablab,", "management": None}
    assert told_by({**columns, "status": "open"}) == {
        "kind:place",
        "place:department=33",
        "place:region=75",
        "place:families=fablab",
        "place:status=open",
    }


def test_what_two_infoboxes_do_not_both_say_is_otherwise() -> None:
    before = {"values": {"name": "A", "seats": 1}, "not_concerned": ["fibre"]}
    after = {"values": {"name": "A", "seats": 2, "wifi": True}, "sources": {"name": {"text": "x"}}}
    assert otherwise(before, after) == {"seats", "wifi", "fibre"}
    assert otherwise(None, None) == set()


def test_several_fields_are_added_up_each() -> None:
    found = question("somme de postes, surface bâtie")
    assert [one.id for one in found.measures] == ["seats", "surface_built"]
    assert "n’est le nom" in problem("somme de postes, surface bleue")


def test_nothing_is_raised_whatever_is_written() -> None:
    for text in ("\0", "a" * 100_000, "%s %(x)s", ";;;", "..", "à"):
        for name in ("état", "postes", "ambiance", "ouvert-depuis", "où", "tri", "colonnes"):
            for problem_ in asked(PLACE, text, {name: text}).problems:
                assert isinstance(problem_, ProblemError)
                assert sentence_of(problem_)
