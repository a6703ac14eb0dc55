"""The providers of accounts, as a deployment names them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wiki.kernel.settings import read_options
from wiki.members import subject
from wiki.members.providers import read_providers, take_providers

GOOD = {"name": "Le Réseau 33", "issuer": "https://comptes.exemple.fr/x", "client_id": "wiki"}


def test_a_provider_is_named_by_the_environment_or_the_file() -> None:
    secret = GOOD | {"client_secret": "chut"}
    environment = {"WIKI_OIDC": json.dumps([secret])}
    for config, around in (({}, environment), ({"WIKI_OIDC": [secret]}, {})):
        (made,) = read_options(subject.options, config, around)["WIKI_OIDC"]
        assert (made.code, made.name, made.scope) == (
            "le-reseau-33",
            "Le Réseau 33",
            "openid profile email",
        )
        assert made.client_secret == "chut"
        assert "chut" not in repr(made)
    assert read_options(subject.options, {}, {})["WIKI_OIDC"] == ()
    assert read_providers(" ") == ()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("{", "a JSON list is wanted"),
        ({"name": "x"}, "a list of providers"),
        (["x"], "a table of texts"),
        ([GOOD | {"client_id": 3}], "a table of texts"),
        ([{"name": "x", "issuer": "https://x.fr"}], "lacks client_id"),
        ([GOOD | {"clientsecret": "chut"}], "has no clientsecret"),
        ([GOOD | {"code": "A/B"}], "small letters"),
        ([GOOD | {"name": "漢"}], "small letters"),
        ([GOOD | {"issuer": "http://comptes.exemple.fr"}], "not an address in https"),
        ([GOOD | {"scope": "email"}], "has to name openid"),
        ([GOOD, GOOD], "the same code"),
    ],
)
def test_refuses_a_provider_that_could_not_serve(wrong: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        take_providers(wrong)
    assert "chut" not in str(caught.value)
    with pytest.raises(ValueError, match="WIKI_OIDC"):
        read_options(subject.options, {"WIKI_OIDC": wrong}, {})
