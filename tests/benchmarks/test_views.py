"""The screen on which places are compared, the page that follows, the files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from odfdo import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.sheets.conftest import alice, describe
from tests.sheets.places import Describe, place

__all__ = ["alice", "describe"]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def five(describe: Describe) -> list[str]:
    """Five places with prices, a sixth that says none."""
    names = [f"Lieu {number}" for number in range(1, 6)]
    for number, name in enumerate(names, 1):
        price = {"cents": number * 1000, "tax": "incl"}
        offers = [{"formula": "day", "unit": "day", "price": price}]
        describe(name, place(name=name, offers=offers))
    describe("=Vide", place(name="=Vide"))
    return [*names, "=Vide"]


def _plain(text: str) -> str:
    said = unescape(re.sub(r"<[^>]*>", " ", text))
    return " ".join(re.sub("[\u00a0\u202f]", " ", said).split())


def _token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]*)"', client.get("/wiki/Autre/edit").text)
    assert found
    return found[1]


def test_a_benchmark_becomes_a_page_that_says_what_changed(
    sign_in: SignIn, client: FlaskClient, describe: Describe, five: list[str]
) -> None:
    charlie = sign_in("charlie")
    asked = {"place": five, "field": ["desk_day", "status"]}
    text = _plain(charlie.get("/benchmarks/new", query_string=asked).text)
    assert "Médiane 30" in text
    assert "Lieux comptés 5" in text
    sent = {**asked, "title": "Prix comparés", "csrf_token": _token(charlie)}
    assert charlie.post("/benchmarks/new", data=sent).status_code == 303
    html = client.get("/wiki/Prix_comparés").text
    assert 'href="/wiki/Lieu_1?rev=1"' in html
    assert "=Vide version 1 non renseigné" in _plain(html)
    price = {"cents": 9900, "tax": "incl"}
    offers = [{"formula": "day", "unit": "day", "price": price}]
    describe("Lieu 1", place(name="Lieu 1", offers=offers))
    text = _plain(client.get("/wiki/Prix_comparés").text)
    assert "Lieu 1 version 2 99 TTC à l’enregistrement : 10 TTC" in text
    assert "1 chiffre a changé depuis l’enregistrement" in text
    html = client.get("/wiki/Prix_comparés").text
    figures = [one for one in html.split("<a ") if "Lieu 1, version" in one]
    assert ["?rev=2" in figures[0], "?rev=1" in figures[1]] == [True, True]
    assert ["99" in figures[0], "Ouvert" in figures[1]] == [True, True]
    assert charlie.post("/benchmarks/new", data=sent).status_code == 409


def test_a_benchmark_is_taken_away(sign_in: SignIn, five: list[str]) -> None:
    charlie = sign_in("charlie")
    asked = {"place": five, "field": ["desk_day"]}
    lines = charlie.get("/benchmarks.csv", query_string=asked).text.splitlines()
    assert lines[0] == "\ufeffLieu,Prix d’un poste à la journée (€/poste/jour),Version,Adresse"
    assert lines[1].startswith("Lieu 1,10.0,1,http")
    assert lines[6].startswith("'=Vide,non renseigné,1,")
    data = charlie.get("/benchmarks.xlsx", query_string=asked).data
    rows = list(load_workbook(io.BytesIO(data)).worksheets[0].values)
    assert rows[1][:2] == ("Lieu 1", 10)
    assert rows[6][0] == "=Vide"
    data = charlie.get("/benchmarks.ods", query_string=asked).data
    rows = Document(io.BytesIO(data)).body.get_table(0).get_values()
    assert rows[1][:2] == ["Lieu 1", 10]
    assert rows[6][:2] == ["=Vide", "non renseigné"]
    assert b"formula" not in ZipFile(io.BytesIO(data)).read("content.xml")


def test_a_benchmark_on_paper_says_its_gaps_its_versions_and_its_sources(
    sign_in: SignIn, describe: Describe, five: list[str]
) -> None:
    source = {"text": "Délibération du conseil", "url": "https://exemple.fr/pv"}
    sheet = place(name="Lieu 1", surface_built=50, seats=[{"kind": "permanent", "count": 5}])
    describe("Lieu 1", replace(sheet, sources={"surface_built": source}))
    charlie = sign_in("charlie")
    fields = ["desk_day", "area_seat", "surface_built", "status", "legal_form"]
    asked = {"place": [*five, "Nulle part"], "field": fields}
    answer = charlie.get("/benchmarks.pdf", query_string=asked)
    assert answer.content_type == "application/pdf"
    read = PdfReader(io.BytesIO(answer.data))
    text = " ".join(_plain(page.extract_text()) for page in read.pages)
    assert "=Vide (version 1) non renseigné" in text
    assert "Lieu 5 (version 1) 50 TTC" in text
    assert "moins de 5 lieux" in text
    assert "50 [2]" in text
    assert "[2] Lieu 1, Surface bâtie : Source : Délibération du conseil" in text
    assert "/wiki/Lieu_1?rev=2" in text
    assert "Sans fiche de lieu : Nulle part" in text
    assert read.metadata is not None
    assert read.metadata.title == "Comparatif"
    first = read.pages[0]
    assert first.mediabox.width > first.mediabox.height
    fonts = [one.get_object() for one in first["/Resources"]["/Font"].values()]
    assert all("SourceSansPro" in str(one["/BaseFont"]) for one in fonts)
    narrow = charlie.get("/benchmarks.pdf", query_string={**asked, "field": ["desk_day"]})
    box = PdfReader(io.BytesIO(narrow.data)).pages[0].mediabox
    assert box.width < box.height


def test_refuses_what_compares_nothing(sign_in: SignIn, client: FlaskClient) -> None:
    charlie = sign_in("charlie")
    assert client.get("/benchmarks/new").status_code == 403
    assert charlie.get("/benchmarks/new").status_code == 200
    assert charlie.get("/benchmarks.csv").status_code == 422
    asked = {"place": ["\0", "²", "x" * 5000], "field": ["²", "\0"], "q": "\0" * 99}
    assert charlie.get("/benchmarks/new", query_string=asked).status_code == 400
    many = {"place": [f"L{n}" for n in range(101)], "field": ["seats"]}
    assert charlie.get("/benchmarks.xlsx", query_string=many).status_code == 413
    sent = {"title": "", "place": ["Nulle part"], "field": ["seats"], "csrf_token": _token(charlie)}
    assert charlie.post("/benchmarks/new", data=sent).status_code == 422
    assert charlie.post("/benchmarks/new", data={**sent, "title": "T"}).status_code == 422


def test_what_is_not_public_is_not_in_the_page(
    sign_in: SignIn, client: FlaskClient, describe: Describe
) -> None:
    lines = [{"year": 2012, "line": "seat_rent", "amount": {"cents": 770_00, "tax": "excl"}}]
    describe("Lieu", place(income_lines=lines))
    charlie = sign_in("charlie")
    asked = {"place": ["Lieu"], "field": ["own_income"]}
    assert "100" in _plain(charlie.get("/benchmarks/new", query_string=asked).text)
    sent = {**asked, "title": "Part", "csrf_token": _token(charlie)}
    assert charlie.post("/benchmarks/new", data=sent).status_code == 303
    assert "réservé" in client.get("/wiki/Part").text


def test_amounts_before_and_after_tax_are_shown_apart(sign_in: SignIn, describe: Describe) -> None:
    amounts = [
        {"year": 2012, "item": item, "amount": {"cents": cents, "tax": tax}, "source": "Bilan"}
        for item, cents, tax in (("opex_total", 10_000, "excl"), ("income_total", 2_000, "incl"))
    ]
    describe("Lieu", place(amounts=amounts))
    asked = {"place": ["Lieu"], "field": ["amounts.amount"]}
    text = _plain(sign_in("charlie").get("/benchmarks/new", query_string=asked).text)
    assert "100 HT ; 20 TTC" in text
    assert "Lieux comptés 0" in text
