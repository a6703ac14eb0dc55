"""What live editing bounds: everything that a browser may ask of it."""

from __future__ import annotations

import re

#: Octets of a message, in UTF-8.
MESSAGE = 256_000
#: Messages that one window sends in a second, and how many at once after a silence.
RATE, BURST = 40.0, 120.0
#: Octets of a message that count as one more.
PER_MESSAGE = 8_192
#: What waits to be sent to a window that reads slowly, in messages and in octets.
WAITING, WAITING_OCTETS = 256, 1_000_000
#: Windows of one person, and windows open on one text.
WINDOWS_OF_ONE, WINDOWS_OF_A_TEXT = 20, 100
#: Changes in one message: a window sends what it has composed, and rarely another one with it.
CHANGES_AT_ONCE = 4
#: Changes since the version that a window knows, beyond which it takes the whole text again.
BEHIND = 1_000
#: Work of one message: its sections, once and again for each change that they are mapped over, and
#: the sections of these. Beyond it a window takes the whole text again.
WORK = 60_000
#: Signs of a change to be read that count as one of its sections.
PER_SECTION = 50
#: Work that all windows of one person give in a second, and at once after a silence.
WORK_RATE, WORK_BURST = 60_000.0, 120_000.0
#: Persons whose pace a process remembers, and names of windows whose first user it does.
PEOPLE, NAMES = 2_000, 20_000
#: Seconds between two messages to a room: what comes meanwhile goes in one.
FLUSH = 0.008
#: Seconds that carets wait for a change to be told with, before they are told alone.
CARETS = 0.05
#: Seconds between two looks at what may have changed elsewhere: rights, settings, other processes.
LOOK = 1.0
#: Seconds within which every window is asked again who it is.
ASKED_AGAIN = 60.0
#: Colours that tell people apart: `c0` to `c7`.
COLOURS = 8

#: The name that a window gives itself; those that a save uses are shorter.
SHORTEST = 8
_CLIENT = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST},32}}")

#: The clients of what throws away what is not saved, and takes it back; the version follows.
DISCARD, RECOVER = "discard", "recover"

#: Why a socket is closed.
TOO_OFTEN, TOO_LARGE, RESTARTING, BUSY = 1008, 1009, 1012, 1013
UNREADABLE, UNKNOWN, FORBIDDEN = 4400, 4401, 4403

#: The key of the environment under which a request tells that texts are written live here.
SERVED = "wiki.live"


#: Seconds between two sums of one window.
SUMS = 1.0


def is_client(name: object) -> bool:
    """Whether a window may call itself so."""
    return isinstance(name, str) and _CLIENT.fullmatch(name) is not None


def taken_at(name: str) -> tuple[int, int]:
    """The epoch and the version that a text was taken at, as `epoch:version`; (0, 0) for none."""
    found = re.fullmatch(r"([0-9]{1,15}):([0-9]{1,15})", name, re.ASCII)
    return (int(found[1]), int(found[2])) if found else (0, 0)
