"""What a provider may get wrong, or lie about: never believed, never a fault of ours."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.members.conftest import NOON
from wiki.kernel import clock
from wiki.kernel.errors import WikiError
from wiki.kernel.outbound import Answer, Door, NoAnswerError
from wiki.members import openid
from wiki.members.openid import Asked
from wiki.members.providers import Provider

ISSUER = "https://comptes.exemple.fr"
PROVIDER = Provider("reseau", "Le réseau", ISSUER, "wiki", "chut")
BACK = "https://wiki.exemple.fr/login/with/reseau/back"
ASKED = Asked("reseau", "state", "nonce", "verifier")
GIVEN = {"state": "state", "code": "code"}
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": "one"}, private=True) for _ in range(2))
NOW = int(NOON.timestamp())
SAID = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "userinfo_endpoint": f"{ISSUER}/me",
    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
}
CLAIMS = {
    "iss": ISSUER,
    "sub": "eva",
    "aud": "wiki",
    "nonce": "nonce",
    "iat": NOW,
    "exp": NOW + 60,
    "email": "eva@exemple.fr",
    "email_verified": True,
    "name": "Eva",
}


def signed(claims: Mapping[str, Any], key: Any = KEY, alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": "one"}, dict(claims), key, algorithms=[alg])


def unsigned(claims: Mapping[str, Any]) -> str:
    parts = (json.dumps(one).encode() for one in ({"alg": "none"}, claims))
    return ".".join(urlsafe_b64encode(one).decode().rstrip("=") for one in parts) + "."


class Played(Door):
    """A provider that is played: what it says at each path, and what it was asked."""

    said: dict[str, Any]
    heard: list[tuple[str, str, bytes | None, Mapping[str, str]]]

    def ask(
        self, method: str, url: str, *, limit: int = 0, body: Any = None, headers: Any = None
    ) -> Answer:
        Played.heard.append((method, url, body, headers or {}))
        said = Played.said[url.removeprefix(ISSUER)]
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Answer):
            return said
        return Answer(200, {}, said if isinstance(said, bytes) else json.dumps(said).encode())


@pytest.fixture
def play(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives ``play(**claims)``: a provider that is honest, but for what is said."""
    monkeypatch.setattr(openid, "door_to", lambda *_: Played("test"))

    def play_(said: Mapping[str, Any] | None = None, **claims: Any) -> None:
        inside.extensions["wiki"].kept.pop("members.openid", None)
        told = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
        Played.heard = []
        Played.said = {
            "/.well-known/openid-configuration": SAID,
            "/keys": {"keys": [KEY.as_dict(private=False)]},
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": signed(told)},
            "/me": {"sub": "eva", "email": "eva@exemple.fr", "email_verified": True},
        } | dict(said or {})

    return play_


def finish(given: Mapping[str, str] = GIVEN) -> openid.Person:
    with clock.stopped_at(NOON):
        return openid.finish(PROVIDER, ASKED, given, BACK)


def refusal(given: Mapping[str, str] = GIVEN) -> str:
    with pytest.raises(WikiError) as caught:
        finish(given)
    assert caught.value.status < 500
    return caught.value.code


def test_who_somebody_is_and_how_it_was_asked(play: Callable[..., None]) -> None:
    play()
    with clock.stopped_at(NOON):
        url, asked = openid.begin(PROVIDER, BACK)
    assert url.startswith(f"{ISSUER}/auth?response_type=code&client_id=wiki&redirect_uri=https")
    assert "code_challenge_method=S256" in url
    assert asked.verifier not in url
    assert f"state={asked.state}&nonce={asked.nonce}" in url
    person = finish()
    assert (person.subject, person.email, person.is_verified) == ("eva", "eva@exemple.fr", True)
    sent = next(one for one in Played.heard if one[0] == "POST")
    assert b"code_verifier=verifier" in (sent[2] or b"")
    assert b"chut" not in (sent[2] or b"")  # in a header
    assert [one[1] for one in Played.heard].count(f"{ISSUER}/.well-known/openid-configuration") == 1


