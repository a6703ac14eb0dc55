"""What people type in tables, made into what can be kept, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.kernel.slugs import clean_title
from wiki.places.imports.mending import account_address, mended, title_of, web_address


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("MÃ©tier du Port", "Métier du Port"),
        ("L’Ã‰tÃ©", "L’Ã‰tÃ©"),  # mixed with what was right: not guessed
        ("Théâtre", "Théâtre"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("Pau", "Pau"),
    ],
)
def test_accents_come_back(wrong: str, right: str) -> None:
    assert mended(wrong) == right


@given(st.text())
def test_what_was_misread_is_read_again(text: str) -> None:
    try:
        wrong = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert mended(wrong) in (text.strip(), wrong)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://quai.exemple/a?b=c", "https://quai.exemple/a?b=c"),
        ("www.quai.exemple", "http://www.quai.exemple"),
        ("quai.exemple/contact", "http://quai.exemple/contact"),
        ("Le Quai http://quai.exemple/", "http://quai.exemple/"),
        ("https://quai.exemple|site web", "https://quai.exemple"),
        ("en cours", None),
        ("alice@quai.exemple", None),
        ("Madame Alice", None),
        ("http://a.exemple http://b.exemple", None),
        ("", None),
    ],
)
def test_the_address_of_a_site(typed: str, address: str | None) -> None:
    assert web_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("@lequai", "https://twitter.com/lequai"),
        ("le.quai-64", "https://twitter.com/le.quai-64"),
        ("/groups/lequai", "https://twitter.com/groups/lequai"),
        ("pages/Le-Quai/123", "https://twitter.com/pages/Le-Quai/123"),
        ("http://twitter.com/lequai", "http://twitter.com/lequai"),
        ("www.twitter.com/lequai", "http://www.twitter.com/lequai"),
        ("Le Quai", None),
        ("@a @b", None),
    ],
)
def test_the_address_of_an_account(typed: str, address: str | None) -> None:
    assert account_address(typed, "twitter.com") == address


@pytest.mark.parametrize(
    ("name", "more", "title"),
    [
        ("Le Quai", "", "Le Quai"),
        ("Le Quai", "Pau", "Le Quai (Pau)"),
        ("LE QUAI/MULTI", "", "LE QUAI - MULTI"),
        ("Pop [lab]", "", "Pop (lab)"),
        ("La Cantine #2", "", "La Cantine 2"),
        ("Chez Bob // café", "", "Chez Bob - café"),
        ("Quoi ?", "", "Quoi"),
        ("x" * 300, "Pau", "x" * 194 + " (Pau)"),
        ("", "", None),
        ("###", "", None),
        ("/", "", None),
        ("Le Quai.json", "", None),
    ],
)
def test_a_title_from_a_name(name: str, more: str, title: str | None) -> None:
    assert title_of(name, more) == title


@given(st.text(max_size=50), st.text(max_size=20))
def test_a_title_is_one_that_a_page_may_have(name: str, more: str) -> None:
    title = title_of(name, more)
    assert title is None or clean_title(title) == title
