"""Asking other servers: the one door through which the wiki goes out.

An address may be anybody's, and the wiki stands where its server stands: what is inside its network
is not asked. A host is resolved once, every address it has is looked at, and the connection goes to
one of those, whatever the name leads to a moment later.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote, urlsplit

#: Ports that are asked, and the one of each scheme.
PORTS = {"http": 80, "https": 443}
#: Longest address, in octets.
LONGEST = 2_000

_HOST = re.compile(r"[a-z0-9.-]{1,253}|[0-9a-f:.]{2,45}")
# What an address may hold as it is; the percent sign, because it may be encoded already.
_SAFE = "!$%&'()*+,;=:@/?-._~"
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
#: Addresses that stand for others, or for none: what is behind them may be inside.
_NEVER = tuple(
    ipaddress.ip_network(one)
    for one in (
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # Teredo and other assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


class NotAskedError(Exception):
    """An address that the wiki does not ask: `code` says why.

    `address` (none that is understood), `scheme`, `credentials`, `port`, `inside`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoAnswerError(Exception):
    """A server that was asked did not answer: `code` says what happened.

    `unknown_host`, `unreachable`, `timeout`, `certificate`, `tls`, `garbled`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Target(NamedTuple):
    """An address taken apart: the host in ASCII, the path with its query, all percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as it is written in an address, with its port unless that is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, written in its one way."""
        return f"{self.scheme}://{self.authority}{self.path}"


@dataclass(frozen=True)
class Answer:
    """What a server answered: names of headers are in lower case, the body is cut to the limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def target_of(url: str) -> Target:
    """An address as it is asked; its fragment is left out. Raises `NotAskedError`."""
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotAskedError("address") from None
    if parts.scheme not in PORTS:
        raise NotAskedError("scheme")
    if "@" in parts.netloc:
        raise NotAskedError("credentials")
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise NotAskedError("address")
    query = f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    path = (quote(parts.path, _SAFE) or "/") + query
    found = Target(parts.scheme, host, PORTS[parts.scheme] if port is None else port, path)
    if len(found.url) > LONGEST:
        raise NotAskedError("address")
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the whole Internet, and stands for nothing else."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False  # one with a zone (`fe80::1%eth0`) too
    if ip.version == 6 and ip not in _PUBLIC_V6:
        return False  # mapped IPv4, NAT64, local, multicast
    if any(ip in one for one in _NEVER if one.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Sent(NamedTuple):
    method: str
    body: bytes | None
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Door:
    """How the wiki goes out: who it says it is, and how long it waits for a whole answer."""

    agent: str
    #: Seconds, from the first packet to the last.
    patience: float = 10.0
    #: Addresses and ports asked though they are not public: none, but for a test's own server.
    opened: frozenset[tuple[str, int]] = frozenset()

    def ask(
        self,
        method: str,
        url: str,
        *,
        limit: int = 0,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask one server once: no redirect is followed, at most `limit` octets are read.

        Raises `NotAskedError` and `NoAnswerError`.
        """
        target = target_of(url)
        if target.port not in (*PORTS.values(), *(port for _, port in self.opened)):
            raise NotAskedError("port")
        until = monotonic() + self.patience
        addresses = self._addresses(target)
        try:
            with _connected(addresses, target, until) as line:
                sent = _Sent(method, body, headers or {})
                return self._speak(line, sent, target, until, limit)
        except TimeoutError:
            raise NoAnswerError("timeout") from None
        except ssl.SSLCertVerificationError:
            raise NoAnswerError("certificate") from None
        except ssl.SSLError:
            raise NoAnswerError("tls") from None
        except OSError:
            raise NoAnswerError("unreachable") from None
        except (http.client.HTTPException, ValueError):
            raise NoAnswerError("garbled") from None

    def _addresses(self, target: Target) -> list[str]:
        """The addresses of a host, each of them public: a name that leads inside too is refused."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NoAnswerError("unknown_host") from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            is_usual = target.port in PORTS.values() and is_public(address)
            if not is_usual and (address, target.port) not in self.opened:
                raise NotAskedError("inside")
        return addresses

    def _speak(
        self, line: socket.socket, sent: _Sent, target: Target, until: float, limit: int
    ) -> Answer:
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = line
        ours = {"Host": target.authority, "User-Agent": self.agent, "Connection": "close"}
        connection.request(sent.method, target.path, sent.body, {**sent.headers, **ours})
        with _Response(line, until, sent.method) as response:
            response.begin()
            said = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, said, response.read(limit) if limit else b"")


def door_to(url: str, agent: str, patience: float) -> Door:
    """The way to a server that the deployment names, which alone may be inside, or on this machine.

    Raises `NotAskedError`.
    """
    target = target_of(url)
    try:
        known = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        known = []
    return Door(agent, patience, frozenset((str(one[4][0]), target.port) for one in known))


def _connected(addresses: list[str], target: Target, until: float) -> socket.socket:
    """A line to the first address that takes it, in TLS for the name of the host."""
    refusal: OSError = OSError("no address")
    for address in addresses:
        try:
            line = socket.create_connection((address, target.port), timeout=_left(until))
        except OSError as error:
            refusal = error
            continue
        if target.scheme == "http":
            return line
        try:
            context = ssl.create_default_context()
            return context.wrap_socket(line, server_hostname=target.host)
        except BaseException:
            line.close()
            raise
    raise refusal


def _left(until: float) -> float:
    """The seconds that are left. Raises `TimeoutError` when there are none."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Slow(io.RawIOBase):
    """What a socket says until a moment: one octet at a time wins a server nothing."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self.line = line
        self.until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.line.settimeout(_left(self.until))
        return self.line.recv_into(buffer)


class _Response(http.client.HTTPResponse):
    def __init__(self, line: socket.socket, until: float, method: str) -> None:
        super().__init__(line, method=method)
        self.fp.close()
        self.fp = io.BufferedReader(_Slow(line, until))
