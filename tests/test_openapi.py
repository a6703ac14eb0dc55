"""The OpenAPI document tells what the API does, and the API does what it tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import people
from tests.conftest import upgraded
from tests.databases import SQLite
from wiki.app import create_app
from wiki.members.service.tokens import create_token
from wiki.pages.service.save import Edit, save
from wiki.web.api import PREFIX
from wiki.web.api_schema import WORDS, names_of

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"


@pytest.fixture(scope="module")
def wiki(sqlite_databases: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A wiki with a page that has a history."""
    url = sqlite_databases.fresh("openapi", upgraded, "openapi")
    folder = tmp_path_factory.mktemp("data")
    app = create_app({"WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(folder), "WIKI_WORKER": False})
    with app.app_context():
        alice = people.make("alice")
        for base in range(3):
            save(alice, Edit("Accueil", f"# Titre\n\nTexte {base}.", base))
    yield app
    app.extensions["wiki"].database.engine.dispose()


@pytest.fixture(scope="module")
def document(wiki: Flask) -> dict[str, Any]:
    """The document, as a program gets it."""
    answer = wiki.test_client().get(f"{PREFIX}/openapi.json")
    assert answer.status_code == 200
    return dict(answer.get_json())


@pytest.fixture(scope="module")
def token(wiki: Flask) -> str:
    """A token of alice, who may do everything."""
    with wiki.app_context():
        return create_token(people.make("alice"), "essai", ("all",))


def operations(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Method and path of every operation described."""
    return {(method.upper(), path) for path, known in document["paths"].items() for method in known}


def test_every_route_of_the_api_is_described(wiki: Flask, document: dict[str, Any]) -> None:
    routes = set()
    for rule in wiki.url_map.iter_rules():
        if rule.rule.startswith(PREFIX) and not rule.rule.endswith("/openapi.json"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX))
            routes |= {(method, path) for method in rule.methods or ()}
    described = operations(document)
    assert {route for route in routes if route[0] not in ("HEAD", "OPTIONS")} == described


def test_every_operation_has_its_own_name(document: dict[str, Any]) -> None:
    names = [known["operationId"] for path in document["paths"].values() for known in path.values()]
    assert len(set(names)) == len(names)


def test_only_words_that_are_checked_constrain(document: dict[str, Any]) -> None:
    schemas = list(document["components"]["schemas"].values())
    for path in document["paths"].values():
        for known in path.values():
            schemas += [parameter["schema"] for parameter in known["parameters"]]
    assert names_of(schemas) <= WORDS


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert named == document["components"]["schemas"].keys() & named
    assert named


def test_a_prefix_is_in_the_addresses(sqlite_databases: SQLite, tmp_path: Path) -> None:
    from wiki import Wiki

    host = Flask("host")
    host.config.update(SECRET_KEY="x", WIKI_DATA_DIR=str(tmp_path))
    host.config["WIKI_DATABASE_URL"] = sqlite_databases.fresh("prefix", upgraded, "openapi")
    Wiki(host, url_prefix="/docs")
    document = host.test_client().get("/docs/api/v1/openapi.json").get_json()
    assert document["servers"] == [{"url": "/docs/api/v1"}]
    assert ("GET", "/pages/{title}") in operations(document)
    assert host.test_client().get("/docs/api/v1/pages").get_json()["pages"] == []
    host.extensions["wiki"].database.engine.dispose()


def test_the_reference_has_every_operation_and_no_other(document: dict[str, Any]) -> None:
    text = REFERENCE.read_text("utf-8")
    named = set(re.findall(r"^### `(GET|POST|PUT|DELETE) (/\S*)`", text, re.MULTILINE))
    assert named == operations(document)


@pytest.fixture(scope="module")
def api_schema(wiki: Flask) -> Any:
    """The document as schemathesis reads it."""
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", wiki)


schema = schemathesis.pytest.from_fixture("api_schema")


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_does_what_it_tells(case: Any, token: str) -> None:
    case.call_and_validate(
        headers={"Authorization": f"Bearer {token}"},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
