"""The headers of every answer of the wiki (OWASP ASVS 5.0 §3.4)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Response, g, request

from wiki.kernel.db import state
from wiki.markup.video import HOSTS, PLAYERS

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def content_security_policy(**more: str) -> str:
    """The policy as a header value; `more` adds sources to a directive (`_` stands for `-`)."""
    policy = dict(_POLICY)
    if players := video_players():
        policy["frame-src"] += "".join(f" https://{host}" for host in players)
    if host := tiles_host():
        policy["img-src"] += f" {host}"
    for name, sources in more.items():
        key = name.replace("_", "-")
        policy[key] = f"{policy.get(key, '')} {sources}".strip()
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def video_players() -> list[str]:
    """The hosts whose players a page may load, after a click."""
    admitted = state().options["WIKI_VIDEO_HOSTS"]
    kinds = {host: HOSTS[host] for host in admitted if host in HOSTS}
    return sorted({PLAYERS.get(kind, host) for host, kind in kinds.items()})


def tiles_host() -> str:
    """The host of the images under the maps, if a deployment named one that is not its own."""
    parts = urlsplit(str(state().options["WIKI_TILES_URL"]))
    return f"{parts.scheme}://{parts.netloc}".replace("{s}", "*") if parts.netloc else ""


_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
    "Cache-Control": "private, no-cache",
}


#: What a built asset needs, which is no page: nine of them come with a page, each byte counts.
_OF_ASSETS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def add(response: Response) -> Response:
    """Add what is not said yet: a view may say something stricter."""
    headers = response.headers
    if request.endpoint == "wiki.static.asset" and response.status_code < HTTPStatus.BAD_REQUEST:
        headers.update(_OF_ASSETS)
        return _with_hsts(response)
    said = {name.lower() for name, _ in headers}
    if "content-security-policy" not in said:
        headers.add("Content-Security-Policy", _policy())
    if "frame-ancestors 'none'" not in headers["Content-Security-Policy"]:
        said.add("x-frame-options")  # it knows no list of sites
    for name, value in _ALWAYS.items():
        if name.lower() not in said:
            headers.add(name, value)
    return _with_hsts(response)


def _with_hsts(response: Response) -> Response:
    if (seconds := state().options["WIKI_HSTS"]) and request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={seconds}")
    return response


def _policy() -> str:
    nonce = g.get("wiki_style_nonce")
    if nonce:
        return content_security_policy(style_src=f"'nonce-{nonce}'")
    return str(state().keep("headers.policy", content_security_policy))


def keep_secret(response: Response) -> Response:
    """An answer in whose address a key stands: no cache keeps it, no other site is told."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
