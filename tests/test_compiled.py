"""What wikis of tests share holds nothing of one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from types import MethodType

import pytest
from flask import Blueprint, Flask, current_app

from tests.compiled import attach_once, holds_a_wiki

APP = Flask(__name__, static_folder=None)


def plain() -> str:
    return current_app.name


def about(app: object) -> str:
    return str(app)


def closing_over(held: object) -> Callable[[], str]:
    @wraps(plain)
    def view() -> str:
        return f"{held}{plain()}"

    return view


def given(held: object = APP) -> str:
    return str(held)


HOLDING = (
    closing_over(APP),
    closing_over(closing_over(APP)),
    partial(about, APP),
    MethodType(about, APP),
    given,
)


@pytest.mark.parametrize("view", HOLDING)
def test_a_view_made_for_one_wiki_is_found(view: Callable[[], str]) -> None:
    assert holds_a_wiki(view)
    root = Blueprint("wiki", __name__)
    root.add_url_rule("/", "made", view)
    with pytest.raises(AssertionError, match="made"):
        attach_once()(Flask(__name__, static_folder=None), root)


@pytest.mark.parametrize("view", [plain, closing_over(current_app), partial(about, "x")])
def test_a_view_that_asks_for_the_current_wiki_is_shared(view: Callable[[], str]) -> None:
    assert not holds_a_wiki(view)
