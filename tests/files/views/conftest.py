"""Browsers of those who send files."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people


@pytest.fixture
def charlie(client: FlaskClient, app: Flask) -> FlaskClient:
    """A member's browser."""
    people.sign_in(client, app, "charlie")
    return client
