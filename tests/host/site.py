"""A site that is not a wiki, with everything a Flask site usually has of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, g, render_template, request, session
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from werkzeug import Response
from werkzeug.exceptions import NotFound

TEMPLATES = {
    "layout.html": "<html><title>Site hôte</title>{% block main %}{% endblock %}</html>",
    "index.html": '{% extends "layout.html" %}{% block main %}Accueil de l’hôte{% endblock %}',
    "errors/error.html": "La page d’erreur de l’hôte",
}


def make_site(folder: Path, url: str, **config: Any) -> tuple[Flask, SQLAlchemy]:
    """The host, its database made: `Note` is its only table. Its wiki is attached by the test."""
    templates = folder / "templates"
    for name, text in TEMPLATES.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(text, "utf-8")
    app = Flask("site", root_path=str(folder), template_folder=str(templates))
    app.config.update(
        {
            "TESTING": True,
            "SECRET_KEY": "la clé de l’hôte",
            "SQLALCHEMY_DATABASE_URI": url,
            "WIKI_DATA_DIR": str(folder / "wiki"),
            "WIKI_WORKER": False,
        }
        | config
    )
    CSRFProtect(app)
    database = SQLAlchemy(app)
    _add_notes(app, database)
    _add_pages(app)
    with app.app_context():
        database.create_all()
    return app, database


def _add_notes(app: Flask, database: SQLAlchemy) -> None:
    class Note(database.Model):  # type: ignore[name-defined,misc]
        """What the host keeps."""

        id = database.mapped_column(database.Integer, primary_key=True)
        text = database.mapped_column(database.String)

    app.extensions["note"] = Note


def _add_pages(app: Flask) -> None:
    @app.get("/")
    def index() -> str:
        return render_template("index.html")

    @app.get("/sign-in/<name>")
    def sign_in(name: str) -> str:
        session["who"] = name
        return "entré"

    @app.get("/note")
    def note() -> str:
        return request.path

    @app.errorhandler(NotFound)
    def missing(_error: NotFound) -> Response:
        return Response("L’hôte ne connaît pas cette adresse.", 404)


def who() -> tuple[str, str, tuple[str, ...]] | None:
    """The host's user, as the wiki asks for it."""
    g.times_asked = g.get("times_asked", 0) + 1
    name = session.get("who")
    return (f"host-{name}", name, ("administrator",) if name == "alice" else ()) if name else None
