"""A question to which nothing answers, mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.db import reading
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.search.models import SearchSpelling, SearchWord
from wiki.search.queries.mending import mended

Ask = Callable[..., Any]


@pytest.fixture
def act(ask: Ask) -> Ask:
    """Gives ``act(what, …)``: what alice does."""
    return lambda what, *arguments: ask(lambda: what(people.make("alice"), *arguments))


@pytest.fixture
def page(act: Ask) -> Any:
    """« Télécentres de Lozère »."""
    return act(save, Edit("Télécentres de Lozère", "Un café.\n", 0)).page


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("question", "proposed"),
    [
        ("lozre", "lozère"),
        ("telecntres LOZERRE", "télécentres lozère"),
        ("télécentre de lzoère", "télécentre de lozère"),
        ("bordeaux", None),
        ("bordeaux lozre", None),
        ("", None),
        ("\x00 %_*", None),
    ],
)
def test_what_is_proposed_has_an_answer(ask: Ask, question: str, proposed: str | None) -> None:
    assert ask(mended, question) == proposed


def test_the_words_follow_the_titles(ask: Ask, act: Ask, page: Any) -> None:
    def known() -> tuple[dict[str, int], int]:
        session = reading()
        words = session.execute(sa.select(SearchWord.word, SearchWord.names)).all()
        spelt = session.scalar(sa.select(sa.func.count()).select_from(SearchSpelling))
        return dict(words), spelt or 0

    act(rename, page.uid, "Le Comptoir")
    assert ask(known)[0] == {"télécentres": 1, "lozère": 1, "comptoir": 1}
    act(delete, page.uid)
    assert ask(known) == ({}, 0)
    act(bring_back, page.uid)
    assert ask(known)[0] == {"télécentres": 1, "lozère": 1, "comptoir": 1}


@pytest.mark.usefixtures("page")
def test_the_screen_asks_whether_that_was_meant(client: FlaskClient) -> None:
    text = client.get("/search?q=lozre").text
    assert "Vouliez-vous dire" in text
    assert 'href="/search?q=loz%C3%A8re"' in text
    assert "Vouliez-vous dire" not in client.get("/search?q=lozère").text
    assert "Vouliez-vous dire" not in client.get("/search?q=bordeaux").text
