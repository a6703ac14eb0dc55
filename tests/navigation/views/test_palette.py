"""The palette: what the one who asks may do, from where they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from wiki.extension import SUBJECTS
from wiki.pages.models import Page

Write = Callable[..., Page]


@pytest.mark.parametrize("about", ["Le_Comptoir", "Le_Comptoir/history", "Le_Comptoir/diff/1..2"])
def test_it_is_about_the_page_of_the_screen(write: Write, client: FlaskClient, about: str) -> None:
    write("Le Comptoir")
    text = client.get(f"/palette?about={about}").text
    assert 'data-group="Le Comptoir"' in text
    assert 'href="/wiki/Le_Comptoir/history"' in text
    assert 'href="/wiki/Le_Comptoir/talk"' in text


def test_it_offers_what_one_may_do(
    write: Write, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    write("Le Comptoir")
    address = "/palette?about=Le_Comptoir"
    for reader, renames, settles in (
        (client, False, False),
        (sign_in("charlie"), True, False),
        (sign_in("alice"), True, True),
    ):
        text = reader.get(address).text
        assert ('href="/wiki/Le_Comptoir/rename"' in text) == renames
        assert ('href="/admin/settings"' in text) == settles
        assert ("data-write" in text) == renames


def test_it_leads_to_every_screen_of_the_administration(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    lines = [entry for one in SUBJECTS for entry in one.menu if entry.group]
    with app.test_request_context():
        addresses = {url_for(entry.endpoint) for entry in lines}
    assert "/pending" in addresses
    offered = sign_in("alice").get("/palette?about=").text
    assert [one for one in addresses if f'href="{one}"' not in offered] == []
    assert 'href="/pending"' not in client.get("/palette?about=").text


@pytest.mark.parametrize("about", ["", "Rien", "%00", "a/b/c/d/e", "x" * 5000, "[["])
def test_elsewhere_it_is_about_no_page(client: FlaskClient, about: str) -> None:
    answer = client.get(f"/palette?about={about}")
    assert answer.status_code in (200, 400)
    assert "/history" not in answer.text
