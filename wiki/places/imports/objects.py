"""A file of JSON as objects, bounded: what is too large, too deep or unreadable is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.rows import MOST_ROWS
from wiki.places.imports.table import LARGEST


def read_json(file: BinaryIO) -> Any:
    """What a file says. Raises `TooMuch` (`file_too_large`) and `Invalid` (`file_not_json`)."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooMuch("file_too_large", megabytes=LARGEST // 1_000_000)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise Invalid("file_not_json") from error


def _refused(name: str) -> None:
    raise ValueError(name)


def elements(
    said: Any, names: tuple[str, ...], most: int = MOST_ROWS
) -> list[tuple[str, Mapping[str, Any]]]:
    """The objects of a list, or of the first of these names that holds some, each with its key.

    Raises `Invalid` (`file_without_places`) and `TooMuch` (`too_many_rows`).
    """
    held = said
    if isinstance(said, dict):
        held = next((said[name] for name in names if isinstance(said.get(name), list | dict)), None)
    found: list[tuple[str, Mapping[str, Any]]]
    if isinstance(held, dict):
        found = [(str(key), one) for key, one in held.items() if isinstance(one, dict)]
    elif isinstance(held, list):
        found = [("", one) for one in held if isinstance(one, dict)]
    else:
        raise Invalid("file_without_places")
    if not found:
        raise Invalid("file_without_places")
    if len(found) > most:
        raise TooMuch("too_many_rows", most=most)
    return found


def text(value: Any) -> str:
    """A value as a text; "" for what is no text and no number.

    JSON may write NUL and lone surrogates, which databases and UTF-8 do not take: they are left.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode().strip()


def part(value: Any, name: str) -> Any:
    """What an object has under a name; None for what is no object."""
    return value.get(name) if isinstance(value, dict) else None
