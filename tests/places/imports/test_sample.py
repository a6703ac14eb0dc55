"""The beginning of a file: its form is guessed, its columns are shown."""

from __future__ import annotations

import json

import pytest

from wiki.kernel.errors import Invalid, WikiError
from wiki.places.imports.cget_2019 import COLUMNS
from wiki.places.imports.sample import sample

POINT = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
FORMS = {
    "cget-2019": ",".join(COLUMNS) + "\n" + "," * (len(COLUMNS) - 1) + "\n",
    "mednum": "id,pivot,nom,commune,code_postal,adresse\n1,2,3,4,5,6\n",
    "nouvelle-aquitaine": "code_officiel;type_code_officiel;nom;numcom;nomcom\n1;2;3;4;5\n",
    "table": "Nom,Ville\nLe Quai,Pomerol\n",
    "geojson": json.dumps({"type": "FeatureCollection", "features": [POINT]}),
    "osm": json.dumps({"elements": [{"type": "node", "id": 1, "tags": {"name": "x"}}]}),
    "ftl": json.dumps({"results": {"a": {"name": "x", "typePlace": "coworking"}}}),
    "gogocarto": json.dumps({"data": [{"name": "x", "geo": {"latitude": 1}}]}),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_is_guessed(form: str) -> None:
    found = sample(b"\xef\xbb\xbf" + FORMS[form].encode())
    assert found.form == form
    assert found.is_json == (form in ("geojson", "osm", "ftl", "gogocarto"))


def test_three_values_of_each_column_are_shown_each_once() -> None:
    found = sample(b"a,b\n1,\n1,\n2,\n3,\n4,x\n")
    assert (found.columns, found.values) == (("a", "b"), (("1", "2", "3"), ("x",)))


BAD = {
    "columns_twice": b"a,a\n1,2\n",
    "file_without_rows": b"a,b\n",
    "file_of_corrections": "Identifiant (à garder),revision,Nom\na,1,b\n".encode(),
    "file_without_places": b'{"a": 1}',
    "file_not_json": b'{"a": ',
    "file_not_utf8": b"a,b\n\xe9,1\n",
    "file_not_text": b"a,b\n\x00,1\n",
    "file_not_table": b"a word",
}


@pytest.mark.parametrize("code", BAD)
def test_refuses_what_is_no_list_of_places(code: str) -> None:
    with pytest.raises(WikiError, match=code):
        sample(BAD[code])


def test_refuses_json_too_deep() -> None:
    with pytest.raises(Invalid, match="file_not_json"):
        sample(b"[" * 100_000)
