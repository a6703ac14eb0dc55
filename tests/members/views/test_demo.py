"""One-click links: only in a demonstration, only from this machine, only for its people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members.service.people import create_member
from wiki.members.views.demo import LoginLink, demo_login_links
from wiki.site.service import change_settings


def start(app: Flask, *, demo: bool = True) -> list[LoginLink]:
    with app.app_context():
        people.make_all()
        create_member(SYSTEM, "Odile de la démonstration", Role.MODERATOR)
        change_settings(SYSTEM, {"demo": demo})
        return demo_login_links()


def test_a_link_signs_in(app: Flask, client: FlaskClient) -> None:
    ((name, role, path),) = start(app)
    assert role == "Modérateur"
    assert name == "Odile de la démonstration"
    assert client.get(path).status_code == 303
    assert name in client.get("/account").text


def test_real_accounts_have_none(app: Flask) -> None:
    assert [link.name for link in start(app)] == ["Odile de la démonstration"]


def test_they_are_in_the_order_of_the_alphabet_accents_apart(app: Flask) -> None:
    with app.app_context():
        for name in ("Zoé Démo", "Éric Démo", "Fanny Démo"):
            create_member(SYSTEM, name, Role.MEMBER)
    names = [link.name for link in start(app)]
    assert names == ["Éric Démo", "Fanny Démo", "Odile de la démonstration", "Zoé Démo"]


def test_there_is_none_on_a_real_site(app: Flask, client: FlaskClient) -> None:
    assert start(app, demo=False) == []


def test_a_link_kept_from_a_demonstration_opens_nothing_later(
    app: Flask, client: FlaskClient
) -> None:
    ((_name, _role, path),) = start(app)
    with app.app_context():
        change_settings(SYSTEM, {"demo": False})
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("place", ["192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "", "x"])
def test_another_machine_is_refused(app: Flask, client: FlaskClient, place: str) -> None:
    ((_name, _role, path),) = start(app)
    assert client.get(path, environ_base={"REMOTE_ADDR": place}).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
def test_a_request_through_a_proxy_is_refused(app: Flask, client: FlaskClient, header: str) -> None:
    ((_name, _role, path),) = start(app)
    assert client.get(path, headers={header: "192.0.2.1"}).status_code == 403


def test_a_forged_or_changed_link_is_refused(app: Flask, client: FlaskClient) -> None:
    ((_name, _role, path),) = start(app)
    for forged in (path[:-1], path + "x", "/demo-login/x", "/demo-login/x.y.z"):
        assert client.get(forged).status_code == 403


def test_a_link_ends(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ((_name, _role, path),) = start(app)
    from itsdangerous import TimestampSigner

    later = timedelta(days=8).total_seconds()
    now = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(now(self) + later))
    assert client.get(path).status_code == 403
