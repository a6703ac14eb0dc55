"""Commands on members: `wiki init`, `wiki member …`, `wiki token …`."""

from __future__ import annotations

import sys

import click

from wiki.kernel import migrations
from wiki.kernel.db import state
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members import queries, rules
from wiki.members.models import Member
from wiki.members.service import people, second_factor, tokens
from wiki.members.service.codes import Letter
from wiki.web.wording import sentence

_FACTOR = "Le second facteur de votre compte a été retiré : votre mot de passe suffit."
_ROLE_NAMES = [role.name.lower() for role in Role if role]


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Mot de passe", hide_input=True, confirmation_prompt="Encore une fois"))


def _refusal(error: WikiError) -> click.ClickException:
    return click.ClickException(sentence(error))


@click.command("init")
@click.option("--name", prompt="Votre nom", help="Nom affiché.")
@click.option("--email", prompt="Votre adresse électronique", help="Adresse électronique.")
@click.option("--password-stdin", is_flag=True, help="Lire le mot de passe sur l’entrée standard.")
def init(name: str, email: str, password_stdin: bool) -> None:
    """Prépare la base de données et crée le compte d’administration."""
    migrations.upgrade(state().database)
    if queries.has_administrator():
        raise click.ClickException("Ce wiki a déjà une personne qui l’administre.")
    try:
        member = people.create_first_administrator(name, email, _password(password_stdin))
    except WikiError as error:
        raise _refusal(error) from error
    click.echo(f"{member.name} administre le wiki. Lancez « wiki run ».")


@click.group("member")
def member_group() -> None:
    """Les membres."""


@member_group.command("create")
@click.argument("name")
@click.option("--email", default="", help="Adresse électronique.")
@click.option("--role", default="member", type=click.Choice(_ROLE_NAMES), show_default=True)
@click.option("--password-stdin", is_flag=True, help="Lire le mot de passe sur l’entrée standard.")
def create_member(name: str, email: str, role: str, password_stdin: bool) -> None:
    """Crée un membre, qui peut se connecter aussitôt."""
    try:
        password = _password(password_stdin)
        made = people.create_member(
            SYSTEM, name, rules.role_named(role), email=email, password=password
        )
    except WikiError as error:
        raise _refusal(error) from error
    click.echo(f"{made.name} est membre ({made.uid}).")


@member_group.command("unlock")
@click.argument("name")
def drop_second_factor(name: str) -> None:
    """Retire le second facteur du membre NAME, qui a tout perdu."""
    told = Letter(_FACTOR, _FACTOR)
    second_factor.drop_for(SYSTEM, _one_named(name).uid, told)
    click.echo("Son mot de passe suffit désormais.")


def _one_named(name: str) -> Member:
    found = queries.members_named(name)
    if len(found) != 1:
        some = "Plusieurs membres s’appellent" if found else "Aucun membre ne s’appelle"
        raise click.ClickException(f"{some} « {name} ».")
    return found[0]


@click.group("token")
def token_group() -> None:
    """Les jetons, avec lesquels des programmes agissent au nom d’un membre."""


@token_group.command("create")
@click.argument("name")
@click.option("--scope", multiple=True, default=("all",), help="Droit, ou « all » ; répétable.")
@click.option("--label", default="wiki token create", help="À quoi sert le jeton.")
def create_token(name: str, scope: tuple[str, ...], label: str) -> None:
    """Écrit un jeton du membre NAME, et rien d’autre."""
    member = _one_named(name)
    try:
        token = tokens.create_token(queries.actor_of_member(member), label, scope)
    except WikiError as error:
        raise _refusal(error) from error
    click.echo(token)


COMMANDS = (init, member_group, token_group)
