"""The commands: `wiki init`, `wiki member create`, `wiki token create`."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests import people
from tests.people import PASSWORD
from wiki.kernel.permissions import Role
from wiki.members.cli import COMMANDS
from wiki.members.queries import actor_of_member, actor_of_token, has_administrator, members_named
from wiki.members.service.sign_ins import sign_in

pytestmark = pytest.mark.usefixtures("inside")


def run(*arguments: str, given: str = "") -> Result:
    wiki = click.Group(commands={command.name or "": command for command in COMMANDS})
    return CliRunner().invoke(wiki, list(arguments), input=given)


def test_init_makes_the_administrator() -> None:
    done = run(
        "init",
        "--name",
        "Alice",
        "--email",
        "a@exemple.fr",
        "--password-stdin",
        given=f"{PASSWORD}\n",
    )
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert has_administrator()
    sign_in("a@exemple.fr", PASSWORD, place="")


def test_init_asks_what_is_not_given() -> None:
    done = run("init", given=f"Alice\na@exemple.fr\n{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert has_administrator()


def test_init_serves_once() -> None:
    people.make_all()
    done = run("init", "--name", "Eve", "--email", "e@exemple.fr", "--password-stdin", given="x\n")
    assert done.exit_code == 1
    assert "déjà une personne qui l’administre" in done.output


@pytest.mark.parametrize("password", ["", "court", "motdepasse"])
def test_there_is_no_default_password(password: str) -> None:
    done = run(
        "init", "--name", "A", "--email", "a@exemple.fr", "--password-stdin", given=f"{password}\n"
    )
    assert done.exit_code == 1
    assert not has_administrator()


def test_a_member_is_made() -> None:
    done = run("member", "create", "Erin", "--role", "steward", "--password-stdin", given=PASSWORD)
    assert done.exit_code == 0, done.output
    (erin,) = members_named("erin")
    assert actor_of_member(erin).role() is Role.STEWARD
    sign_in("Erin", PASSWORD, place="")


def test_what_is_refused_is_said() -> None:
    people.make("alice")
    args = ("--password-stdin",)
    assert "déjà" in run("member", "create", "Alice", *args, given=PASSWORD).output
    assert "Invalid value" in run("member", "create", "Erin", "--role", "chef", *args).output
    assert "8 caractères" in run("member", "create", "Erin", *args, given="court").output
    assert list(members_named("erin")) == []


def test_a_token_is_printed_alone() -> None:
    alice = people.make("alice")
    done = run("token", "create", "alice", "--scope", "all")
    assert done.exit_code == 0, done.output
    token = done.stdout.strip()
    assert done.stdout == f"{token}\n"
    assert actor_of_token(token).member_id == alice.member_id


def test_a_token_is_for_a_member_and_a_right_that_exist() -> None:
    assert "Aucun membre" in run("token", "create", "nobody").output
    people.make("alice")
    assert "n’existe pas" in run("token", "create", "alice", "--scope", "fly").output


def test_the_commands_are_those_of_the_wiki(inside: Flask) -> None:
    assert [command.name for command in COMMANDS] == ["init", "member", "token"]


def test_who_lost_the_telephone_comes_in_with_the_password_again() -> None:
    people.make("charlie")
    assert run("member", "unlock", "charlie").exit_code == 0
    assert len(people.mails("charlie@exemple.fr")) == 1
    assert "Aucun membre ne s’appelle « personne »." in run("member", "unlock", "personne").output
