"""The headers of every answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.pages.service.save import Edit, save
from wiki.web.static import manifest

PATHS = ["/changes", "/wiki/Nulle_part", "/login", "/api/v1/pages", "/search?q=a", "/changes.atom"]


def _policy(client: FlaskClient, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_guarded(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    policy = _policy(client, path)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Referrer-Policy" in answer.headers
    assert "Cache-Control" in answer.headers


def test_an_asset_says_only_what_no_page_it_is_needs(client: FlaskClient, assets: None) -> None:
    with client.get(f"/static/{manifest()['wiki.css'].removeprefix('dist/')}") as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" not in headers
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_from_inside_a_page(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "javascript:" not in text


def test_only_the_page_that_is_never_kept_has_a_nonce(app: Flask) -> None:
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    answers = [client.get("/wiki/Lieu/edit") for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    assert all("style-src 'self' 'nonce-" in policy for policy in policies)
    assert policies[0] != policies[1]
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)
    assert all(
        "nonce" not in policy.partition("script-src")[2].partition(";")[0] for policy in policies
    )


def test_frames_are_those_of_the_admitted_videos(make_app: Callable[..., Flask]) -> None:
    some = make_app(WIKI_VIDEO_HOSTS=("vimeo.com", "unknown.example")).test_client()
    assert _policy(some, "/changes")["frame-src"] == "'self' https://player.vimeo.com"
    none = make_app(WIKI_VIDEO_HOSTS=()).test_client()
    assert _policy(none, "/changes")["frame-src"] == "'self'"


SECURE = "https://localhost"


def test_safe_transport_is_promised_only_where_it_is_asked_for(
    make_app: Callable[..., Flask],
) -> None:
    silent = make_app().test_client().get("/changes", base_url=SECURE)
    assert "Strict-Transport-Security" not in silent.headers
    client = make_app(WIKI_HSTS=31536000).test_client()
    for path in (*PATHS, "/static/unknown.css", "/nowhere"):
        promised = client.get(path, base_url=SECURE).headers.getlist("Strict-Transport-Security")
        assert promised == ["max-age=31536000"], path


@pytest.mark.parametrize("first", ["http://localhost", SECURE])
def test_safe_transport_is_promised_over_safe_transport_alone(
    make_app: Callable[..., Flask], first: str
) -> None:
    app = make_app(WIKI_HSTS=3600)
    with app.app_context():
        save(people.make("charlie"), Edit("Lieu", "Un café.", 0))
    client = app.test_client()
    for base in (first, "http://localhost", SECURE, "http://localhost", SECURE):
        answer = client.get("/wiki/Lieu", base_url=base)
        assert ("Strict-Transport-Security" in answer.headers) == (base == SECURE)


def test_the_cookie_of_a_session_stays_in_its_browser(app: Flask) -> None:
    client = app.test_client()
    cookie = client.get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wiki_served_safely_sends_its_cookie_safely(make_app: Callable[..., Flask]) -> None:
    client = make_app(WIKI_PUBLIC_URL="https://wiki.exemple.fr").test_client()
    answer = client.get("/login", base_url="https://wiki.exemple.fr")
    assert "Secure" in answer.headers["Set-Cookie"]
