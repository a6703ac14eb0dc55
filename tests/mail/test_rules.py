"""What a mail may hold."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from wiki.kernel.errors import Invalid
from wiki.mail import rules

LETTER = rules.Letter(
    "alice@exemple.fr",
    "Réunion du 3 décembre",
    "Bonjour Alice,\nà jeudi.",
    "<p>Bonjour Alice</p>",
    {"List-Unsubscribe": "<https://wiki.exemple.fr/x>"},
    "<abc@exemple.fr>",
    datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
)


def test_a_message_says_what_the_letter_says() -> None:
    written = rules.message(LETTER, "wiki@exemple.fr", "Le wiki des tiers-lieux").as_bytes()
    read = message_from_bytes(written, policy=policy.default)
    assert read["From"] == "Le wiki des tiers-lieux <wiki@exemple.fr>"
    assert read["To"] == "alice@exemple.fr"
    assert read["Subject"] == "Réunion du 3 décembre"
    assert read["Message-ID"] == "<abc@exemple.fr>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Unsubscribe"] == "<https://wiki.exemple.fr/x>"
    assert read.get_body(("plain",)).get_content() == "Bonjour Alice,\r\nà jeudi.\r\n"  # type: ignore[union-attr]
    assert read.get_body(("html",)).get_content() == "<p>Bonjour Alice</p>\r\n"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "alice",
        "alice@",
        "alice@exemple.fr\nBcc: bob@exemple.fr",
        "alice@exemple.fr\r\nBcc: bob@exemple.fr",
        "alice@exemple.fr, bob@exemple.fr",
        "alice@exemple.fr\u2028bob@exemple.fr",
        "alice@exemple.fr\x00",
        "Alice <alice@exemple.fr>",
        "a" * 80 + "@exemple.fr",
    ],
)
def test_what_is_not_one_address_is_refused(raw: str) -> None:
    with pytest.raises(Invalid, match="mail_address"):
        rules.checked_recipient(raw)


def test_an_address_is_trimmed() -> None:
    assert rules.checked_recipient(" alice@exemple.fr ") == "alice@exemple.fr"


@pytest.mark.parametrize("raw", ["a\nBcc: bob@exemple.fr", "a\rb", "a\x85b", "a\x00", "x" * 301])
def test_a_subject_of_several_lines_is_refused(raw: str) -> None:
    with pytest.raises(Invalid, match="mail_header"):
        rules.checked_line(raw)


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "bob@exemple.fr"},
        {"subject": "other"},
        {"X-Note": "a\r\nBcc: bob@exemple.fr"},
        {"X-Note: a\r\nBcc": "bob@exemple.fr"},
        {"": "empty"},
    ],
)
def test_a_header_that_would_inject_another_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="mail_header"):
        rules.checked_headers(headers)


@pytest.mark.parametrize("raw", ["a\0b", "é" * 100_001])
def test_a_text_that_cannot_be_sent_is_refused(raw: str) -> None:
    with pytest.raises(Invalid, match="mail_text"):
        rules.checked_text(raw)


def test_the_name_of_the_site_cannot_add_a_header() -> None:
    written = rules.message(LETTER, "wiki@exemple.fr", "Le wiki\r\nBcc: bob@exemple.fr")
    assert written["Bcc"] is None


def test_links_are_hidden_from_those_who_may_not_follow_them() -> None:
    text = "Suivez https://wiki.exemple.fr/invitation/s3cr3t pour entrer."
    assert rules.without_secrets(text, "[lien]") == "Suivez [lien] pour entrer."
