"""A real mail server, and the letters that came."""

from __future__ import annotations

import re
import time

from tests.mail.conftest import Server


def letter_to(server: Server, address: str, says: str = "") -> str:
    """The text of the letter that somebody was sent and that says this, waiting for it."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        letters = [mail for mail in server.mailbox.messages if mail["To"] == address]
        for text in (str(mail.get_content()) for mail in letters):
            if says in text:
                return text
        time.sleep(0.05)
    raise AssertionError(f"no letter for {address} says « {says} »")


def link_in(text: str) -> str:
    """The first address in a letter."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found[0]
