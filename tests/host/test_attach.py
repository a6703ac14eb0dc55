"""The wiki attaches what is missing and replaces nothing of the host's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, render_template

from tests.host.conftest import counted, dispose, write
from tests.host.site import make_site, who
from wiki import Wiki
from wiki.kernel import signals
from wiki.kernel.permissions import SYSTEM
from wiki.site.service import change_settings


def shape(app: Flask) -> dict[str, Any]:
    """Everything of an application that an extension could change."""
    environment = app.jinja_env
    return {
        "config": dict(app.config),
        "globals": dict(environment.globals),
        "filters": dict(environment.filters),
        "tests": dict(environment.tests),
        "jinja": dict(app.jinja_options),
        "loader": app.jinja_loader,
        "processors": {**app.template_context_processors}[None][:],
        "before": list(app.before_request_funcs.get(None, [])),
        "after": list(app.after_request_funcs.get(None, [])),
        "errors": {code: dict(handlers) for code, handlers in app.error_handler_spec[None].items()},
        "converters": dict(app.url_map.converters),
        "session": app.session_interface,
        "request": app.request_class,
        "response": app.response_class,
        "json": app.json,
        "wsgi": app.wsgi_app,
        "extensions": {name for name in app.extensions if name != "wiki"},
        "views": {name for name in app.view_functions if not name.startswith("wiki.")},
        "addresses": {rule.rule for rule in app.url_map.iter_rules() if "/docs" not in rule.rule},
        "cli": {name: one for name, one in app.cli.commands.items() if name != "wiki"},
    }


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Flask:
    """A host without a wiki."""
    return make_site(tmp_path, database_url)[0]


def test_nothing_of_the_host_is_replaced(site: Flask) -> None:
    before = shape(site)
    Wiki(site, url_prefix="/docs", current_user=who)
    after = shape(site)
    dispose(site)
    assert after == before


def test_a_second_wiki_is_refused_with_a_sentence(host: Flask) -> None:
    with pytest.raises(RuntimeError, match="has a wiki already"):
        Wiki(host)


@pytest.mark.parametrize("prefix", ["/docs", "docs", "/docs/"])
def test_the_prefix_may_be_written_as_one_likes(
    make_host: Callable[..., Flask], prefix: str
) -> None:
    client = make_host(prefix).test_client()
    assert client.get("/docs/").location == "/docs/wiki/Accueil"
    assert client.get("/docs/wiki/Accueil").status_code == 404


def test_the_hosts_templates_stay_the_hosts(host: Flask) -> None:
    client = host.test_client()
    assert client.get("/").text == "<html><title>Site hôte</title>Accueil de l’hôte</html>"
    client.get("/docs/wiki/Accueil")
    with host.test_request_context("/"):
        assert "Accueil de l’hôte" in render_template("index.html")
    assert "Site hôte" not in client.get("/docs/wiki/Accueil").text


def test_the_hosts_errors_stay_the_hosts(host: Flask) -> None:
    client = host.test_client()
    assert client.get("/rien").text == "L’hôte ne connaît pas cette adresse."
    assert client.get("/docs/rien").text == "L’hôte ne connaît pas cette adresse."
    assert "L’hôte" not in client.get("/docs/wiki/Rien").text


def test_a_host_restyles_the_wiki(make_host: Callable[..., Flask], tmp_path: Path) -> None:
    host = make_host()
    (tmp_path / "site0/templates/wiki").mkdir()
    (tmp_path / "site0/templates/wiki/layout.html").write_text(
        "<h1>Notre maison</h1>{% block main %}{% endblock %}{{ setting('name') }}", "utf-8"
    )
    write(host, "Accueil", "Bienvenue.")
    page = host.test_client().get("/docs/wiki/Accueil").text
    assert "<h1>Notre maison</h1>" in page
    assert "Bienvenue." in page


def test_answers_of_the_host_carry_no_header_of_ours(host: Flask) -> None:
    client = host.test_client()
    assert "Content-Security-Policy" not in client.get("/").headers
    assert "Content-Security-Policy" in client.get("/docs/wiki/Accueil").headers


def test_the_host_pays_no_statement_for_the_wiki(host: Flask) -> None:
    with counted(host.extensions["wiki"].database.engine) as statements:
        assert host.test_client().get("/note").status_code == 200
    assert statements == []


def test_two_applications_share_nothing(make_host: Callable[..., Flask], tmp_path: Path) -> None:
    first = make_host(config={"WIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'first.db'}"})
    listening = {signal.name: list(signal._receivers) for signal in signals.ALL}
    second = make_host(
        "/savoirs", config={"WIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'second.db'}"}
    )
    assert all(len(set(found)) == len(found) for found in listening.values())
    assert {signal.name: list(signal._receivers) for signal in signals.ALL} == listening
    write(first, "Accueil", "Le premier wiki, [[Ailleurs]].")
    write(second, "Accueil", "Le second wiki, [[Ailleurs]].")
    for _ in range(2):  # the second time from what was kept
        assert (
            'href="/docs/wiki/Ailleurs/edit"' in first.test_client().get("/docs/wiki/Accueil").text
        )
        page = second.test_client().get("/savoirs/wiki/Accueil").text
        assert "Le second wiki" in page
        assert 'href="/savoirs/wiki/Ailleurs/edit"' in page
    assert first.test_client().get("/savoirs/wiki/Accueil").status_code == 404


def test_settings_of_one_wiki_do_not_reach_another(
    make_host: Callable[..., Flask], tmp_path: Path
) -> None:
    first = make_host(config={"WIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'first.db'}"})
    second = make_host(config={"WIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'second.db'}"})
    with first.app_context():
        change_settings(SYSTEM, {"name": "Le réseau premier"})
    assert "Le réseau premier" in first.test_client().get("/docs/wiki/Accueil").text
    assert "Le réseau premier" not in second.test_client().get("/docs/wiki/Accueil").text


def test_the_database_is_the_hosts_only_on_postgresql(host: Flask, tmp_path: Path) -> None:
    ours = host.extensions["wiki"].database.engine
    with host.app_context():
        hosts = host.extensions["sqlalchemy"].engine
    assert ours is not hosts
    if ours.dialect.name == "sqlite":
        assert ours.url.database == str((tmp_path / "site0/wiki/wiki.db").resolve())
    else:
        assert ours.url == hosts.url


def test_the_database_may_be_named_apart(make_host: Callable[..., Flask], tmp_path: Path) -> None:
    host = make_host(config={"WIKI_DATABASE_URL": f"sqlite:///{tmp_path / 'apart.db'}"})
    assert host.extensions["wiki"].database.engine.url.database == str(tmp_path / "apart.db")


def test_a_wiki_does_not_commit_what_the_host_has_not(host: Flask) -> None:
    database, note = host.extensions["sqlalchemy"], host.extensions["note"]
    with host.test_request_context("/note"):
        database.session.add(note(text="à moitié"))
        write(host, "Accueil", "Bienvenue.")
        database.session.rollback()
        assert database.session.scalar(sa.select(sa.func.count()).select_from(note)) == 0
        database.session.close()
