"""Going out: a real server on this machine, let in by name; all the rest inside is refused."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any

import pytest

from wiki.kernel.outbound import (
    LONGEST,
    Door,
    NoAnswerError,
    NotAskedError,
    is_public,
    target_of,
)

#: What a request said: method, path, headers.
Heard = list[tuple[str, str, dict[str, str]]]


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[int, Heard]]:
    """A server on this machine that answers so: its port, and what it hears."""
    heard: Heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append((self.command, self.path, dict(self.headers)))
            answer(self)

        do_HEAD = do_GET  # noqa: N815 - named by its method

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1], heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def door(port: int, patience: float = 5.0) -> Door:
    """A door open on one port of this machine."""
    return Door(
        "wiki-essai (+https://wiki.exemple.fr/)", patience, frozenset({("127.0.0.1", port)})
    )


def hello(request: BaseHTTPRequestHandler) -> None:
    """Two hundred, and a hundred thousand octets."""
    request.send_response(200)
    request.send_header("X-Said", "Bonjour")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(b"x" * 100_000)


def test_a_server_is_asked_under_its_name_by_one_who_says_who_asks() -> None:
    with serving(hello) as (port, heard):
        answer = door(port).ask("HEAD", f"http://127.0.0.1:{port}/une page?q=été#ici")
    assert (answer.status, answer.headers["x-said"], answer.body) == (200, "Bonjour", b"")
    method, path, headers = heard[0]
    assert (method, path) == ("HEAD", "/une%20page?q=%C3%A9t%C3%A9")
    assert headers["Host"] == f"127.0.0.1:{port}"
    assert headers["User-Agent"] == "wiki-essai (+https://wiki.exemple.fr/)"
    assert "Cookie" not in headers


def test_no_more_is_read_than_the_limit() -> None:
    with serving(hello) as (port, _):
        assert len(door(port).ask("GET", f"http://127.0.0.1:{port}/", limit=1_000).body) == 1_000
        assert door(port).ask("GET", f"http://127.0.0.1:{port}/").body == b""


def test_a_redirect_is_told_and_not_followed() -> None:
    def move(request: BaseHTTPRequestHandler) -> None:
        request.send_response(301)
        request.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        request.end_headers()

    with serving(move) as (port, heard):
        answer = door(port).ask("GET", f"http://127.0.0.1:{port}/")
    assert (answer.status, len(heard)) == (301, 1)
    assert answer.headers["location"] == "http://169.254.169.254/latest/meta-data/"


def test_a_server_that_speaks_one_octet_at_a_time_is_left() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        try:
            for octet in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000:
                request.wfile.write(bytes([octet]))
                sleep(0.05)
        except OSError:
            return

    with serving(drip) as (port, _):
        began = monotonic()
        with pytest.raises(NoAnswerError, match="timeout"):
            door(port, patience=0.4).ask("GET", f"http://127.0.0.1:{port}/")
        assert monotonic() - began < 3


def test_a_server_that_says_nothing_sensible_is_told_apart() -> None:
    with serving(lambda request: _said(request, b"Bonjour\r\n\r\n")) as (port, _):
        with pytest.raises(NoAnswerError, match="garbled"):
            door(port).ask("GET", f"http://127.0.0.1:{port}/")
        with pytest.raises(NoAnswerError, match="tls"):
            door(port).ask("GET", f"https://127.0.0.1:{port}/")


def _said(request: BaseHTTPRequestHandler, octets: bytes) -> None:
    request.wfile.write(octets)


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(NoAnswerError, match="unreachable"):
            door(port).ask("HEAD", f"http://127.0.0.1:{port}/")


def test_a_name_without_an_address_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoAnswerError, match="unknown_host"):
        Door("x").ask("HEAD", "https://exemple.invalid/")


@pytest.fixture
def leads_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Gives ``leads_to(*addresses)``: every name has these; the names asked for, one by one."""

    def leads_to_(*addresses: str) -> list[str]:
        asked: list[str] = []

        def resolve(host: str, port: int, **_: object) -> list[Any]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return asked

    return leads_to_


