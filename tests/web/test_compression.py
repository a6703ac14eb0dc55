"""Answers made small: when it is worth it, and only for who reads gzip."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from tests import people
from wiki.pages.service.save import Edit, save
from wiki.web.compression import reads_gzip
from wiki.web.static import manifest

PAGE = "/wiki/Le_quai"


@pytest.mark.parametrize(
    ("accepted", "is_read"),
    [("gzip, deflate, br", True), ("*", True), ("", False), ("gzip;q=0", False), ("br", False)],
)
def test_gzip_is_sent_to_who_reads_it(accepted: str, is_read: bool) -> None:
    assert reads_gzip(accepted) is is_read


def test_a_page_says_the_same_compressed_or_not(app: Flask) -> None:
    with app.app_context():
        save(people.make("alice"), Edit(title="Le quai", body="Un atelier.\n\n" * 200, base=0))
    client = app.test_client()
    for _ in range(2):  # made, then from memory
        plain = client.get(PAGE)
        packed = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) * 2 < len(plain.data)
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_built_text_was_compressed_by_the_build(assets: None, app: Flask) -> None:
    name = manifest()["wiki.css"].removeprefix("dist/")
    client = app.test_client()
    packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}, buffered=True)
    plain = client.get(f"/static/{name}", buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_type == plain.content_type == "text/css; charset=utf-8"
    assert "immutable" in packed.headers["Cache-Control"]
    assert gzip.decompress(packed.data) == plain.data


def test_what_is_small_already_goes_as_it_is(app: Flask) -> None:
    answer = app.test_client().get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
