"""The providers of accounts (OpenID Connect) that a deployment names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wiki.kernel.db import state
from wiki.language.folding import fold

#: What is asked of a provider unless its entry says otherwise.
SCOPE = "openid profile email"
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WANTED, _MORE = {"name", "issuer", "client_id"}, {"code", "client_secret", "scope"}
#: The machine itself, which alone is asked without https.
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """One of them: `code` stands in addresses, `name` on its button; no slash ends `issuer`."""

    code: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scope: str = SCOPE


def read_providers(raw: str) -> tuple[Provider, ...]:
    """The providers that a JSON list names, as the environment gives it. Raises `ValueError`."""
    try:
        found = json.loads(raw) if raw.strip() else []
    except ValueError as error:
        raise ValueError("a JSON list is wanted") from error
    return take_providers(found)


def take_providers(found: Any) -> tuple[Provider, ...]:
    """The same, out of a list of tables. Raises `ValueError`, which never says a secret."""
    if isinstance(found, str):
        return read_providers(found)
    if not isinstance(found, list | tuple):
        raise ValueError("a list of providers is wanted")  # noqa: TRY004 - an option says so
    made = tuple(one if isinstance(one, Provider) else _one(one) for one in found)
    if len({one.code for one in made}) < len(made):
        raise ValueError("two providers have the same code")
    return made


def _one(table: Any) -> Provider:
    if not isinstance(table, Mapping) or not all(isinstance(one, str) for one in table.values()):
        raise ValueError("each provider is a table of texts")
    if missing := _WANTED - {name for name, value in table.items() if value}:
        raise ValueError(f"a provider lacks {min(missing)}")
    if unknown := set(table) - _WANTED - _MORE:
        raise ValueError(f"a provider has no {min(unknown)}")
    code = table.get("code") or "-".join(re.findall(r"[a-z0-9]+", fold(table["name"])))
    if not _CODE.fullmatch(code):
        raise ValueError(f"the code of a provider is of small letters and digits: {code!r}")
    parts = urlsplit(table["issuer"])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise ValueError(f"{table['issuer']!r} is not an address in https")
    if "openid" not in (scope := table.get("scope", SCOPE)).split():
        raise ValueError("the scope of a provider has to name openid")
    given = {name: table[name] for name in _WANTED} | {"issuer": table["issuer"].rstrip("/")}
    return Provider(code, client_secret=table.get("client_secret", ""), scope=scope, **given)


def providers() -> tuple[Provider, ...]:
    """Those of this wiki, in the order in which they were named."""
    return tuple(state().options["WIKI_OIDC"]) if state().is_standalone else ()


def provider(code: str) -> Provider | None:
    """The provider of an address."""
    return next((one for one in providers() if one.code == code), None)
