"""The `wiki` command: runs the stand-alone wiki and everything that goes with it."""

from __future__ import annotations

import threading
import webbrowser

import click
import uvicorn
from flask import Flask

from wiki.app import create_app
from wiki.asgi import wrap
from wiki.extension import SUBJECTS
from wiki.kernel import migrations
from wiki.kernel.db import state


@click.group()
@click.pass_context
def wiki(context: click.Context) -> None:
    """Le wiki des tiers-lieux."""
    app = create_app()
    context.obj = app
    context.with_resource(app.app_context())
    if context.invoked_subcommand not in COMMANDS_WITHOUT_SCHEMA:
        need_schema()


#: Commands that make or replace the schema themselves.
COMMANDS_WITHOUT_SCHEMA = frozenset({"run", "init", "demo", "restore", "upgrade"})


def need_schema() -> None:
    """Stop with the command to run when the database is not at this version."""
    if not migrations.is_current(state().database):
        raise click.ClickException("La base n’est pas à jour : lancez « wiki upgrade ».")


@wiki.command()
def upgrade() -> None:
    """Met la base de données à jour."""
    migrations.upgrade(state().database)


@wiki.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option("--port", default=8080, show_default=True, help="Port ; 0 en choisit un libre.")
@click.option("--no-open", is_flag=True, help="Ne pas ouvrir le navigateur.")
@click.pass_obj
def run(app: Flask, host: str, port: int, no_open: bool) -> None:
    """Sert le wiki."""
    migrations.upgrade(state().database)
    Server(uvicorn.Config(wrap(app), host, port, log_level="warning"), not no_open).run()


class Server(uvicorn.Server):
    """Says where it listens once it does, then opens the browser there."""

    def __init__(self, config: uvicorn.Config, opens_browser: bool) -> None:
        super().__init__(config)
        self.opens_browser = opens_browser

    async def startup(self, sockets: list[object] | None = None) -> None:
        await super().startup(sockets)  # type: ignore[arg-type]
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        address = f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{port}/"
        click.echo(f"Le wiki est ouvert : {address}")
        if self.opens_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def main() -> None:
    """The `wiki` command, with the commands of every subject."""
    for subject in SUBJECTS:
        if subject.commands:
            for command in subject.load(subject.commands):
                wiki.add_command(command)
    wiki()
