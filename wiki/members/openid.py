"""Asking a provider who somebody is (OpenID Connect): code flow, PKCE, state and nonce."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.errors import Refused
from wiki.kernel.late import Late
from wiki.kernel.outbound import Door, NoAnswerError, NotAskedError, door_to
from wiki.members.keys import new_key
from wiki.members.providers import Provider

authlib, pkce = Late("authlib.oauth2.rfc6749.parameters"), Late("authlib.oauth2.rfc7636")
client_auth, claims = Late("authlib.oauth2.auth"), Late("authlib.oidc.core")
jwt, jwk, jws = Late("joserfc.jwt"), Late("joserfc.jwk"), Late("joserfc.jws")
errors = Late("joserfc.errors")
log = logging.getLogger(__name__)

#: Octets of an answer that are read, and seconds that a whole one is waited for.
LARGEST, PATIENCE = 200_000, 6.0
#: Seconds that what a provider says of itself is kept, and that one who was silent is left alone.
KEPT, SILENT = 600, 20
#: How far the clock of a provider may be from ours, in seconds.
LEEWAY = 90
#: Signatures that are read: those of a key that the provider alone holds.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_OK = 200
#: Longest subject (OpenID Connect Core, 2), address and name that are read.
SUBJECT_LENGTH, EMAIL_LENGTH, NAME_LENGTH = 255, 254, 200


@dataclass(frozen=True)
class Asked:
    """What is kept of a question, until the browser comes back with its answer."""

    provider: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Person:
    """Who somebody is, for a provider; the address counts when the provider has verified it."""

    issuer: str
    subject: str
    email: str = ""
    is_verified: bool = False
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        """The same as a session keeps it."""
        return asdict(self)


class _WrongError(Exception):
    """A provider answered what it should not: why, for the log alone."""


def begin(provider: Provider, back: str) -> tuple[str, Asked]:
    """Where to send the browser, which comes `back`; and what to keep. Raises `Refused`."""
    asked = Asked(provider.code, new_key(), new_key(), new_key())
    try:
        url = authlib.prepare_grant_uri(
            _said_of_itself(provider)["authorization_endpoint"],
            client_id=provider.client_id,
            response_type="code",
            redirect_uri=back,
            scope=provider.scope,
            state=asked.state,
            nonce=asked.nonce,
            code_challenge=pkce.create_s256_code_challenge(asked.verifier),
            code_challenge_method="S256",
        )
    except _failures() as error:
        raise _failed(provider, error) from error
    return str(url), asked


def finish(provider: Provider, asked: Asked, given: Mapping[str, str], back: str) -> Person:
    """Who came back with the answer `given`. Raises `Refused`."""
    if asked.provider != provider.code or not _same(given.get("state", ""), asked.state):
        raise Refused("provider_late")
    if given.get("error"):
        log.warning("%s: %s", provider.code, given["error"][:100])
        raise Refused("provider_declined", name=provider.name)
    try:
        return _person(provider, asked, given, back)
    except _failures() as error:
        raise _failed(provider, error) from error


def _person(provider: Provider, asked: Asked, given: Mapping[str, str], back: str) -> Person:
    said = _said_of_itself(provider)
    if given.get("iss") not in (None, said["issuer"]):
        raise _WrongError("an answer of another provider")
    token = _token(provider, said, given.get("code", ""), asked, back)
    known = _verified(provider, said, token, asked.nonce)
    if "email" not in known and "userinfo_endpoint" in said:
        known = _more(provider, said, token, known)
    subject, email = str(known["sub"]), known.get("email")
    if not 0 < len(subject) <= SUBJECT_LENGTH:
        raise _WrongError("a subject too long, or none")
    email = email if isinstance(email, str) and len(email) <= EMAIL_LENGTH else ""
    names = (known.get("name"), known.get("preferred_username"), known.get("given_name"))
    name = next((one for one in names if isinstance(one, str) and one.strip()), "")
    is_verified = bool(email) and known.get("email_verified") is True
    return Person(provider.issuer, subject, email, is_verified, name[:NAME_LENGTH])


def _token(
    provider: Provider, said: Mapping[str, Any], code: str, asked: Asked, back: str
) -> dict[str, Any]:
    body = authlib.prepare_token_request(
        "authorization_code", redirect_uri=back, code=code or None, code_verifier=asked.verifier
    )
    # RFC 6749, 2.3.1: both are encoded before they are put together.
    who, secret = (quote(one, safe="") for one in (provider.client_id, provider.client_secret))
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
    if not secret:
        way = "none"
    if way != "client_secret_basic":
        who, secret = provider.client_id, provider.client_secret
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    auth = client_auth.ClientAuth(who, secret, way)
    url, headers, body = auth.prepare("POST", said["token_endpoint"], headers, body)
    found = _json(provider, "POST", url, body.encode(), headers)
    if not isinstance(found.get("id_token"), str):
        raise _WrongError("no identity in the answer")
    return found


def _verified(
    provider: Provider, said: Mapping[str, Any], token: Mapping[str, Any], nonce: str
) -> dict[str, Any]:
    """What the provider has signed for us, now, about who is asked about."""
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    registry = jws.JWSRegistry(
        algorithms=[one for one in ALGORITHMS if one in offered], strict_check_header=False
    )
    try:
        read = jwt.decode(token["id_token"], _keys(provider, said), registry=registry)
    except errors.InvalidKeyIdError:  # its keys have changed since
        read = jwt.decode(token["id_token"], _keys(provider, said, anew=True), registry=registry)
    known = claims.CodeIDToken(
        read.claims,
        read.header,
        {
            "iss": {"essential": True, "value": said["issuer"]},
            "aud": {"essential": True, "value": provider.client_id},
        },
        {
            "nonce": nonce,
            "client_id": provider.client_id,
            "access_token": token.get("access_token"),
        },
    )
    known.validate(now=int(clock.now().timestamp()), leeway=LEEWAY)
    return dict(known)


def _more(
    provider: Provider,
    said: Mapping[str, Any],
    token: Mapping[str, Any],
    known: dict[str, Any],
) -> dict[str, Any]:
    """What the provider says beside, of the same person."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {token['access_token']}"}
    found = _json(provider, "GET", _https(provider, said["userinfo_endpoint"]), None, headers)
    if found.get("sub") != known["sub"]:
        raise _WrongError("what is said beside is of somebody else")
    return found | known


