"""Which video addresses are admitted, and the page and player they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from wiki.markup.urls import outside_host, safe_url

#: Hosts admitted unless a wiki says otherwise, with the kind that knows how to read an address.
HOSTS: Mapping[str, str] = {
    "youtube.com": "youtube",
    "www.youtube.com": "youtube",
    "m.youtube.com": "youtube",
    "youtu.be": "youtube-short",
    "www.youtube-nocookie.com": "youtube",
    "vimeo.com": "vimeo",
    "player.vimeo.com": "vimeo",
    "www.dailymotion.com": "dailymotion",
    "dai.ly": "dailymotion",
    "framatube.org": "peertube",
}
#: Hosts of the players, by kind; a PeerTube plays on its own host. For the policy of the site.
PLAYERS = {
    "youtube": "www.youtube-nocookie.com",
    "youtube-short": "www.youtube-nocookie.com",
    "vimeo": "player.vimeo.com",
    "dailymotion": "geo.dailymotion.com",
}

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_IN_PATH = {
    "youtube": re.compile(r"/(?:embed|shorts|live)/([A-Za-z0-9_-]{1,64})/?"),
    "youtube-short": re.compile(r"/([A-Za-z0-9_-]{1,64})/?"),
    "vimeo": re.compile(r"/(?:video/)?([0-9]{1,20})/?"),
    "dailymotion": re.compile(r"/(?:video/)?([A-Za-z0-9]{1,32})/?"),
    "peertube": re.compile(r"/(?:w|videos/watch|videos/embed)/([A-Za-z0-9-]{1,64})/?"),
}


@dataclass(frozen=True, slots=True)
class Video:
    """A video: its `host`, the `page` to go to, the `player` to load at the click."""

    host: str
    page: str
    player: str


def recognise(url: str, hosts: Mapping[str, str] = HOSTS) -> Video | None:
    """The video at `url`, if its parsed host is one of `hosts` and its path names a video.

    Both addresses are made anew from the host and the identifier; nothing else is kept.
    """
    safe = safe_url(url)
    host = outside_host(safe) if safe else None
    kind = hosts.get(host) if host else None
    if safe is None or host is None or kind is None:
        return None
    video = _identifier(kind, safe)
    return _made(kind, host, video) if video else None


def _identifier(kind: str, url: str) -> str | None:
    parts = urlsplit(url)
    if kind == "youtube" and parts.path in ("/watch", "/watch/"):
        video = parse_qs(parts.query, max_num_fields=20).get("v", [""])[0]
        return video if _ID.fullmatch(video) else None
    pattern = _IN_PATH.get(kind)
    found = pattern.fullmatch(parts.path) if pattern else None
    return found.group(1) if found else None


def _made(kind: str, host: str, video: str) -> Video:
    player = f"https://{PLAYERS.get(kind, host)}"
    if kind in ("youtube", "youtube-short"):
        page = f"https://www.youtube.com/watch?v={video}"
        return Video(host, page, f"{player}/embed/{video}")
    if kind == "vimeo":
        return Video(host, f"https://vimeo.com/{video}", f"{player}/video/{video}?dnt=1")
    if kind == "dailymotion":
        page = f"https://www.dailymotion.com/video/{video}"
        return Video(host, page, f"{player}/player.html?video={video}")
    return Video(host, f"https://{host}/w/{video}", f"{player}/videos/embed/{video}")
