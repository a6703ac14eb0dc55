"""Rights that are gone, or were never there, open nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, Role
from wiki.members import queries
from wiki.members.service import people as membership
from wiki.members.service.invitations import invite
from wiki.members.service.tokens import create_token
from wiki.pages.queries import drafts
from wiki.pages.service.drafts import keep_draft

ABOVE = {"alice": Role.ADMINISTRATOR, "bob": Role.ADMINISTRATOR}


def test_invitations_of_someone_demoted_let_nobody_in(inside: Flask) -> None:
    alice, bob = (people.make(name, role) for name, role in ABOVE.items())
    token = invite(bob, Role.ADMINISTRATOR, uses=None)
    assert alice.member_id is not None
    assert bob.member_id is not None
    membership.grant(alice, queries.member(bob.member_id).uid, Role.MEMBER)
    with pytest.raises(Missing, match="invitation_over"):
        queries.invitation_by_token(token)


def test_a_token_that_only_reads_touches_no_draft(app: Flask, actors: dict[str, Actor]) -> None:
    charlie = actors["charlie"]
    with app.app_context():
        keep_draft(charlie, "Secret", body="à moi", base=1)
        token = create_token(charlie, "lecture", ("read",))
    bearer = {"Authorization": f"Bearer {token}"}
    client: FlaskClient = app.test_client()
    form = {"body": "autre chose", "base": "1"}
    assert client.post("/wiki/Secret/draft", data=form, headers=bearer).status_code == 403
    assert client.post("/wiki/Secret/draft/delete", headers=bearer).status_code == 403
    with app.app_context():
        draft = drafts.draft(charlie.member_id, "Secret")
        assert draft is not None
        assert draft.body == "à moi"


def test_a_conflict_that_may_not_be_settled_gives_every_text_back(
    client: FlaskClient, app: Flask, actors: dict[str, Actor]
) -> None:
    people.sign_in(client, app, "dora")
    answer = people.post(
        client,
        "/wiki/Secret/conflict",
        **{"base": "1", "head": "1", "body": "le mien", "choice-0": "typed", "typed-0": "retapé"},
    )
    assert answer.status_code == 403
    assert "le mien" in answer.text
    assert "retapé" in answer.text


NUL = {
    "submission": ("/wiki/Secret/edit", {"body": "a", "base": "1", "submission": "a\0b"}),
    "summary": ("/wiki/Secret/draft", {"body": "a", "base": "1", "summary": "a\0b"}),
    "reason": ("/wiki/Secret/delete", {"reason": "a\0b"}),
}


@pytest.mark.parametrize("where", NUL)
def test_a_nul_breaks_nothing(
    client: FlaskClient, app: Flask, actors: dict[str, Actor], where: str
) -> None:
    people.sign_in(client, app, "alice")
    path, fields = NUL[where]
    assert people.post(client, path, **fields).status_code < 500


@pytest.mark.parametrize("path", ["/rien", "/static/rien.js", "/index.php", "/reset/rien"])
def test_a_wrong_token_where_there_is_nothing_is_no_fault(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Authorization": "Bearer rien"})
    assert 400 <= answer.status_code < 500


def test_a_number_that_no_row_has_is_no_fault(client: FlaskClient, app: Flask) -> None:
    people.sign_in(client, app, "alice")
    assert people.post(client, f"/admin/jobs/{10**30}/retry").status_code == 404
