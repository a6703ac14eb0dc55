"""Browsers that send files."""

from __future__ import annotations

import io
import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html,*/*"}


def token(client: FlaskClient) -> str:
    """The token of this browser's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', get(client, "/files/new").text)
    assert found
    return found.group(1)


def send(
    client: FlaskClient,
    data: bytes,
    name: str = "plan.png",
    headers: dict[str, str] = JSON,
    **fields: str,
) -> TestResponse:
    """Send a file as the editor does."""
    form = {"file": (io.BytesIO(data), name), **fields}
    return client.post("/files", data=form, headers=headers | {"X-CSRFToken": token(client)})


def get(client: FlaskClient, url: str, **headers: str) -> TestResponse:
    """What is at an address, read to its end."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(url, headers=named, buffered=True)


def browser(app: Flask, name: str) -> FlaskClient:
    """Somebody else's browser."""
    made = app.test_client()
    people.sign_in(made, app, name)
    return made
