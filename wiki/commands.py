"""Commands that tend any wiki: of the `wiki` command, and of `flask wiki` in a host."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from wiki import maintenance
from wiki.kernel import migrations
from wiki.kernel.db import state
from wiki.kernel.errors import WikiError
from wiki.web.wording import sentence

#: Commands that make or replace the schema themselves.
COMMANDS_WITHOUT_SCHEMA = frozenset(
    {"run", "init", "demo", "restore", "import", "upgrade", "check"}
)


class Commands(click.Group):
    """A group whose commands refuse in words."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; a refusal is its sentence, not a trace."""
        try:
            return super().invoke(context)
        except WikiError as error:
            raise click.ClickException(sentence(error)) from error


def refuse_old_schema(command: str | None) -> None:
    """Refuse a command that needs the schema of this code when the database has another one."""
    if command not in COMMANDS_WITHOUT_SCHEMA and not migrations.is_current(state().database):
        raise click.ClickException(maintenance.schema_is_old())


@click.command()
def upgrade() -> None:
    """Met la base de données à jour."""
    migrations.upgrade(state().database)
    click.echo("La base est à jour.")


@click.command()
def rebuild() -> None:
    """Refait tout ce qui se déduit des pages : liens, recherche…"""
    for table in maintenance.rebuild():
        click.echo(table)


@click.command()
def check() -> None:
    """Vérifie la base de données et la chaîne des versions."""
    found = list(maintenance.problems())
    for problem in found:
        click.echo(problem)
    if found:
        raise click.ClickException(f"Problèmes : {len(found)}.")
    click.echo("Tout est en ordre.")


COMMANDS = (upgrade, rebuild, check)


def add(group: click.Group, command: click.Command) -> None:
    """Add a command to a group; of two groups of one name, the commands are together."""
    known = group.commands.get(command.name or "")
    if isinstance(known, click.Group) and isinstance(command, click.Group):
        for one in command.commands.values():
            known.add_command(one)
    else:
        group.add_command(command)


def attach(app: Flask) -> None:
    """Give a host the group `flask wiki`, unless it has a command of that name already."""
    if "wiki" in app.cli.commands:
        return

    @click.group("wiki", cls=Commands)
    @click.pass_context
    @with_appcontext
    def group(context: click.Context) -> None:
        """Le wiki de ce site."""
        refuse_old_schema(context.invoked_subcommand)

    for command in COMMANDS:
        group.add_command(command)
    for subject in app.extensions["wiki"].subjects:
        if subject.commands and subject.serves_hosts:
            for command in subject.load(subject.commands):
                add(group, command)
    app.cli.add_command(group)