@pytest.mark.parametrize(
    "address",
    [
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "localhost",
    ],
)
def test_refuses_what_is_not_of_the_whole_internet(
    address: str, leads_to: Callable[..., list[str]]
) -> None:
    assert not is_public(address)
    leads_to("93.184.215.14", address)
    with pytest.raises(NotAskedError, match="inside"):
        Door("x").ask("GET", "http://exemple.fr/")


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a01:e0a::1"])
def test_takes_what_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
    ],
)
def test_refuses_this_machine_by_any_of_its_names(url: str) -> None:
    with pytest.raises((NotAskedError, NoAnswerError), match=r"inside|unknown_host"):
        Door("x").ask("GET", url)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://exemple.fr/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("//exemple.fr/", "scheme"),
        ("gopher://exemple.fr:70/", "scheme"),
        ("http://alice:secret@exemple.fr/", "credentials"),
        ("http://exemple.fr@127.0.0.1/", "credentials"),
        ("http://exemple.fr:22/", "port"),
        ("https://exemple.fr:8443/", "port"),
        ("http://exemple.fr:99999/", "address"),
        ("http:///chemin", "address"),
        ("http://exem ple.fr/", "address"),
        ("http://[::1/", "address"),
        ("http://exemple.fr\\@127.0.0.1/", "credentials"),
        ("http://exemple.fr/" + "é" * LONGEST, "address"),
    ],
)
def test_refuses_an_address_that_is_not_for_readers(
    url: str, code: str, leads_to: Callable[..., list[str]]
) -> None:
    asked = leads_to("93.184.215.14")
    with pytest.raises(NotAskedError) as refusal:
        Door("x").ask("GET", url)
    assert refusal.value.code == code
    assert asked == []


def test_the_name_is_resolved_once_and_the_line_goes_where_it_led(
    leads_to: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time gains nothing."""
    gone_to: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        gone_to.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    asked = leads_to("93.184.215.14", "1.1.1.1")
    with pytest.raises(NoAnswerError, match="unreachable"):
        Door("x").ask("GET", "https://exemple.fr/")
    assert asked == ["exemple.fr"]
    assert gone_to == [("93.184.215.14", 443), ("1.1.1.1", 443)]


def test_the_certificate_is_that_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line goes to an address, the secret is agreed on with the name."""
    names: list[str] = []

    def wrap(line: socket.socket, server_hostname: str) -> socket.socket:
        names.append(server_hostname)
        return line

    context = ssl.create_default_context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    monkeypatch.setattr(context, "wrap_socket", wrap, raising=False)
    monkeypatch.setattr(ssl, "create_default_context", lambda: context)
    with serving(hello) as (port, heard):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert door(port).ask("HEAD", f"https://Exemple.FR:{port}/").status == 200
    assert names == ["exemple.fr"]
    assert heard[0][2]["Host"] == f"exemple.fr:{port}"


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with serving(hello) as (port, _):
        assert door(port).ask("HEAD", f"http://127.0.0.1:{port}/").status == 200


def test_only_the_opened_port_is_let_in() -> None:
    with serving(hello) as (port, heard), serving(hello) as (other, _):
        with pytest.raises(NotAskedError, match="port"):
            door(port).ask("HEAD", f"http://127.0.0.1:{other}/")
        with pytest.raises(NotAskedError, match="inside"):
            door(port).ask("HEAD", "http://127.0.0.1/")
    assert heard == []


def test_an_address_has_one_way_of_being_written() -> None:
    assert target_of("HTTP://Été.Exemple.FR:80/a b?c=d e#f").url == (
        "http://xn--t-9fab.exemple.fr/a%20b?c=d%20e"
    )
    assert target_of("https://exemple.fr").url == "https://exemple.fr/"
    assert target_of("https://[2001:DB8::1]:443/%C3%A9").url == "https://[2001:db8::1]/%C3%A9"
