"""The `wiki` command: runs the stand-alone wiki and everything that goes with it."""

from __future__ import annotations

import asyncio
import sys
import threading
import webbrowser
from http import HTTPStatus
from socket import socket

import click
import uvicorn
from flask import Flask
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from wiki.app import create_app
from wiki.asgi import settle, wrap
from wiki.commands import COMMANDS, Commands, add, refuse_old_schema
from wiki.demo.load import load as load_demo
from wiki.extension import SUBJECTS
from wiki.kernel import migrations
from wiki.kernel.db import state
from wiki.listening import why_closed
from wiki.live.rules import MESSAGE
from wiki.live.views.wire import Wire
from wiki.members.service.joining import first_run_code
from wiki.members.views.demo import demo_login_links

#: Addresses on which only this machine reaches the wiki.
LOOPBACK = ("127.0.0.1", "::1", "localhost")
#: Seconds given to what is under way when the server is told to stop.
GRACE = 30


@click.group(cls=Commands)
@click.pass_context
def wiki(context: click.Context) -> None:
    """Le wiki des tiers-lieux."""
    app = create_app()
    context.obj = app
    context.with_resource(app.app_context())
    refuse_old_schema(context.invoked_subcommand)


for tending in COMMANDS:
    wiki.add_command(tending)


@wiki.command()
def demo() -> None:
    """Charge le contenu de démonstration, une seule fois."""
    migrations.upgrade(state().database)
    if load_demo():
        click.echo("Démonstration chargée.")
    else:
        click.echo("Ce wiki a déjà un contenu : rien n’est changé.")


@wiki.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option("--port", default=8080, show_default=True, help="Port ; 0 en choisit un libre.")
@click.option("--no-open", is_flag=True, help="Ne pas ouvrir le navigateur.")
@click.option("--demo", "with_demo", is_flag=True, help="Charger d’abord la démonstration.")
@click.pass_obj
def run(app: Flask, host: str, port: int, no_open: bool, with_demo: bool) -> None:
    """Sert le wiki."""
    if refusal := why_closed(host, port):
        sys.exit(refusal)
    migrations.upgrade(state().database)
    if with_demo:
        load_demo()
    server = Server(app, host, port, opens_browser=not no_open)
    server.run()
    if not server.started:
        sys.exit(1)


class Sockets(WebSocketsSansIOProtocol):
    """Shakes hands as uvicorn does, then gives the connection to who asks for it."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            self.scope["extensions"][Wire.NAME] = self.hand_over  # type: ignore[assignment]

    def hand_over(self) -> Wire:
        """The connection, once it is accepted; nothing of this object is needed any more."""
        transport, self.transport = self.transport, Nothing()
        self.stop_keepalive()
        self.connections.discard(self)
        wire = Wire(transport, self.connections)
        transport.set_protocol(wire)
        if self.read_paused:
            transport.resume_reading()
        return wire


class Nothing(asyncio.Transport):
    """In the place of a connection that is another's: its end is not the end of that."""

    def close(self) -> None:
        """Nothing."""


class Server(uvicorn.Server):
    """Says where it listens once it does, then opens the browser there."""

    def __init__(
        self,
        app: Flask,
        host: str,
        port: int,
        *,
        opens_browser: bool = False,
        log_level: str = "warning",
    ) -> None:
        self.app = app
        self.opens_browser = opens_browser
        self.served = wrap(app)
        super().__init__(
            uvicorn.Config(
                self.served,
                host,
                port,
                log_level=log_level,
                server_header=False,
                ws=Sockets,
                ws_max_size=MESSAGE,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=GRACE,
            )
        )

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        await self.served.drain()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        settle()
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        address = f"http://{'localhost' if host in LOOPBACK else host}:{port}/"
        click.echo(f"Le wiki est ouvert : {address}")
        with self.app.app_context():
            for line in welcome(address, is_local=host in LOOPBACK):
                click.echo(line)
        if self.opens_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def welcome(address: str, *, is_local: bool) -> list[str]:
    """What to tell the one who started the wiki: how to come in."""
    lines = []
    if code := first_run_code():
        lines.append(f"Pour créer le compte d’administration : {address}first-run/{code}")
    if is_local:
        lines += [
            f"Se connecter comme {link.name} ({link.role}) : {address}{link.path.lstrip('/')}"
            for link in demo_login_links()
        ]
    return lines


def main() -> None:
    """The `wiki` command, with the commands of every subject."""
    for subject in SUBJECTS:
        if subject.commands:
            for command in subject.load(subject.commands):
                add(wiki, command)
    wiki()
