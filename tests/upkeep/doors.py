"""A door of paper: what goes out of the wiki in a test goes nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.kernel.outbound import Answer, Door

#: "METHOD address" -> the status, the headers and the body of an answer, or an error.
Said = Mapping[str, tuple[int, dict[str, str]] | tuple[int, dict[str, str], bytes] | Exception]


class PaperDoor(Door):
    """Answers as it is told, and remembers what was asked."""

    def __init__(self, said: Said) -> None:
        super().__init__("x")
        vars(self)["said"], vars(self)["asked"] = said, []

    @property
    def asked(self) -> list[str]:
        """What it was asked: "METHOD address"."""
        found: list[str] = vars(self)["asked"]
        return found

    def ask(self, method: str, url: str, *, limit: int = 0) -> Answer:
        """What was said of it; of the body no more than `limit`."""
        self.asked.append(f"{method} {url}")
        answer = vars(self)["said"][f"{method} {url}"]
        if isinstance(answer, Exception):
            raise answer
        status, headers, *body = answer
        return Answer(status, headers, b"".join(body)[:limit])
