"""The queue, shown to the administration."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.jobs import queries, service
from wiki.kernel.db import act
from wiki.web.language import gettext, speaking


def queue(app: Flask, error: str = "") -> None:
    """One job that waits."""
    with app.app_context(), act():
        job = service.enqueue("greet", {"who": "alice"})
        job.last_error, job.attempts = error, 3


def token(page: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_it_says_that_nothing_waits(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    assert "Rien n’attend" in client.get("/admin/jobs").text


def test_it_shows_what_waits_and_why_it_failed(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    queue(app, "ValueError: <no>")
    page = client.get("/admin/jobs").text
    assert "greet" in page
    assert "ValueError: &lt;no&gt;" in page


def test_a_job_is_named_in_words_with_its_code_small(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    with app.app_context(), act():
        service.enqueue("live.look", {})
    page = client.get("/admin/jobs").text
    assert "garder les textes que l’on a quittés" in page
    assert "<small><code>live.look</code></small>" in page
    with speaking("en"):
        said = gettext(queries.labels()["live.look"])
    assert said == "Writing together: keep the texts that people have left"


def test_a_job_is_tried_again_or_taken_away(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    queue(app)
    form = {"csrf_token": token(client.get("/admin/jobs").text)}
    with app.app_context():
        number = queries.waiting()[0].id
    assert client.post(f"/admin/jobs/{number}/retry", data=form).status_code == 303
    assert client.post(f"/admin/jobs/{number}/drop", data=form).status_code == 303
    assert client.post(f"/admin/jobs/{number}/drop", data=form).status_code == 404


def test_a_moderator_may_not_see_it(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "bob")
    assert client.get("/admin/jobs").status_code == 403
