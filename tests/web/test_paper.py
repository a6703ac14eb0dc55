"""Documents on paper: tagged PDF, in which what people wrote is only words."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from pypdf import PdfReader

from wiki.kernel.errors import TooMuch
from wiki.web.paper import LONGEST, Sheet, pdf
from wiki.web.paper_tree import DEPTH, tree

#: What the typesetter's language would do if it were read as such.
EVIL = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    '"])#eval("1 + 1")',
    "*gras* _penché_ $x^2$ <label> @renvoi `code` // rien /* non */",
    "= Titre \\ ~ -- ... \\u{41} [#panic()]",
)


def read(data: bytes) -> PdfReader:
    """A PDF."""
    return PdfReader(io.BytesIO(data))


def words(found: PdfReader) -> str:
    """What a PDF says, on one line."""
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


def is_accessible(found: PdfReader) -> bool:
    """Whether it says that it follows ISO 14289-1, and has what is read aloud."""
    about = found.trailer["/Root"]["/Metadata"].get_data()
    return b"<pdfuaid:part>1<" in about and "/StructTreeRoot" in found.trailer["/Root"]


@pytest.fixture
def _inside(app: Flask) -> object:
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("_inside")
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_people_wrote_is_only_words() -> None:
    escaped = [re.sub("<", "&lt;", one) for one in EVIL]
    html = "".join(
        f"<h2>{one}</h2><p>{one} <a href='https://exemple.fr/#x'>{one}</a></p>"
        f"<ul><li>{one}</li></ul><pre>{one}</pre><table><tr><td>{one}</td></tr></table>"
        f"<dl><dt>{one}</dt><dd>{one}</dd></dl>"
        for one in escaped
    )
    sheet = Sheet(EVIL[0], EVIL[1], (EVIL[2], EVIL[3]), EVIL[4])
    found = read(pdf(html, sheet))
    assert is_accessible(found)
    told = words(found).replace(" ", "")
    for one in EVIL:
        assert told.count(one.replace(" ", "")) >= 7, one
    assert "root:" not in told
    assert found.trailer["/Root"]["/Lang"] == "fr"
    assert found.metadata is not None
    assert found.metadata.title == EVIL[0]
    odd = pdf("<h5>\U0001f600</h5><p>\u202e\x07 signe</p>" + "<ul><li>" * 90 + "fond", sheet)
    assert "signe" in words(read(odd))
    assert "fond" in words(read(odd))
    assert pdf(html, sheet) is pdf(html, sheet)
    with pytest.raises(TooMuch):
        pdf("x" * (LONGEST + 1), sheet)


def test_the_tree_keeps_what_paper_shows() -> None:
    html = (
        "<section><h3>Un  <em>titre</em>\n</h3><a class='anchor' href='#x'>#</a> <p></p>"
        "<p>voir <a href='/wiki/Ici'>ici</a><script>non</script></p><hr class='page-break'>"
        "<table><thead><tr><th>A</th><th class='number'>B</th></tr></thead>"
        "<tbody><tr><td colspan='2'>C</td></tr><tr><td>D</td></tr></tbody></table></section>"
    )
    (section,) = tree(html)
    assert isinstance(section, dict)
    title, line, page, table = section["inside"]
    assert title == {
        "kind": "h",
        "level": 3,
        "inside": ["Un ", {"kind": "em", "inside": ["titre"]}],
    }
    assert line["inside"] == ["voir ", {"kind": "", "inside": ["ici"]}]
    assert page == {"kind": "page"}
    assert (table["columns"], len(table["head"]), len(table["cells"])) == (2, 2, 3)
    deep = tree("<div>" * 50 + "fond")
    depth = 0
    while isinstance(deep[0], dict):
        deep, depth = deep[0]["inside"], depth + 1
    assert (deep, depth) == (["fond"], DEPTH)
