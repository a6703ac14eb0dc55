"""The people who send files, in a wiki whose context is open."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import people
from wiki.kernel.permissions import Actor


@pytest.fixture
def charlie(inside: Flask) -> Actor:
    """A member."""
    return people.make("charlie")


@pytest.fixture
def bob(inside: Flask) -> Actor:
    """A moderator."""
    return people.make("bob")
