"""Programs that use the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import people
from wiki.members.service.tokens import create_token

#: A call to the API: `call("PUT", "/pages/Accueil", {"body": …}, **headers)`.
Call = Callable[..., TestResponse]


@pytest.fixture
def program(app: Flask) -> Callable[..., Call]:
    """Gives ``program(name)``: calls to the API with a token of that person; None: without."""

    def program_(name: str | None = "alice", scope: str = "all") -> Call:
        headers = {}
        if name is not None:
            with app.app_context():
                token = create_token(people.make(name), "essai", (scope,))
            headers["Authorization"] = f"Bearer {token}"

        def call(method: str, path: str, json: Any = None, **more: str) -> TestResponse:
            given = headers | {key.replace("_", "-"): value for key, value in more.items()}
            return app.test_client().open(f"/api/v1{path}", method=method, json=json, headers=given)

        return call

    return program_


@pytest.fixture
def call(program: Callable[..., Call]) -> Call:
    """Calls with a token of alice."""
    return program("alice")
