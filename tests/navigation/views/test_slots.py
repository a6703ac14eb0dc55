"""What stands under a page: the pages that it resembles."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.bin import delete

FILED = ":::{catégories} Lieux\n"


def test_a_page_in_the_bin_is_named_by_none(
    app: Flask,
    write: Callable[..., Page],
    client: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
) -> None:
    write("Le quai", FILED)
    thrown = write("Un affront", FILED)
    readers = (client, sign_in("bob"))
    assert all("Un affront" in who.get("/wiki/Le_quai").text for who in readers)
    with app.app_context():
        delete(people.make("alice"), thrown.uid)
    assert not any("Un affront" in who.get("/wiki/Le_quai").text for who in readers)
