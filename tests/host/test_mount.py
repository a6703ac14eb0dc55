"""Under a prefix, mounted inside another application, under plain WSGI and under ASGI."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from tests.host.conftest import write
from wiki.asgi import wrap

LINK = re.compile(r'(?:href|src|action|data-[a-z]+)="(/[^"]*)"')


@pytest.fixture
def mounted(host: Flask) -> Client:
    """The host under `/site`, its wiki therefore under `/site/docs`."""
    write(host, "Accueil", "Voir [[Charte]] et [[Rien encore]].")
    write(host, "Charte", "Voir [[Accueil]].")
    return Client(DispatcherMiddleware(Flask("front"), {"/site": host}))


@pytest.mark.parametrize(
    "address",
    [
        "/wiki/Accueil",
        "/wiki/Accueil/history",
        "/wiki/Accueil?rev=1",
        "/wiki/Accueil/backlinks",
        "/wiki/Rien",
        "/changes",
        "/search?q=charte",
        "/files",
        "/login",
    ],
)
def test_every_address_on_a_page_is_under_the_mount(mounted: Client, address: str) -> None:
    for _ in range(2):  # made, then kept
        page = mounted.get(f"/site/docs{address}").text
        outside = [link for link in LINK.findall(page) if not link.startswith("/site/docs/")]
        assert outside == []


def test_addresses_of_a_page_lead_somewhere(mounted: Client) -> None:
    page = mounted.get("/site/docs/wiki/Accueil").text
    links = {link.partition("#")[0] for link in LINK.findall(page)}
    statuses = {}
    for link in links:
        with mounted.get(link) as answer:
            statuses[link] = answer.status_code
    assert {link for link, status in statuses.items() if status >= 500} == set()
    lost = {link for link, status in statuses.items() if status == 404}
    assert lost <= {"/site/docs/login"}


def test_a_preview_is_under_the_mount_too(host: Flask, mounted: Client) -> None:
    host.config["WTF_CSRF_ENABLED"] = False
    mounted.get("/site/sign-in/alice")
    answer = mounted.post("/site/docs/preview", data={"body": "[[Charte]]"})
    assert 'href="/site/docs/wiki/Charte"' in answer.text


def test_two_mounts_of_one_application_do_not_mix(host: Flask) -> None:
    write(host, "Accueil", "Voir [[Charte]].")
    front = Client(DispatcherMiddleware(Flask("front"), {"/a": host, "/b": host}))
    for mount in ("/a", "/b", "/a"):
        assert (
            f'href="{mount}/docs/wiki/Charte/edit"' in front.get(f"{mount}/docs/wiki/Accueil").text
        )


def test_a_redirect_stays_under_the_mount(mounted: Client) -> None:
    assert mounted.get("/site/docs/").location == "/site/docs/wiki/Accueil"
    assert mounted.get("/site/docs/wiki/accueil").location == "/site/docs/wiki/Accueil"


def test_the_language_comes_back_to_the_page(mounted: Client) -> None:
    page = mounted.get("/site/docs/wiki/Accueil").text
    switch = next(link for link in LINK.findall(page) if "/language" in link)
    answer = mounted.get(switch.replace("&amp;", "&"))
    assert answer.location == "/site/docs/wiki/Accueil"


def test_under_plain_wsgi_nothing_runs_beside(host: Flask, visitor: FlaskClient) -> None:
    write(host, "Accueil", "Bienvenue.")
    before = threading.active_count()
    page = visitor.get("/docs/wiki/Accueil").text
    assert threading.active_count() == before
    assert "data-live" not in page


def test_a_host_may_have_no_prefix(make_host: Callable[..., Flask]) -> None:
    host = make_host("")
    write(host, "Charte", "Bienvenue.")
    client = host.test_client()
    assert "Accueil de l’hôte" in client.get("/").text  # its own comes first
    assert "Bienvenue." in client.get("/wiki/Charte").text


def test_wrapping_leaves_the_application_as_it_was(host: Flask) -> None:
    before = host.wsgi_app
    wrap(host)
    assert host.wsgi_app == before
