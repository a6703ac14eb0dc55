"""Small pieces of HTML that every screen holds by the dozen, as filters: cheaper than macros."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal, Protocol

from markupsafe import Markup, escape

from wiki.web import filters
from wiki.web.safe import safe
from wiki.web.static import asset_url

#: Colours that the stylesheet has for the initials of people.
_COLOURS = 8


def icon(name: str, label: str = "") -> Markup:
    """A drawing of the sprite: decoration, or read aloud when it has a label."""
    return _icon(asset_url("icons.svg"), name, label)


@lru_cache(2_000, typed=True)
def _icon(sprite: str, name: str, label: str) -> Markup:
    is_said = safe(' role="img" aria-label="{}"').format(label)
    role = is_said if label else safe(' aria-hidden="true" focusable="false"')
    shape = '<svg class="icon" width="20" height="20"{}><use href="{}#{}"/></svg>'
    return safe(shape).format(role, sprite, name)


@lru_cache(2_000, typed=True)
def avatar(name: str, size: str = "") -> Markup:
    """The initials of a name on one of the colours; the name itself stands beside it."""
    words = name.replace("-", " ").replace(".", " ").split()
    initials = words[0][0] if words else "?"
    if len(words) > 1:
        initials += words[-1][0]
    shape = '<span class="avatar avatar-{}{}" aria-hidden="true">{}</span>'
    more = f" avatar-{size}" if size else ""
    return safe(shape).format(colour(name), more, initials.upper())


def colour(name: str) -> int:
    """Which of the colours of people is that of a name."""
    letters = [ord(each) - ord("a") + 1 for each in name.lower() if "a" <= each <= "z"]
    return sum(letters) % _COLOURS


def time(value: datetime, form: Literal["ago", "moment", "day", "short"] = "ago") -> Markup:
    """« il y a 3 jours », the full date on hover; another form writes the date out."""
    if form == "moment":  # what is read is what is hovered
        written = filters.moment(value)
        return _time(filters.iso(value), written, written)
    return time_said(value, _FORMS[form](value))


def time_said(value: datetime, said: str) -> Markup:
    """A moment in the words of the caller, the full date on hover."""
    return _time(filters.iso(value), filters.moment(value), said)


_FORMS = {
    "ago": filters.ago,
    "day": filters.day,
    "short": filters.short_moment,
}


@lru_cache(4_000)
def _time(iso: str, title: str, said: str) -> Markup:
    return safe(f'<time datetime="{iso}" title="{escape(title)}">{escape(said)}</time>')


class Span(Protocol):
    """A run of a passage, marked or not."""

    @property
    def text(self) -> str: ...
    @property
    def marked(self) -> bool: ...


def passage(spans: Iterable[Span]) -> Markup:
    """A passage with the words that were looked for marked."""
    return safe("".join(_said(span) for span in spans))


def _said(span: Span) -> str:
    text = str(escape(span.text))
    return f"<mark>{text}</mark>" if span.marked else text


ALL = {
    "icon": icon,
    "avatar": avatar,
    "colour": colour,
    "time": time,
    "time_said": time_said,
    "passage": passage,
}
