"""What is attacked: a wiki with its people, and a few pages that tell themselves apart."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import people
from wiki.kernel.permissions import Actor
from wiki.pages.service.save import Edit, save


@pytest.fixture
def actors(app: Flask) -> dict[str, Actor]:
    """Alice, bob, charlie and dora, with two pages by alice."""
    with app.app_context():
        made = people.make_all()
        save(made["alice"], Edit("Secret", "secret " * 300, 0))
        save(made["alice"], Edit("Autre", "autre " * 300, 0))
    return made
