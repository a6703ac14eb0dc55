"""Screens that are kept: made once while their values stay, for all who read alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.exceptions import UndefinedError

from tests import people
from wiki.kernel.db import state
from wiki.web import templates
from wiki.web.templates import answer_of

TEMPLATES = {
    "plain.html": "{{ note(name) }}<p>{{ name }}</p>{% if actor.member_id is not none %}"
    "{{ late('account.who') }}{% endif %}",
    "right.html": "{{ name }}{% if may('REVIEW') %} relit{% endif %}",
    "form.html": "<form>{{ token_field() }}</form>",
    "curious.html": "{{ request.path }}",
    "careless.html": "{{ csrf_token() }}",
    "long.html": "{{ name * 100 }}",
}


@pytest.fixture
def made(noted: Callable[[dict[str, str]], list[str]]) -> list[str]:
    """What the screens show, as they are made."""
    return noted(TEMPLATES)


@pytest.fixture
def cookie(app: Flask) -> Callable[[str], dict[str, str]]:
    """Gives ``cookie(name)``: what the browser of somebody who is signed in sends."""

    def cookie_(name: str) -> dict[str, str]:
        client = FlaskClient(app)
        people.sign_in(client, app, name)
        people.csrf(client)
        kept = client.get_cookie("wiki_session")
        assert kept is not None
        return {"Cookie": f"wiki_session={kept.value}"}

    return cookie_


def _screen(app: Flask, template: str, path: str = "/", **how: object) -> str:
    shown = how.pop("shown", {"name": "un"})
    with app.test_request_context(path, **how):
        return answer_of(template, **shown).get_data(as_text=True)


def test_a_screen_is_made_once(app: Flask, made: list[str]) -> None:
    for _ in range(3):
        assert _screen(app, "plain.html") == "<p>un</p>"
    assert made == ["un"]


def test_other_values_make_it_again(app: Flask, made: list[str]) -> None:
    for name in ("un", "deux", "un"):
        assert _screen(app, "plain.html", shown={"name": name}) == f"<p>{name}</p>"
    assert made == ["un", "deux", "un"]


def test_each_address_has_its_screen(app: Flask, made: list[str]) -> None:
    for _ in range(2):
        for path in ("/a", "/b", "/a?q=1", "/a?q=2"):
            assert "un" in _screen(app, "plain.html", path)
    assert len(made) == 4


def test_those_who_read_alike_share_it_and_each_has_their_name(
    app: Flask, made: list[str], cookie: Callable[[str], dict[str, str]]
) -> None:
    for name in ("charlie", "charlotte"):
        text = _screen(app, "plain.html", headers=cookie(name))
        assert f'account-name">{name}<' in text
    assert made == ["un"]


def test_other_rights_have_another_screen(
    app: Flask, made: list[str], cookie: Callable[[str], dict[str, str]]
) -> None:
    for headers, said in (({}, "un"), (cookie("charlie"), "un relit"), ({}, "un")):
        assert _screen(app, "right.html", headers=headers) == said


def test_each_form_has_the_token_of_who_reads(
    app: Flask, made: list[str], cookie: Callable[[str], dict[str, str]]
) -> None:
    texts = [_screen(app, "form.html", headers=cookie(name)) for name in ("charlie", "charlotte")]
    tokens = [text.partition('value="')[2].partition('"')[0] for text in texts]
    assert all(len(token) > 20 for token in tokens)
    kept = app.extensions["wiki"].kept["screens"]._entries.values()
    assert not any(token in str(vars(screen.html)) for token in tokens for screen in kept)


def test_a_screen_that_looks_at_the_request_is_refused(app: Flask, made: list[str]) -> None:
    with pytest.raises(UndefinedError, match="request"):
        _screen(app, "curious.html")


def test_a_token_that_would_be_kept_is_refused(app: Flask, made: list[str]) -> None:
    with pytest.raises(RuntimeError, match="token_field"):
        _screen(app, "careless.html")


def test_what_is_kept_is_bounded(
    app: Flask, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_SCREENS", 5_000)
    for n in range(100):
        _screen(app, "long.html", f"/{n}", shown={"name": "long"})
    with app.app_context():
        assert 0 < state().kept["screens"].size <= 5_000


def test_a_template_is_given_its_values_when_it_is_filled_never_as_globals(app: Flask) -> None:
    with app.app_context(), pytest.raises(TypeError, match="share their globals"):
        state().kept["templates"].get_template("layout.html", globals={"name": "alice"})


def test_the_templates_of_a_process_of_tests_are_compiled_once(
    make_app: Callable[..., Flask],
) -> None:
    first, second = (make_app().extensions["wiki"].kept["templates"] for _ in range(2))
    assert first.bytecode_cache is second.bytecode_cache is not None
