"""Addresses that may be followed, and those that may not."""

from __future__ import annotations

import pytest

from tests.markup.hostile import addresses
from wiki.markup.urls import _PLAIN, outside_host, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "/wiki/Pomerol",
        "/wiki/Wiki:Accueil",
        "/wiki/100%25_bio",
        "/wiki/L%E2%80%99%C3%89t%C3%A9_%C5%93uvre",
        "#s-a",
        "?q=a&copy=2",
        "Page/Sous-page",
        "../a",
        "https://exemple.org/a?b=c#d",
        "https://exemple.org:8080",
        "http://xn--caf-dma.example/",
        "https://café.example/é",
        "mailto:alice@exemple.org",
        "tel:+33557000000",
        "/r?to=https://exemple.org",
    ],
)
def test_accepted_as_it_is(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize("url", sorted(set(addresses())))
def test_refused(url: str) -> None:
    shown = safe_url(url)
    # With a control or a stray "%" in front, what is left may be a harmless path.
    assert shown is None or not shown.lower().startswith(("javascript", "data", "vb", "//", "http"))


@pytest.mark.parametrize("url", ["", " ", "\u200b", "javascript:", "//x", "\\\\x", "https://a@b"])
def test_refused_outright(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize("url", ["/%2Fx", "/%C2%A0/x", "/%E2%80%8B/x", "/%5Cx", "/%C3", "/%c3%a9"])
def test_percent_codes_that_may_hide_something_are_decoded(url: str) -> None:
    assert not _PLAIN.fullmatch(url)


def test_invisible_characters_are_dropped() -> None:
    assert safe_url("/wiki/\u200bPom\u00aderol\n") == "/wiki/Pomerol"


def test_hosts_are_parsed_not_compared_by_their_beginning() -> None:
    assert outside_host("https://YouTube.com/x") == "youtube.com"
    assert outside_host("https://youtube.com.mechant.example/") == "youtube.com.mechant.example"
    assert outside_host("https://youtube.com@mechant.example/") is None
    assert outside_host("/youtube.com") is None
