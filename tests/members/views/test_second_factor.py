"""The second factor over HTTP: set from one's account, asked for at the door, never bypassed."""

from __future__ import annotations

import re

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import PASSWORD, post
from wiki.kernel import clock
from wiki.kernel.permissions import SYSTEM
from wiki.members.service.people import create_member
from wiki.members.views.demo import demo_login_links
from wiki.site.service import change_settings


def set_up(client: FlaskClient, password: str = PASSWORD) -> tuple[str, list[str]]:
    """Set it as a person does; returns the secret and the recovery codes."""
    assert post(client, "/account/second-factor", password=password).status_code == 303
    shown = client.get("/account/second-factor").text
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in shown or "<svg " in shown
    secret = shown.partition('id="secret">')[2].partition("</code>")[0].replace(" ", "")
    answer = post(client, "/account/second-factor/confirm", code="000000")
    assert answer.status_code == 422
    code = pyotp.TOTP(secret).at(clock.now())
    codes = post(client, "/account/second-factor/confirm", code=code).text
    found = re.findall(r"<li><code>([a-z0-9-]+)</code></li>", codes)
    assert len(found) == 10
    assert found[0] not in client.get("/account/second-factor").text
    return secret, found


def test_it_is_set_asked_for_and_taken_off(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    _, codes = set_up(client)
    assert "en place" in client.get("/account").text
    other = app.test_client()
    answer = post(other, "/login", identifier="charlie", password=PASSWORD, next="/members")
    assert answer.headers["Location"] == "/login/code?next=/members"
    assert other.get("/account").status_code == 403
    shown = post(other, "/login/code", code="123456", next="/members")
    assert shown.status_code == 422
    assert 'value="/members"' in shown.text
    answer = post(other, "/login/code", code=codes[0], next="/members")
    assert answer.headers["Location"] == "/members"
    assert other.get("/account").status_code == 200
    assert post(client, "/account/second-factor/off", password="faux").status_code == 422
    assert post(client, "/account/second-factor/off", password=PASSWORD).status_code == 303
    third = app.test_client()
    answer = post(third, "/login", identifier="charlie", password=PASSWORD)
    assert answer.headers["Location"] == "/"


def test_who_comes_to_the_second_step_without_the_first_signs_in(client: FlaskClient) -> None:
    assert client.get("/login/code").headers["Location"] == "/login"
    assert post(client, "/login/code", code="123456").headers["Location"] == "/login?told=late"


def test_people_of_the_demonstration_may_try_it(app: Flask) -> None:
    with app.app_context():
        create_member(SYSTEM, "Camille", people.ROLES["charlie"])
        change_settings(SYSTEM, {"demo": True})
        ((_, _, link),) = demo_login_links()
    client = app.test_client()
    assert client.get(link).status_code == 303
    _, codes = set_up(client, "")
    other = app.test_client()
    assert other.get(link).headers["Location"] == "/login/code"
    assert post(other, "/login/code", code=codes[0]).status_code == 303
    assert other.get("/account").status_code == 200


def test_who_administers_is_led_to_it_where_the_site_asks(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    with app.app_context():
        uid = people.queries.members_named("alice")[0].uid
        change_settings(SYSTEM, {"second_factor": True})
    answer = client.get("/admin/settings")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-factor")
    assert "attendent" in client.get("/account/second-factor").text
    assert post(client, f"/admin/people/{uid}/deactivate").status_code == 403
    set_up(client)
    assert client.get("/admin/settings").status_code == 200


@pytest.mark.parametrize("path", ["/account/second-factor", "/account/second-factor/off"])
def test_refuses_a_visitor(client: FlaskClient, path: str) -> None:
    assert post(client, path, password=PASSWORD).status_code == 403
