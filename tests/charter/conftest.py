"""What the tests of the charters share."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.charter.made import Made


@pytest.fixture
def made(inside: Flask) -> Made:
    """A charter whose draft is written."""
    return Made(inside)
