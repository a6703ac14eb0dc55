"""How much the files may take: of one member, and of all together."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.files import megabytes, queries
from wiki.files.rules import size_in_words
from wiki.kernel.errors import TooMuch
from wiki.site.queries import setting


@dataclass(frozen=True)
class Room:
    """Octets that are taken, and how many may be; None for no bound."""

    taken: int
    most: int | None

    @property
    def share(self) -> int:
        """What is taken, in hundredths."""
        return min(100, round(100 * self.taken / self.most)) if self.most else 0


def of_member(member_id: int | None, but: str = "") -> Room:
    """The room of a member. `but` is the uid of an upload that is not counted."""
    return Room(queries.used_by(member_id, but), megabytes.octets(str(setting("files_per_member"))))


def of_all(but: str = "") -> Room:
    """The room of the wiki."""
    return Room(queries.used(but), megabytes.octets(str(setting("files_in_all"))))


def refuse_beyond(member_id: int | None, octets: int, but: str = "") -> None:
    """Raises `TooMuch` when so much more does not fit."""
    rooms = {"file_room_member": of_member(member_id, but), "file_room_wiki": of_all(but)}
    for code, room in rooms.items():
        if room.most is not None and room.taken + octets > room.most:
            raise TooMuch(
                code,
                size=size_in_words(octets),
                taken=size_in_words(room.taken),
                most=size_in_words(room.most),
            )
