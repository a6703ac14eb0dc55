"""Handing a message to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal
from urllib.parse import unquote, urlsplit

#: Longest silence of the server, in seconds.
TIMEOUT = 20
_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Server:
    """A mail server: how it is reached, and as whom."""

    security: Literal["smtp", "starttls", "smtps"]
    host: str
    port: int
    user: str = ""
    password: str = ""


def server(url: str) -> Server | None:
    """The server that `WIKI_SMTP_URL` names, None when it names none. Raises `ValueError`."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("WIKI_SMTP_URL: smtp://, starttls:// or smtps://, then the host")
    return Server(
        parts.scheme,  # type: ignore[arg-type]
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


class RefusedForGoodError(Exception):
    """The server will never take this message: trying again would change nothing."""


def hand_over(message: EmailMessage, sender: str, recipient: str, server: Server) -> None:
    """Give the message to the server, which has it when this returns.

    Raises `RefusedForGoodError` when the server refuses this recipient or this message with a code
    5xx; anything else that goes wrong raises `OSError` or `smtplib.SMTPException`: try again later.
    """
    connection = _open(server)
    try:
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(message, sender, [recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = error.recipients[recipient]
        _judge(code, said, error)
    except smtplib.SMTPDataError as error:
        _judge(error.smtp_code, error.smtp_error, error)
    finally:
        connection.close()  # the message is taken already: a rude goodbye loses nothing


def _open(server: Server) -> smtplib.SMTP:
    if server.security == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


def _judge(code: int, said: bytes | str, error: smtplib.SMTPException) -> None:
    if 500 <= code < 600:
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        raise RefusedForGoodError(f"{code} {words}") from error
    raise error
