"""Every hostile address and element, in every place of our syntax, read back as a browser does."""

from __future__ import annotations

import pytest

from tests.markup.conftest import Village
from tests.markup.hostile import ADDRESS_PLACES, ELEMENT_PLACES, ELEMENTS, addresses, faults
from wiki.markup import parse, render
from wiki.markup.urls import safe_url

ADDRESSES = sorted(set(addresses()))


def test_the_reader_of_this_test_sees_harm() -> None:
    assert faults("<p onclick=x>") == ["<p onclick>"]
    assert faults("<svg><script>1</script></svg>")
    assert faults('<a href="java\tscript:1">') == faults('<a href="java&#9;script:1">') != []
    assert faults('<input type="checkbox">') == ["a live input"]
    assert faults('<img src="https://exemple.org/a.png">') == ["an image from elsewhere"]
    assert faults('<a id="location" href="/x">') == ["id 'location'"]
    assert not faults('<p id="s-a"><a href="/wiki/A">a</a></p>')


@pytest.mark.parametrize("place", ADDRESS_PLACES)
def test_addresses(place: str, village: Village) -> None:
    for address in ADDRESSES:
        text = place.replace("U", address)
        html = render(parse(text), village).html
        assert not faults(html), (text, html)


@pytest.mark.parametrize("place", ELEMENT_PLACES)
def test_elements(place: str, village: Village) -> None:
    for element in ELEMENTS:
        text = place.replace("E", element)
        html = render(parse(text), village).html
        assert not faults(html), (text, html)


def test_the_corpus_is_large() -> None:
    texts = len(ADDRESSES) * len(ADDRESS_PLACES) + len(ELEMENTS) * len(ELEMENT_PLACES)
    assert texts > 5_000


@pytest.mark.parametrize(
    "url",
    ["javascript:123", "data:1", "vbscript:`1`", "javascript:é", "JaVaScRiPt:alert(1)", "x:y"],
)
def test_schemes_that_bleach_lets_through(url: str) -> None:
    assert safe_url(url) is None
