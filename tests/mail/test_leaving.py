"""No screen says that a mail left when no server takes it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.contacts.test_service import give
from tests.events.conftest import event
from tests.mail.conftest import set_server
from wiki.letters import service
from wiki.members.queries import uids
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]
NOT_YET = "pas encore de courriels"
#: What no screen says without a server.
LEFT = (
    "Message envoyé",
    "Votre message part à",
    "Votre message part.",
    "vient de partir",
    "vient d’y partir",
    "est parti",
    "Un courriel le dit",
    "Un courriel vous dira",
    "et dans un courriel",
    "Un lien y est envoyé",
)
#: Screen -> what it says with one.
WITH_A_SERVER = {
    "/members/…/write?told=sent": "Votre message part à bob.",
    "/wiki/Lieu/contact?told=sent": "Votre message part.",
    "/contacts/page/…?told=given": "Un courriel le dit à la personne",
    "/events/…/registration?told=waiting": "Un courriel vous dira si une place se libère.",
    "/members/…/block": "dans son compte et dans un courriel",
    "/report/page/…?told=sent": "et dans un courriel",
    "/register": "Un lien y est envoyé",
    "/sent/join": "Un courriel vient de partir",
    "/sent/reset": "un courriel vient d’y partir",
    "/account?told=address": "Un courriel est parti à la nouvelle adresse",
}


@pytest.fixture
def screens(app: Flask, sign_in: SignIn) -> Callable[[], dict[str, str]]:
    """Gives what each screen that speaks of a mail says, after it was asked for and before."""
    with app.app_context():
        change_settings(people.make("alice"), {"joining": "open"})
        bob = people.make("bob")
        service.accept(bob, accepts=True)
        page = save(bob, Edit("Lieu", "Un café.\n", 0)).page
        give(page.uid)
        sheet = event("Rencontre", "2030-06-02", capacity=1)
        meeting = save(bob, Edit("Rencontre", None, 0, sheet=sheet)).page
        uid = uids({bob.member_id or 0})[bob.member_id or 0]
    paths = (
        f"/members/{uid}/write",
        f"/members/{uid}/write?told=sent",
        "/account?told=address",
        "/account",
        f"/contacts/page/{page.uid}?told=given",
        "/wiki/Lieu/contact?told=sent",
        f"/events/{meeting.uid}/registration?told=waiting",
        f"/members/{uid}/block",
        f"/report/page/{page.uid}?told=sent",
        "/following/settings",
        "/sent/join",
        "/sent/reset",
        "/register",
        "/reset",
    )
    alice, visitor = sign_in("alice"), app.test_client()

    def read() -> dict[str, str]:
        found = {}
        for path in paths:
            browser = visitor if path in ("/register", "/reset") else alice
            answer = browser.get(path)
            assert answer.status_code == 200, path
            found[re.sub(f"{uid}|{page.uid}|{meeting.uid}", "…", path)] = answer.text
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
        for word in LEFT:
            assert word not in text, path
    set_server(app, 25)
    for path, text in screens().items():
        assert NOT_YET not in text, path
        if path in WITH_A_SERVER:
            assert WITH_A_SERVER[path] in text, path
