"""How a server is named."""

from __future__ import annotations

import pytest

from wiki.mail.transport import Server, server


def test_a_server_is_named_by_an_address() -> None:
    named = server("starttls://wiki%40exemple.fr:p%40ss@mail.exemple.fr")
    assert named == Server("starttls", "mail.exemple.fr", 587, "wiki@exemple.fr", "p@ss")


def test_each_way_has_its_port() -> None:
    urls = ("smtp://h", "starttls://h", "smtps://h", "smtp://h:2525")
    assert [made.port for url in urls if (made := server(url))] == [25, 587, 465, 2525]


def test_no_address_is_no_server() -> None:
    assert server("") is None


@pytest.mark.parametrize("url", ["http://mail.exemple.fr", "mail.exemple.fr:25", "smtp://"])
def test_an_address_that_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="WIKI_SMTP_URL"):
        server(url)
