"""No screen says that a mail left when no server takes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.mail.conftest import set_server
from wiki.letters import service
from wiki.members.queries import uids
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]
NOT_YET = "pas encore de courriels"


@pytest.fixture
def screens(app: Flask, sign_in: SignIn) -> Callable[[], dict[str, str]]:
    """Gives what each screen that speaks of a mail says, after it was asked for and before."""
    with app.app_context():
        change_settings(people.make("alice"), {"joining": "open"})
        bob = people.make("bob")
        service.accept(bob, accepts=True)
        page = save(bob, Edit("Lieu", "Un café.\n", 0)).page
        uid = uids({bob.member_id or 0})[bob.member_id or 0]
    paths = (
        f"/members/{uid}/write",
        f"/members/{uid}/write?told=sent",
        "/account?told=address",
        f"/report/page/{page.uid}?told=sent",
        "/following/settings",
        "/sent/join",
        "/sent/reset",
        "/register",
        "/reset",
    )
    charlie, visitor = sign_in("charlie"), app.test_client()

    def read() -> dict[str, str]:
        found = {}
        for path in paths:
            browser = visitor if path in ("/register", "/reset") else charlie
            answer = browser.get(path)
            assert answer.status_code == 200, path
            found[path.replace(uid, "…").replace(page.uid, "…")] = answer.text
        return found

    return read


def test_screens_say_that_a_mail_waits_and_not_that_it_left(
    app: Flask, screens: Callable[[], dict[str, str]]
) -> None:
    for path, text in screens().items():
        if path.startswith("/report"):
            assert "Sa réponse sera dans votre compte.<" in text
        else:
            assert NOT_YET in text, path
        for word in ("Message envoyé", "vient de partir", "vient d’y partir", "est parti"):
            assert word not in text, path
    set_server(app, 25)
    for path, text in screens().items():
        assert NOT_YET not in text, path
