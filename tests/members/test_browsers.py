"""Browsers are named as people name them."""

from __future__ import annotations

import pytest

from wiki.members.browsers import named

_LIKE_GECKO = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/2010 Firefox/140.0", "Firefox Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {_LIKE_GECKO} Chrome/140 Safari/537.36", "Chrome Windows"),
        (f"Mozilla/5.0 (Windows) {_LIKE_GECKO} Chrome/1 Safari/5 Edg/140.0", "Edge Windows"),
        (f"Mozilla/5.0 (Linux; Android 15) {_LIKE_GECKO} Chrome/1 Safari/5", "Chrome Android"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18 Safari/604.1", "Safari iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10) Version/18 Safari/605.1", "Safari Mac"),
        ("curl/8.0", " "),
    ],
)
def test_a_browser_and_its_system(agent: str, names: str) -> None:
    assert " ".join(named(agent)) == names
