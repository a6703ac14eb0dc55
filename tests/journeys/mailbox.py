"""A real mail server, and the letters that came."""

from __future__ import annotations

import re
import time

from tests.mail.conftest import Server


def letter_to(server: Server, address: str, number: int = 1) -> str:
    """The text of the letter that somebody was sent, waiting for it."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found = [mail for mail in server.mailbox.messages if mail["To"] == address]
        if len(found) >= number:
            return str(found[number - 1].get_content())
        time.sleep(0.05)
    raise AssertionError(f"no letter {number} for {address}")


def link_in(text: str) -> str:
    """The first address in a letter."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found[0]