def _keys(provider: Provider, said: Mapping[str, Any], *, anew: bool = False) -> Any:
    return jwk.KeySet.import_key_set(_kept(provider, said["jwks_uri"], anew=anew))


def _said_of_itself(provider: Provider) -> dict[str, Any]:
    url = f"{provider.issuer}/.well-known/openid-configuration"
    said = _kept(provider, url)
    if str(said.get("issuer")).rstrip("/") != provider.issuer:
        raise _WrongError("it says to be another issuer")
    return said | {name: _https(provider, said.get(name)) for name in _ENDPOINTS}


def _https(provider: Provider, url: object) -> str:
    """An address of a provider: in clear on no network."""
    if not isinstance(url, str) or urlsplit(url).scheme not in (
        "https",
        urlsplit(provider.issuer).scheme,
    ):
        raise _WrongError("an address that is not in https")
    return url


def _kept(provider: Provider, url: str, *, anew: bool = False) -> dict[str, Any]:
    """What is at an address of a provider, asked for once in a while; silence is kept too."""
    kept: dict[str, tuple[float, Any]] = state().keep("members.openid", dict)
    now = clock.now().timestamp()
    until, found = kept.get(url, (0.0, None))
    if until <= now or (anew and found is not None):
        try:
            found, holds = _json(provider, "GET", url), KEPT
        except (NoAnswerError, NotAskedError, ValueError, _WrongError):
            kept[url] = (now + SILENT, None)
            raise
        kept[url] = (now + holds, found)
    if found is None:
        raise _WrongError("it did not answer a moment ago")
    return dict(found)


def _json(
    provider: Provider,
    method: str,
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    answer = _door(provider).ask(method, url, limit=LARGEST, body=body, headers=headers)
    if answer.status != _OK:
        raise _WrongError(f"{answer.status} at {url.partition('?')[0]}")
    found = json.loads(answer.body)
    if not isinstance(found, dict):
        raise _WrongError(f"no JSON object at {url.partition('?')[0]}")
    return found


def _door(provider: Provider) -> Door:
    """The way to a provider: inside our network, where it was named, and nowhere else."""
    return door_to(provider.issuer, "wiki-tiers-lieux", PATIENCE)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _failures() -> tuple[type[Exception], ...]:
    """All that comes of a provider that is silent, garbled or lying."""
    unread = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
    said = Late("authlib.common.errors").AuthlibBaseError
    return (_WrongError, NoAnswerError, NotAskedError, errors.JoseError, said, *unread)


def _failed(provider: Provider, error: Exception) -> Refused:
    log.warning("%s: %s: %s", provider.code, type(error).__name__, str(error)[:200])
    return Refused("provider_fails", name=provider.name)
