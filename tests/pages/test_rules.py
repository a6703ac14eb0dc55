"""What a page allows, on plain values."""

from __future__ import annotations

import pytest

from tests.people import actor
from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, Grant, Role, SitePolicy
from wiki.pages import rules

OPEN = SitePolicy()
MEMBER = actor("charlie", Role.MEMBER)
MODERATOR = actor("bob", Role.MODERATOR)
ADMINISTRATOR = actor("alice", Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("who", "protection", "title", "reason"),
    [
        (MEMBER, "members", "Lieu", None),
        (VISITOR, "members", "Lieu", "sign_in_first"),
        (actor("dora", Role.READER), "members", "Lieu", "members_only"),
        (MEMBER, "moderators", "Lieu", "protected_moderators"),
        (MODERATOR, "moderators", "Lieu", None),
        (ADMINISTRATOR, "nobody", "Lieu", "protected_nobody"),
        (SYSTEM, "nobody", "Lieu", None),
        (MODERATOR, "members", "Wiki:Interwiki", "settings_page"),
        (ADMINISTRATOR, "members", "wiki:interwiki", None),
    ],
)
def test_it_says_why_one_may_not_edit(
    who: Actor, protection: str, title: str, reason: str | None
) -> None:
    assert rules.why_not_edit(who, OPEN, protection=protection, title=title) == reason


def test_a_role_may_be_granted_for_one_page() -> None:
    dora = Actor(4, "dora", (Grant(Role.READER), Grant(Role.MEMBER, "page:abc")))
    may = {"protection": "members", "title": "Lieu"}
    assert rules.why_not_edit(dora, OPEN, uid="abc", **may) is None
    assert rules.why_not_edit(dora, OPEN, uid="xyz", **may) == "members_only"


def test_anyone_edits_when_the_site_says_so() -> None:
    policy = SitePolicy(anyone_edits=True)
    assert rules.why_not_edit(VISITOR, policy, protection="members", title="Lieu") is None
    refused = rules.why_not_edit(VISITOR, policy, protection="moderators", title="Lieu")
    assert refused == "protected_moderators"


def test_nobody_edits_in_read_only_mode_but_administrators() -> None:
    policy = SitePolicy(is_read_only=True)
    may = {"protection": "members", "title": "Lieu"}
    assert rules.why_not_edit(MODERATOR, policy, **may) == "read_only"
    assert rules.why_not_edit(ADMINISTRATOR, policy, **may) is None


def test_a_body_is_kept_but_for_its_line_ends() -> None:
    assert rules.clean_body("\ta\r\nb\rc  \n") == "\ta\nb\nc  \n"


def test_it_refuses_lone_surrogates() -> None:
    with pytest.raises(Invalid, match="body_unicode"):
        rules.clean_body("a\ud800b")


def test_it_refuses_what_is_larger_than_a_page() -> None:
    with pytest.raises(TooMuch, match="body_too_large"):
        rules.clean_body("é" * (rules.BODY_SIZE // 2 + 1))


def test_a_summary_is_one_line() -> None:
    assert rules.clean_summary(" un\n résumé\x07 ") == "un résumé"


def test_it_refuses_a_summary_without_end() -> None:
    with pytest.raises(Invalid, match="summary_too_long"):
        rules.clean_summary("a" * (rules.SUMMARY_LENGTH + 1))


def test_it_refuses_a_protection_that_does_not_exist() -> None:
    with pytest.raises(Invalid, match="protection_unknown"):
        rules.checked_protection("everyone")


def test_interwiki_prefixes_are_read_from_a_page() -> None:
    page = (
        "Les préfixes :\n\n- movilab: https://movilab.org/wiki/$1\n* wp: <https://fr.example/>\nx y"
    )
    assert rules.interwiki(page) == {
        "movilab": ("https://movilab.org/wiki/$1", ""),
        "wp": ("https://fr.example/$1", ""),
    }


def test_a_prefix_that_is_a_language_has_its_name_beside_it() -> None:
    page = (
        "- EN (English): https://en.example/wiki/$1\npt-br (Português  do Brasil): https://a.fr/x"
    )
    assert rules.interwiki(page) == {
        "en": ("https://en.example/wiki/$1", "English"),
        "pt-br": ("https://a.fr/x$1", "Português do Brasil"),
    }


def test_abbreviations_are_read_from_a_page() -> None:
    page = (
        "Nos sigles : en voici.\n\n- FTL : France Tiers-Lieux\n* **ESS**: économie : sociale\n"
        "*[SCIC]: société coopérative\n- FTL : autre chose\n- R&D\u00a0: recherche\n"
    )
    assert rules.abbreviations(page) == {
        "FTL": "France Tiers-Lieux",
        "ESS": "économie : sociale",
        "SCIC": "société coopérative",
        "R&D": "recherche",
    }


@pytest.mark.parametrize(
    "line",
    [
        *("FTL : France Tiers-Lieux", "- FTL", "- : sens", "- FTL :", "- FTL : \t", "*[]: sens"),
        *(f"- {'x' * 81} : sens", f"- x : {'y' * 301}", "- ** : sens", "-FTL : sens"),
    ],
)
def test_it_takes_no_other_line_for_an_abbreviation(line: str) -> None:
    assert rules.abbreviations(line) == {}


@pytest.mark.parametrize("line", ["-{}x", "- a{}x", "*[a]{}x"])
def test_a_long_line_is_not_read_over_and_over(line: str) -> None:
    assert rules.abbreviations(line.format(" " * 400_000)) == {}


def test_the_number_of_abbreviations_is_bounded() -> None:
    page = "".join(f"- a{n} : b\n" for n in range(rules.ABBREVIATIONS + 10))
    assert len(rules.abbreviations(page)) == rules.ABBREVIATIONS


@pytest.mark.parametrize(
    "line",
    [
        *("a: javascript:alert(1)", "a b: https://x.fr/", "https://x.fr/"),
        *("en (English): javascript:alert(1)", "en (English): //x.fr/$1", "en (): https://x.fr/"),
        *("en (English) x: https://x.fr/", "(English): https://x.fr/", "en (English): https://$1/"),
    ],
)
def test_it_takes_no_other_line_for_a_prefix(line: str) -> None:
    assert rules.interwiki(line) == {}
