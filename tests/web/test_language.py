"""In which language one is answered."""

from __future__ import annotations

import pytest
from flask import Flask, g

from wiki.web.language import gettext, language, ngettext, number


@pytest.mark.parametrize(
    ("accept", "cookie", "answered"),
    [
        ("", "", "fr"),
        ("en-GB,en;q=0.9", "", "en"),
        ("fr-CA, en;q=0.5", "", "fr"),
        ("de, ja", "", "fr"),
        ("de, en;q=0.1", "", "en"),
        ("en", "fr", "fr"),
        ("fr", "en", "en"),
        ("en", "klingon", "en"),
        ("en;q=0, fr;q=0", "", "fr"),
        ("*", "", "fr"),
        (";;;q=x", "", "fr"),
    ],
)
def test_the_choice_then_the_browser_then_french(accept: str, cookie: str, answered: str) -> None:
    headers = {"Accept-Language": accept} | (
        {"Cookie": f"wiki_language={cookie}"} if cookie else {}
    )
    with Flask(__name__).test_request_context(headers=headers):
        assert language() == answered


def test_without_a_request_it_is_french() -> None:
    assert language() == "fr"
    assert gettext("Une phrase %(name)s", name="x") == "Une phrase x"


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [("fr", 0, "0 mot"), ("fr", 1, "1 mot"), ("fr", 2, "2 mots"), ("fr", 1000, "1\u202f000 mots")],
)
def test_a_number_takes_the_form_that_fits(code: str, n: int, said: str) -> None:
    with Flask(__name__).app_context():
        g.wiki_language = code
        assert ngettext("%(n)s mot", "%(n)s mots", n) == said


def test_in_english_only_one_is_one() -> None:
    with Flask(__name__).app_context():
        g.wiki_language = "en"
        assert ngettext("%(n)s essai-", "%(n)s essais-", 0) == "0 essais-"
        assert number(1234.5) == "1,234.5"


def test_a_percent_sign_is_not_a_value() -> None:
    assert gettext("100 % local") == "100\u202f% local"