def test_says_no_address_that_is_not_verified_by_a_true(play: Callable[..., None]) -> None:
    for said in (None, False, "true", 1):
        play(email_verified=said)
        assert not finish().is_verified
    play(email=None, email_verified=None)
    assert finish().email == "eva@exemple.fr"  # it says so beside
    play({"/me": {"sub": "quelqu’un d’autre"}}, email=None)
    assert refusal() == "provider_fails"


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://autre.exemple.fr"},
        {"iss": None},
        {"aud": "un autre site"},
        {"aud": ["wiki", "un autre site"]},
        {"azp": "un autre site"},
        {"nonce": "d’hier"},
        {"nonce": None},
        {"exp": NOW - 600},
        {"exp": None},
        {"iat": NOW + 600},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"at_hash": "faux"},
    ],
)
def test_refuses_what_is_signed_for_another_or_another_time(
    play: Callable[..., None], lie: dict[str, Any]
) -> None:
    play(**lie)
    assert refusal() == "provider_fails"


def test_refuses_a_token_that_the_provider_has_not_signed(play: Callable[..., None]) -> None:
    public = KEY.as_pem(private=False)
    forged = (
        unsigned(CLAIMS),
        signed(CLAIMS, OTHER),
        signed(CLAIMS, OctKey.import_key("chut" * 16), "HS256"),
        signed(CLAIMS, OctKey.import_key(urlsafe_b64encode(public).decode()), "HS256"),
        "x.y.z",
        "a.b.c.d.e",
        "",
        3,
    )
    for one in forged:
        play({"/token": {"access_token": "a", "id_token": one}})
        assert refusal() == "provider_fails"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize(
    "said",
    [
        NoAnswerError("timeout"),
        Answer(500, {}, b"{}"),
        Answer(302, {"location": "http://127.0.0.1/"}, b""),
        Answer(200, {}, b""),
        b"<html>",
        b"\xff\xfe",
        [],
        {},
        {"keys": 3, "issuer": ISSUER, "id_token": []},
        b"[" * 100_000,
    ],
)
def test_a_provider_that_is_silent_or_garbled_is_a_sentence(
    play: Callable[..., None], path: str, said: Any
) -> None:
    play({path: said})
    assert refusal() == "provider_fails"


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://autre.exemple.fr"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://comptes.exemple.fr/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"token_endpoint": None},
    ],
)
def test_refuses_addresses_that_no_provider_has(
    play: Callable[..., None], lie: dict[str, Any]
) -> None:
    play({"/.well-known/openid-configuration": SAID | lie})
    assert refusal() == "provider_fails"
    with pytest.raises(WikiError, match="provider_fails"):
        openid.begin(PROVIDER, BACK)


def test_refuses_an_answer_that_nobody_asked_for(play: Callable[..., None]) -> None:
    play()
    assert refusal(GIVEN | {"state": "d’un autre"}) == "provider_late"
    assert refusal({"code": "code"}) == "provider_late"
    assert refusal({"state": "state", "error": "access_denied"}) == "provider_declined"
    assert refusal({"state": "state"}) == "provider_fails"
    assert refusal(GIVEN | {"iss": "https://autre.exemple.fr"}) == "provider_fails"
    assert Played.heard == [] or all(one[0] == "GET" for one in Played.heard)


def test_a_silent_provider_is_left_alone_a_moment(play: Callable[..., None]) -> None:
    play({"/.well-known/openid-configuration": NoAnswerError("timeout")})
    assert refusal() == refusal() == "provider_fails"
    assert len(Played.heard) == 1


def test_keys_that_have_changed_are_asked_for_again(play: Callable[..., None]) -> None:
    play()
    finish()
    renewed = RSAKey.generate_key(2048, {"kid": "two"}, private=True)
    token = jwt.encode({"alg": "RS256", "kid": "two"}, dict(CLAIMS), renewed)
    Played.said["/keys"] = {"keys": [renewed.as_dict(private=False)]}
    Played.said["/token"] = {"access_token": "a", "id_token": token}
    assert finish().subject == "eva"


def test_what_is_inside_is_not_asked(inside: Flask) -> None:
    """The issuer alone may be inside: what it leads to is asked as any other server is."""
    door = openid.door_to("http://127.0.0.1:7878", "test", 1.0)
    assert door.opened == {("127.0.0.1", 7878)}
