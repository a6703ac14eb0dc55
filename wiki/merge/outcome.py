"""What a merge answers: the whole text as a row of hunks, each with its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Who changed a hunk, and whether a person has to settle it."""

    UNCHANGED = "unchanged"
    HEAD = "head"
    MINE = "mine"
    BOTH_SAME = "both_same"
    CLEAN = "clean"
    SUGGESTED = "suggested"
    CONFLICT = "conflict"


class Choice(StrEnum):
    """What a person may answer for a hunk, beside a text of their own."""

    BASE = "base"
    HEAD = "head"
    MINE = "mine"
    PROPOSAL = "proposal"
    BOTH = "both"


class Typed(str):
    """A text typed by a person; never taken for a `Choice`, even if they typed «mine»."""

    __slots__ = ()


class UndecidedError(ValueError):
    """Hunks (their indices are `hunks`) still wait for a choice."""

    def __init__(self, hunks: list[int]) -> None:
        super().__init__(f"hunks without a choice: {', '.join(map(str, hunks))}")
        self.hunks = hunks


class UnknownChoiceError(ValueError):
    """A choice for a hunk that does not exist, or a proposal where there is none."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of the text in its three versions.

    `result` is what the merge keeps, `None` where a person has to choose; `proposal` is a wording
    that keeps both changes, for a person to confirm, where one can be offered.
    """

    verdict: Verdict
    base: str
    head: str
    mine: str
    result: str | None = None
    proposal: str | None = None

    @property
    def both(self) -> str:
        """The two versions one after the other, the earlier save first."""
        glued = not self.head or not self.mine or self.head[-1].isspace() or self.mine[0].isspace()
        return self.head + ("" if glued else " ") + self.mine

    def chosen(self, choice: str) -> str:
        """The text that `choice` (a `Choice` by its value, or a text) gives to this hunk."""
        if isinstance(choice, Typed) or choice not in set(Choice):
            return self._with_line_end(choice)
        text = getattr(self, Choice(choice).value)
        if text is None:
            raise UnknownChoiceError("this hunk has no proposal")
        return str(text)

    def _with_line_end(self, text: str) -> str:
        """A text typed in place of whole lines ends its own line."""
        whole_lines = any(side.endswith("\n") for side in (self.base, self.head, self.mine))
        return text + "\n" if whole_lines and text and not text.endswith("\n") else text


@dataclass(frozen=True, slots=True)
class Merge:
    """The hunks of a merge, in order.

    The `base` of all hunks joined is the base, and so for `head` and `mine`, up to one final line
    feed: hunks are made of whole lines, `ends_with_newline` says whether the merged text keeps it.
    """

    hunks: tuple[Hunk, ...]
    ends_with_newline: bool

    @property
    def clean(self) -> bool:
        """Nothing is left for a person to settle."""
        return not self.undecided

    @property
    def undecided(self) -> list[int]:
        """Indices of the hunks that wait for a choice."""
        return [index for index, hunk in enumerate(self.hunks) if hunk.result is None]

    @property
    def text(self) -> str | None:
        """The merged text, or nothing while a hunk is undecided."""
        return self.resolve({}) if self.clean else None

    def resolve(self, choices: Mapping[int, str]) -> str:
        """The whole text, with `choices[index]` (see `Choice`, `Typed`) for hunk `index`.

        Every undecided hunk needs a choice (`UndecidedError`); a decided one may be given one.
        """
        unknown = [index for index in choices if not 0 <= index < len(self.hunks)]
        if unknown:
            raise UnknownChoiceError(f"no such hunk: {', '.join(map(str, unknown))}")
        missing = [index for index in self.undecided if index not in choices]
        if missing:
            raise UndecidedError(missing)
        text = "".join(
            hunk.chosen(choices[index]) if index in choices else hunk.result or ""
            for index, hunk in enumerate(self.hunks)
        )
        return text if self.ends_with_newline else text.removesuffix("\n")
