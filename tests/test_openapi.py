"""The OpenAPI document tells what the API does, and the API does what it tells."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
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
from wiki.discussions.queries.threads import about
from wiki.discussions.service.speak import Words, open_thread
from wiki.members.service.tokens import create_token
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.web.api import PREFIX
from wiki.web.api_schema import WORDS, names_of

#: The same cases each time, as many as a minute takes.
BOUNDED = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"


@pytest.fixture(scope="module")
def wiki(sqlite_databases: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A wiki with a page that has a history."""
    url = sqlite_databases.fresh("openapi", upgraded, "openapi")
    folder = tmp_path_factory.mktemp("data")
    app = create_app(
        {
            "WIKI_DATABASE_URL": url,
            "WIKI_DATA_DIR": str(folder),
            "WIKI_WORKER": False,
            "WIKI_SAVES_PER_MINUTE": 0,
        }
    )
    with app.app_context():
        alice = people.make("alice")
        for base in range(3):
            page = save(alice, Edit("Accueil", f"# Titre\n\nTexte {base}.", base)).page
        open_thread(alice, "page", page.uid, "Un sujet", Words("Une question."))
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


@pytest.fixture(scope="module")
def thread(wiki: Flask) -> str:
    """The identifier of a thread that is there."""
    with wiki.app_context():
        return about("page", pages.get("Accueil").uid).rows[0].uid


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


def test_the_examples_of_the_reference_work(wiki: Flask, token: str) -> None:
    """Every `curl` of the page, in its order."""
    text = REFERENCE.read_text("utf-8").replace("\\\n", " ")
    text = text.replace("$WIKI", "").replace("$JETON", token)
    commands = re.findall(r"^curl (.*)$", text, re.MULTILINE)
    assert len(commands) >= 15
    for command in commands:
        given = curl(command)
        answer = wiki.test_client().open(**given)
        assert answer.status_code in (200, 201), (command, answer.text)


def curl(command: str) -> dict[str, Any]:
    """What a `curl` command sends, for the test client."""
    options: dict[str, list[str]] = {}
    words = iter(shlex.split(command))
    for word in words:
        name = word if word.startswith("-") else ""
        options.setdefault(name, []).append(next(words) if name else word)
    headers = dict(header.split(": ", 1) for header in options.get("-H", []))
    method = options.get("-X", ["GET"])[0]
    data = "".join(options.get("-d", [])) or None
    return {"path": options[""][0], "method": method, "headers": headers, "data": data}


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def try_out(
    described: Any, mode: GenerationMode, headers: dict[str, str], aim: Any
) -> Counter[int]:
    """Send each operation what is generated for it; counts the statuses of the answers."""
    seen: Counter[int] = Counter()

    def send(case: Any) -> None:
        aim(case)
        seen[case.call_and_validate(headers=headers, checks=CHECKS).status_code] += 1

    for found in described.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
            continue  # nothing can be sent wrong
        cases = operation.as_strategy(generation_mode=mode)
        BOUNDED(given(case=cases)(send))()
    return seen


def nowhere(_case: Any, **_: str) -> None:
    """Leave the case as it is generated."""


def at_home(case: Any, thread: str) -> None:
    """Send the case to a page or a thread that is there, and about revisions that it may have."""
    if "uid" in case.path_parameters:
        case.path_parameters["uid"] = thread
    if "title" in case.path_parameters and case.method != "DELETE":
        case.path_parameters["title"] = "Accueil"
    for part in (case.path_parameters, case.query, case.body):
        for name in ("number", "base_revision", "from", "to", "rev"):
            if isinstance(part, dict) and isinstance(part.get(name), int):
                part[name] = part[name] % 4 + 1
    if "If-Match" in case.headers:
        del case.headers["If-Match"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "aim", "status"),
    [
        (GenerationMode.POSITIVE, at_home, 200),
        (GenerationMode.POSITIVE, nowhere, 404),
        (GenerationMode.NEGATIVE, nowhere, 422),
    ],
)
def test_the_api_does_what_it_tells(
    wiki: Flask, token: str, thread: str, mode: GenerationMode, aim: Any, status: int
) -> None:
    described = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", wiki)
    # In process, nobody unpacks what the wiki compresses.
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    seen = try_out(described, mode, headers, partial(aim, thread=thread))
    assert seen[status] > seen.total() / 4, seen
