"""A version in another language, or easy to read: passage by passage, each written from a text.

The text of the version alone holds. A passage follows the words that it was written from: it is to
be read again once they are others, in this version or in a later one.
"""

from __future__ import annotations

from wiki.charter.rules.blocks import Block, blocks_of, normalised
from wiki.kernel.errors import Conflict, Invalid, Missing
from wiki.kernel.texts import one_line

#: Easy to read and to understand, in the language of the text itself.
EASY = "falc"
#: The forms that a text may have beside its own, with the languages that they are in.
FORMS = {
    EASY: "fr",
    **{code: code for code in ("en", "es", "pt", "it", "de", "nl", "oc", "eu", "br", "ar", "uk")},
}
#: What became of a passage: it follows the text, it has to be read again, it is not there.
FOLLOWS, STALE, LACKING = STATES = ("follows", "stale", "lacking")
TITLE, TEXT = 200, 20_000


def language(form: str) -> str:
    """The language that a form is in. Raises `Missing` for a form that there is not."""
    if form not in FORMS:
        raise Missing("twin_form")
    return FORMS[form]


def state(written_from: Block | None, now: Block) -> str:
    """What became of a passage, from the block that it was written from and what it says now.

    Without one, nothing was written.
    """
    if written_from is None:
        return LACKING
    return FOLLOWS if written_from[2:] == now[2:] else STALE


def settled(block: Block, title: str, text: str) -> tuple[str, str]:
    """The title and the words of a passage, as they are kept. Raises `Invalid`."""
    named = one_line(title[: 10 * TITLE])
    if len(named) > TITLE:
        raise Invalid("charter_long", field="title", limit=TITLE)
    if block.title and not named:
        raise Invalid("twin_title", field="title")
    said = normalised(text.replace("\x00", ""))
    if len(said) > TEXT:
        raise Invalid("charter_long", field="text", limit=TEXT)
    if block.text.strip() and not said.strip():
        raise Invalid("twin_text", field="text")
    if any(one.level for one in blocks_of(said)):
        raise Invalid("twin_headings", field="text")
    return named, said


def check_base(base: int, last: int) -> None:
    """Refuse to write over what somebody wrote meanwhile. Raises `Conflict`."""
    if base != last:
        raise Conflict("twin_moved")
