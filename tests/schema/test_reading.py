"""What people type is read as they mean it, and written as they read it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE
from wiki.schema.kinds import Field
from wiki.schema.reading import code_of, decimal, read, written


def field(type_: str, **more: Any) -> Field:
    return Field("x", {}, type_, **more)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("text", " Le Moulin ", "Le Moulin"),
        ("text", " ", None),
        ("longtext", "un\r\ndeux", "un\r\ndeux"),
        ("integer", "12 345", 12345),
        ("integer", "12\u202f345", 12345),
        ("integer", "8,0", 8),
        ("integer", "huit", "huit"),
        ("number", "12,5", 12.5),
        ("number", "12.5", 12.5),
        ("number", "1 234,5", 1234.5),
        ("number", "1.234,5", 1234.5),
        ("number", "1,234.5", 1234.5),
        ("number", "1.234.567", 1234567),
        ("number", "−3", -3),
        ("number", "1,2,3", "1,2,3"),
        ("number", "1e5", "1e5"),
        ("number", "nan", "nan"),
        ("number", "٣", "٣"),
        ("number", "9" * 31, "9" * 31),
        ("money", "38 040 €", {"cents": 3804000}),
        ("money", "12,50", {"cents": 1250}),
        ("money", "12,5 € TTC", {"cents": 1250, "tax": "incl"}),
        ("money", "10 euros HT", {"cents": 1000, "tax": "excl"}),
        ("money", "12,505", "12,505"),
        ("money", "gratuit", "gratuit"),
        ("date", "2010", "2010"),
        ("date", "10/2010", "2010-10"),
        ("date", "8/10/2010", "2010-10-08"),
        ("date", "08-10-2010", "2010-10-08"),
        ("date", "2010-10-08", "2010-10-08"),
        ("date", "octobre 2010", "2010-10"),
        ("date", "Oct. 2010", "2010-10"),
        ("date", "8 octobre 2012", "2012-10-08"),
        ("date", "1er février 2013", "2013-02-01"),
        ("date", "le 26 OCTOBRE 2011", "2011-10-26"),
        ("date", "March 2012", "2012-03"),
        ("date", "08/10/12", "08/10/12"),
        ("date", "bientôt", "bientôt"),
        ("date", "1/2/3/2012", "1/2/3/2012"),
        ("boolean", "oui", True),
        ("boolean", "Non", False),
        ("boolean", "yes", True),
        ("boolean", "peut-être", "peut-être"),
        ("commune", "Pomerol (33328)", "33328"),
        ("commune", "Ajaccio (2a004)", "2A004"),
        ("commune", "33328", "33328"),
        ("commune", "Pomerol", "Pomerol"),
        ("url", "arret-minute.example", "https://arret-minute.example"),
        ("url", "http://a.example", "http://a.example"),
        ("url", "javascript:alert(1)", "javascript:alert(1)"),
        ("url", "voir notre site.", "voir notre site."),
        ("texts", "un\n\n deux ", ["un", "deux"]),
        ("links", "A Mi-Chemin\nKokerboom", ["A Mi-Chemin", "Kokerboom"]),
        ("links", "\n", None),
    ],
)
def test_reads(type_: str, text: str, value: Any) -> None:
    found = read(field(type_), text)
    assert (found, type(found)) == (value, type(value))


def test_a_number_may_be_followed_by_its_unit() -> None:
    assert read(field("number", unit="square_metre"), "120 m²") == 120
    assert read(field("number", unit="per_cent"), "61 %") == 61
    assert read(field("number", unit="minute"), "120 m²") == "120 m²"


def test_a_choice_is_read_by_its_code_its_label_or_its_name_elsewhere() -> None:
    families = PLACE.field("families")
    for text in ("workshops", "ateliers artisanaux partagés", "Shared craft workshops"):
        assert code_of(families, text) == "workshops"
    assert code_of(families, "nourricier") == "food_growing"
    assert code_of(families, "LivingLab") == "livinglab"
    assert code_of(families, "sofa") == "sofa"
    assert read(families, "Coworking\nfablab") == ["coworking", "fablab"]
    assert read(PLACE.field("status"), "Ouvert") == "open"


def test_the_first_choice_answers_to_a_name_that_two_have() -> None:
    assert code_of(PLACE.field("families"), "amenity=coworking_space") == "coworking"


VALUES = {
    "integer": st.integers(-(10**9), 10**9),
    "number": st.decimals(-(10**9), 10**9, places=6).map(float),
    "money": st.integers(-(10**9), 10**9).map(lambda cents: {"cents": cents}),
    "date": st.dates().map(str) | st.sampled_from(["2010", "2010-10"]),
    "boolean": st.booleans(),
    "texts": st.lists(st.text("abc é,", min_size=1).map(str.strip).filter(bool), min_size=1),
}


@settings(**CALM)
@given(st.sampled_from(sorted(VALUES)).flatmap(lambda t: st.tuples(st.just(t), VALUES[t])))
def test_what_is_written_is_read_back(case: tuple[str, Any]) -> None:
    type_, value = case
    assert read(field(type_), written(field(type_), value)) == value


def test_what_is_not_of_its_type_is_written_as_it_is() -> None:
    assert written(field("integer"), "huit") == "huit"
    assert written(field("boolean"), "peut-être") == "peut-être"
    assert written(field("money"), "gratuit") == "gratuit"
    assert written(field("number"), 12.5) == "12,5"


@settings(**CALM)
@given(st.text())
def test_any_text_is_read_or_left(text: str) -> None:
    decimal(text)
    for type_ in ("integer", "money", "date", "boolean", "commune", "url", "texts", "text"):
        read(field(type_), text)
