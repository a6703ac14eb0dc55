"""A real mail server beside a wiki with an empty database."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """The wiki, its context open."""
    with app.app_context():
        yield app


class Mailbox:
    """What the server was given, and what it answers."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipient_answers: dict[str, str] = {}
        self.data_answers: list[str] = []
        self.signed_in: list[str] = []

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient_answers.get(address, "250 OK")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.messages.append(message_from_bytes(content, policy=policy.default))
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login.decode())
        return AuthResult(success=data.password == b"s3cr/t", handled=False)


class Server:
    """A mail server that can be stopped and started again on the same port."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(
            self.mailbox,
            "127.0.0.1",
            self.port,
            authenticator=self.mailbox.authenticate,
            auth_require_tls=False,
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server that is up."""
    made = Server()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def mailbox(app: Flask, server: Server) -> Mailbox:
    """The server's mailbox; the wiki knows the server."""
    set_server(app, server.port)
    return server.mailbox


def set_server(app: Flask, port: int, user: str = "") -> None:
    """Make the wiki send through the server of that port."""
    url = f"smtp://{user}127.0.0.1:{port}"
    options = app.extensions["wiki"].options
    options.update({"WIKI_SMTP_URL": url, "WIKI_MAIL_FROM": "wiki@exemple.fr"})
