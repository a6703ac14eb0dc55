"""Names, addresses, passwords, roles and the paths one may be sent to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.people import actor
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, Refused, WikiError
from wiki.kernel.permissions import Role
from wiki.members import rules

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def refusal(function: object, *args: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args)  # type: ignore[operator]
    return caught.value.code


def test_a_name_is_composed_and_its_spaces_folded() -> None:
    assert rules.clean_name("  Zoe\u0301   Dupont ") == "Zoé Dupont"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "name_missing"),
        (" \t ", "name_missing"),
        ("a" * 81, "name_too_long"),
        ("ali\u202ece", "name_character"),
        ("ali\u200bce", "name_character"),
        ("alice\x00", "name_character"),
        ("<b>alice", "name_character"),
    ],
)
def test_a_name_that_misleads_is_refused(raw: str, code: str) -> None:
    assert refusal(rules.clean_name, raw) == code


def test_names_alike_have_one_key() -> None:
    assert rules.name_key("L’Atelier") == rules.name_key("l'atelier")


@pytest.mark.parametrize("raw", ["alice@exemple.fr", " alice+wiki@exemple.fr "])
def test_an_address_is_taken(raw: str) -> None:
    assert rules.clean_email(raw) == raw.strip()


@pytest.mark.parametrize(
    "raw",
    ["", "alice", "alice@", "@exemple.fr", "a@b@c.fr", "a@exemple.fr\nBcc: b@exemple.fr", "a@x"],
)
def test_what_is_no_address_is_refused(raw: str) -> None:
    assert refusal(rules.clean_email, raw) == "email_wrong"


def test_addresses_that_differ_by_case_have_one_key() -> None:
    assert rules.email_key(" Alice@Exemple.FR") == rules.email_key("alice@exemple.fr")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("courte", "password_short"),
        ("a1!" * 334, "password_long"),
        ("motdepasse", "password_common"),
        ("alice@exemple.fr", "password_personal"),
        ("Alice Dupont", "password_personal"),
    ],
)
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    assert refusal(rules.check_password, password, "alice dupont", "alice@exemple.fr") == code


@pytest.mark.parametrize(
    "password",
    ["huit ca.", "cheval agrafe pile", "à ç ù œ é", "une phrase très longue, " * 3 + "ou pas"],
)
def test_any_other_password_is_taken(password: str) -> None:
    rules.check_password(password, "alice", "alice@exemple.fr")


def test_a_role_is_found_by_its_name() -> None:
    assert rules.role_named(" Moderator ") is Role.MODERATOR
    assert refusal(rules.role_named, "chef") == "role_unknown"


def test_the_highest_of_a_hosts_roles_counts() -> None:
    assert rules.highest_role(("steward", "member", "chef"), Role.READER) is Role.STEWARD
    assert rules.highest_role(("chef",), Role.READER) is Role.READER
    assert rules.highest_role((), Role.MEMBER) is Role.MEMBER


def test_nobody_gives_a_role_above_their_own() -> None:
    bob = actor("bob", Role.MODERATOR)
    rules.check_grant(bob, Role.MODERATOR)
    with pytest.raises(Refused, match="role_above_yours"):
        rules.check_grant(bob, Role.ADMINISTRATOR)


def test_only_the_administration_offers_more_than_membership() -> None:
    rules.check_offer(actor("bob", Role.STEWARD), Role.MEMBER)
    rules.check_offer(actor("alice", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="role_offer"):
        rules.check_offer(actor("bob", Role.MODERATOR), Role.STEWARD)


@pytest.mark.parametrize("path", ["/", "/wiki/Accueil", "/wiki/Été_2012?rev=3", "/a#b", "/a//b"])
def test_a_local_path_is_followed(path: str) -> None:
    assert rules.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//exemple.fr",
        "///exemple.fr",
        "/\\exemple.fr",
        "\\\\exemple.fr",
        "/\t/exemple.fr",
        "/ /exemple.fr",
        "/\n/exemple.fr",
        "\t//exemple.fr",
        " //exemple.fr",
        "http://exemple.fr",
        "HTTPS://exemple.fr",
        "https:exemple.fr",
        "https:/exemple.fr",
        "javascript:alert(1)",
        "data:text/html,x",
        "exemple.fr",
        "./a",
        "../a",
        "?next=/a",
        "#a",
        "/a\\b",
        "/a\x00b",
        "/a\r\nLocation: https://exemple.fr",
        "/" + "a" * 2_000,
    ],
)
def test_any_other_place_is_not(path: str) -> None:
    assert rules.local_path(path) == ""


@pytest.mark.parametrize("raw", ["", "page:abc123", " territory:33 "])
def test_a_scope_is_taken(raw: str) -> None:
    assert rules.clean_scope(raw) == raw.strip()


@pytest.mark.parametrize("raw", ["page", "page:", ":abc", "Page:abc", "page:a b", "page:<x>"])
def test_another_scope_is_refused(raw: str) -> None:
    assert refusal(rules.clean_scope, raw) == "scope_wrong"


def test_the_scope_of_a_token_is_rights_or_all() -> None:
    assert rules.token_scope(("read", "edit", "read")) == "edit read"
    assert rules.token_scope(("read", "all")) == "all"
    assert refusal(rules.token_scope, ()) == "token_scope_missing"
    assert refusal(rules.token_scope, ("fly",)) == "token_scope_unknown"


@pytest.mark.parametrize(
    ("expires", "revoked", "left", "is_open"),
    [
        (1, None, None, True),
        (1, None, 2, True),
        (1, None, 0, False),
        (-1, None, 1, False),
        (1, 0, 1, False),
    ],
)
def test_an_invitation_holds_until_it_is_used_expired_or_taken_back(
    expires: int, revoked: int | None, left: int | None, is_open: bool
) -> None:
    day = timedelta(days=1)
    taken_back = None if revoked is None else NOON
    with clock.stopped_at(NOON):
        assert rules.is_open(NOON + expires * day, taken_back, left) is is_open


def test_preferences_are_among_those_offered() -> None:
    rules.check_preferences("", "", "", ("fr", "en"))
    rules.check_preferences("en", "Europe/Paris", "dark", ("fr", "en"))
    assert refusal(rules.check_preferences, "de", "", "", ("fr", "en")) == "language_unknown"
    assert refusal(rules.check_preferences, "", "Mars/Base", "", ("fr",)) == "zone_unknown"
    assert refusal(rules.check_preferences, "", "", "pink", ("fr",)) == "theme_unknown"


def test_a_refusal_names_its_field() -> None:
    with pytest.raises(Invalid) as caught:
        rules.clean_name("")
    assert caught.value.params["field"] == "name"
