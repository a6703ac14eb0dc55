"""The parts of a workbook (XLSX), walked through without ever being held whole.

What is made to fill the memory or to keep others waiting is refused: before it is read by what the
archive says of its sizes, of which `zipfile` reads no more; while it is read by its marks.
"""

from __future__ import annotations

import io
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar
from xml.parsers import expat

from wiki.kernel.errors import Invalid, TooMuch

Found = TypeVar("Found")
#: Octets of a workbook once out of its archive.
LARGEST = 120_000_000
#: How many times larger than in the archive: honest workbooks are below 60.
MOST_PRESSED = 200
MOST_PARTS = 2_000
#: Elements of all that is read of a workbook; a cell is two or three, of twelve signs and more.
MOST_MARKS = 15_000_000
_SMALL = 1_000_000
_CHUNK = 65_536
#: Octets of one tag: expat looks at one anew with each chunk until it ends.
_LONGEST_TAG = 1_000_000


class Walk(ABC, Generic[Found]):
    """What is kept of a part: `found` is taken after each chunk of it, and emptied."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    @abstractmethod
    def begins(self, name: str, said: Mapping[str, str]) -> None:
        """An element, without the prefix of its name, and its attributes."""

    def ends(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


class Parts:
    """An archive, opened once. Raises `TooMuch` (`file_too_large`) when it is too large."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        parts = self._archive.infolist()
        size = sum(part.file_size for part in parts)
        pressed = any(
            part.file_size > _SMALL and part.file_size > MOST_PRESSED * part.compress_size
            for part in parts
        )
        if size > LARGEST or len(parts) > MOST_PARTS or pressed:
            raise _too_large()
        self.names = frozenset(part.filename for part in parts)
        self._marks = 0

    def walked(self, name: str, walk: Walk[Found]) -> Iterator[Found]:
        """What a walk finds in a part.

        Raises `TooMuch` (`file_too_large`), `Invalid` (`workbook_unreadable`), and what `zipfile`
        and `expat` raise.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.StartElementHandler = self._counted(walk)
        parser.EndElementHandler = lambda name: walk.ends(_local(name))
        parser.CharacterDataHandler = walk.text
        given = 0
        with self._archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
                given += len(chunk)
                if given - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise Invalid("workbook_unreadable")
                yield from _taken(walk)
        parser.Parse(b"", True)
        yield from _taken(walk)

    def _counted(self, walk: Walk[Found]) -> Callable[[str, dict[str, str]], None]:
        def begins(name: str, said: dict[str, str]) -> None:
            self._marks += 1
            if self._marks > MOST_MARKS:
                raise _too_large()
            walk.begins(_local(name), said)

        return begins


def _taken(walk: Walk[Found]) -> Iterator[Found]:
    found, walk.found = walk.found, []
    yield from found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _too_large() -> TooMuch:
    return TooMuch("file_too_large", megabytes=LARGEST // 1_000_000)


def _refuse_entities(*_: object) -> None:
    raise Invalid("workbook_unreadable")
