"""What a file may be called, and how it is spoken of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass

from wiki.files.inspection import EXTENSIONS, Content
from wiki.kernel.errors import Invalid

#: Longest name, and longest alternative text, credit or licence, in characters.
NAME_LENGTH, TEXT_LENGTH = 100, 1000
#: Widths in pixels in which an image is offered: in lists, in pages.
SMALL, LARGE = 320, 1200
WIDTHS = (SMALL, LARGE)
#: The type of the documents that pages show and whose words are found.
PDF = "application/pdf"
#: Types that a browser shows by itself; the others would be offered to be kept.
SHOWN_INLINE = frozenset(EXTENSIONS)

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_UNITS = ("octets", "ko", "Mo", "Go")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: An address of a file in a text.
ADDRESS = re.compile(r"/files/([23456789a-z]{12})(?:/([^\s)\"'<>#?]*))?")


@dataclass(frozen=True)
class Description:
    """What people say about a file."""

    alt: str = ""
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Reading:
    """What is read in a document: how many pages, None when that is not known, and their texts."""

    pages: int | None = None
    texts: tuple[str, ...] = ()


NOTHING = Reading()


def checked_name(raw: str, media_type: str) -> str:
    """The name under which a file is served: without folders or odd signs, its true extension."""
    # Cut first: putting endless runs of accents in order takes quadratic time.
    given = unicodedata.normalize("NFC", raw[-10 * NAME_LENGTH :])
    last = given.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] if "." in last.strip(".") else last
    stem = _NOT_IN_NAMES.sub("-", stem).strip("-._")
    stem = re.sub(r"-{2,}", "-", stem)
    extension = EXTENSIONS[media_type]
    return f"{stem[: NAME_LENGTH - len(extension) - 1] or 'fichier'}.{extension}"


def checked(description: Description) -> Description:
    """The description as it is kept: one line each. Raises `Invalid`."""
    return Description(*(_checked(name, raw) for name, raw in asdict(description).items()))


def _checked(name: str, raw: str) -> str:
    if len(raw) > 2 * TEXT_LENGTH:
        raise Invalid("file_text_long", limit=TEXT_LENGTH, field=name)
    text = " ".join(unicodedata.normalize("NFC", raw).split())
    if _CONTROL.search(text):
        raise Invalid("file_character", field=name)
    if len(text) > TEXT_LENGTH:
        raise Invalid("file_text_long", limit=TEXT_LENGTH, field=name)
    return text


def kind_of(media_type: str) -> str:
    """« PDF », « PNG », « JPEG »…"""
    return media_type.rpartition("/")[2].upper()


def size_in_words(octets: int) -> str:
    """« 390 ko » in the French of the pages: decimal units, two figures below ten."""
    value, unit = float(octets), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    rounded = f"{value:.1f}" if unit and value < 9.95 else f"{value:.0f}"
    return f"{rounded.removesuffix('.0').replace('.', ',')}\u00a0{_UNITS[unit]}"


def markdown(name: str, address: str, content: Content, alt: str) -> str:
    """What to write in a page to show the file, or to offer it."""
    label = re.sub(r"([\\\[\]])", r"\\\1", alt or name)
    return f"![{label if alt else ''}]({address})" if content.width else f"[{label}]({address})"


def mentioned(text: str) -> frozenset[str]:
    """The uids of the files that a text mentions."""
    return frozenset(found.group(1) for found in ADDRESS.finditer(text))


def dependency(uid: str) -> str:
    """The key of the renderings that show a file."""
    return f"file:{uid}"
