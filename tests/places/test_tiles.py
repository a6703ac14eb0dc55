"""The background of the maps: nobody is asked for it unless a deployment says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from wiki.kernel.settings import read_options
from wiki.places import subject
from wiki.places.tiles import Tiles, tiles

URL = "https://tuiles.exemple/{z}/{x}/{y}.png"


def images(app: Flask) -> str:
    policy = app.test_client().get("/changes").headers["Content-Security-Policy"]
    return policy.partition("img-src ")[2].partition(";")[0]


def test_there_are_none_by_default(app: Flask) -> None:
    with app.app_context():
        assert tiles() is None
    assert images(app) == "'self' data:"


def test_the_deployment_chooses_them(make_app: Callable[..., Flask]) -> None:
    app = make_app(
        WIKI_TILES_URL=URL,
        WIKI_TILES_CREDIT="© Cartes libres https://cartes.exemple/licence",
        WIKI_TILES_MAX_ZOOM=17,
    )
    with app.app_context():
        assert tiles() == Tiles(URL, "© Cartes libres", "https://cartes.exemple/licence", 17)
    assert images(app) == "'self' data: https://tuiles.exemple"


def test_a_credit_may_have_no_address(make_app: Callable[..., Flask]) -> None:
    app = make_app(WIKI_TILES_URL=URL, WIKI_TILES_CREDIT="© Cartes libres")
    with app.app_context():
        found = tiles()
    assert found is not None
    assert (found.credit, found.credit_url) == ("© Cartes libres", "")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://{s}.tuiles.exemple/{z}/{x}/{y}.png", "https://*.tuiles.exemple"),
        ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080"),
        ("/tuiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_the_policy_names_their_host_alone(
    make_app: Callable[..., Flask], url: str, allowed: str
) -> None:
    assert images(make_app(WIKI_TILES_URL=url)) == f"'self' data: {allowed}".strip()


@pytest.mark.parametrize(
    "url",
    [
        "https://tuiles.exemple/",
        "https://tuiles.exemple/{z}/{x}.png",
        "tuiles.exemple/{z}/{x}/{y}.png",
        "javascript:{z}{x}{y}",
        "https://a.exemple; script-src 'unsafe-inline'/{z}/{x}/{y}",
        "https://a b.exemple/{z}/{x}/{y}",
        "https://nom:secret@a.exemple/{z}/{x}/{y}",
    ],
)
def test_refuses_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="WIKI_TILES_URL: the address of tiles"):
        read_options(subject.options, {}, {"WIKI_TILES_URL": url})
