"""What a device is asked for, and whether its answer holds (WebAuthn).

What a maker certifies of its devices is neither asked for nor read: it says which one somebody has.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from wiki.kernel.errors import Refused
from wiki.kernel.late import Late

webauthn, helpers = Late("webauthn"), Late("webauthn.helpers")
structs, exceptions = Late("webauthn.helpers.structs"), Late("webauthn.helpers.exceptions")
#: How long a browser waits for its user, in milliseconds.
PATIENCE = 120_000
#: Longest answer that is read, in characters, and longest name that a device gives to a key.
ANSWER_LENGTH, CREDENTIAL_LENGTH = 20_000, 1_400


@dataclass(frozen=True)
class Realm:
    """Where keys hold: the name of the host, and the origin that a browser says it is on."""

    host: str
    origin: str
    #: What the device calls it.
    name: str = ""

    @property
    def takes_keys(self) -> bool:
        """Whether browsers make keys there: https and a name, or the machine itself."""
        if self.host == "localhost":
            return True
        try:
            ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https://")
        return False


def realm_of(address: str, name: str = "") -> Realm:
    """The realm of an address of the wiki."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return Realm(host, f"{parts.scheme}://{host}{port}", name)


@dataclass(frozen=True)
class Owner:
    """Whose key it is: what the device keeps beside it, and shows when there are several."""

    handle: str
    name: str


@dataclass(frozen=True)
class Made:
    """A key that a device has made."""

    credential: str
    public_key: str
    sign_count: int
    transports: str
    is_synced: bool


@dataclass(frozen=True)
class Known:
    """A key that is known: what the device calls it, and how it is reached."""

    credential: str
    transports: str = ""


def asked_to_make(
    realm: Realm, challenge: str, owner: Owner, known: Sequence[Known]
) -> dict[str, Any]:
    """What the browser is told for a new key, which its owner's finger, face or code opens."""
    options = webauthn.generate_registration_options(
        rp_id=realm.host,
        rp_name=realm.name or realm.host,
        user_id=owner.handle.encode(),
        user_name=owner.name,
        challenge=challenge.encode(),
        timeout=PATIENCE,
        attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(known),
    )
    return dict(json.loads(webauthn.options_to_json(options)))


def asked_to_sign(realm: Realm, challenge: str, known: Sequence[Known] = ()) -> dict[str, Any]:
    """What the browser is told to sign with; no key is named where nobody is known yet."""
    options = webauthn.generate_authentication_options(
        rp_id=realm.host,
        challenge=challenge.encode(),
        timeout=PATIENCE,
        allow_credentials=_described(known),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(webauthn.options_to_json(options)))


def _described(known: Sequence[Known]) -> list[Any]:
    return [
        structs.PublicKeyCredentialDescriptor(
            id=webauthn.base64url_to_bytes(one.credential),
            transports=[structs.AuthenticatorTransport(way) for way in one.transports.split()],
        )
        for one in known
    ]


def made(answer: str, challenge: str, realm: Realm) -> Made:
    """The key that an answer holds. Raises `Refused`."""
    try:
        given = helpers.parse_registration_credential_json(_bounded(answer))
        held = helpers.parse_cbor(given.response.attestation_object)
        said = {"fmt": "none", "attStmt": {}, "authData": held["authData"]}
        given.response.attestation_object = helpers.encode_cbor(said)
        found = webauthn.verify_registration_response(
            credential=given,
            expected_challenge=challenge.encode(),
            expected_rp_id=realm.host,
            expected_origin=realm.origin,
            require_user_verification=True,
        )
    except _wrong() as error:
        raise Refused("passkey_wrong") from error
    ways = {way.value for way in given.response.transports or ()}
    credential = _written(found.credential_id)
    if len(credential) > CREDENTIAL_LENGTH:
        raise Refused("passkey_wrong")
    public_key = _written(found.credential_public_key)
    return Made(
        credential, public_key, found.sign_count, " ".join(sorted(ways)), found.credential_backed_up
    )


@dataclass(frozen=True)
class Signed:
    """An answer signed with a key: how often it has signed, and whose the device says it is."""

    sign_count: int
    handle: str
    is_synced: bool


def credential_in(answer: str) -> str:
    """The key that an answer says to be signed with. Raises `Refused`."""
    try:
        return _written(helpers.parse_authentication_credential_json(_bounded(answer)).raw_id)
    except _wrong() as error:
        raise Refused("passkey_wrong") from error


def signed(answer: str, challenge: str, realm: Realm, public_key: str) -> Signed:
    """What an answer says, that a key has signed; how often is for the caller to judge.

    Raises `Refused`.
    """
    try:
        given = helpers.parse_authentication_credential_json(_bounded(answer))
        found = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge.encode(),
            expected_rp_id=realm.host,
            expected_origin=realm.origin,
            credential_public_key=webauthn.base64url_to_bytes(public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
        handle = (given.response.user_handle or b"").decode()
    except _wrong() as error:
        raise Refused("passkey_wrong") from error
    return Signed(found.new_sign_count, handle, found.credential_backed_up)


def is_behind(kept: int, said: int) -> bool:
    """Whether a key has signed no more often than it had before: then there are two of it."""
    return (kept > 0 or said > 0) and said <= kept


def _bounded(answer: str) -> str:
    if len(answer) > ANSWER_LENGTH:
        raise ValueError("longer than the answer of any browser")
    return answer


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _wrong() -> tuple[type[Exception], ...]:
    """What the library raises for an answer that does not hold, or that nobody can read."""
    unread = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
    return (exceptions.WebAuthnException, *unread)
