"""What may be reported, and what may come of it."""

from __future__ import annotations

from wiki.kernel.errors import Invalid

#: What is reported.
KINDS = ("page", "turn", "file", "member")
#: What came of a report: something was done, or nothing had to be.
ACTED, KEPT = OUTCOMES = ("acted", "kept")
#: Longest report, longest answer, in characters.
REASON, ANSWER = 2_000, 2_000
#: Since how many days the edits of a member are undone; 0: since they joined.
DAYS = (1, 7, 30, 0)


def clean_reason(raw: str) -> str:
    """What is reported, as it is kept. Raises `Invalid`."""
    text = _clean(raw)
    if not text:
        raise Invalid("report_reason", field="reason")
    if len(text) > REASON:
        raise Invalid("report_reason_long", field="reason", limit=REASON)
    return text


def clean_answer(raw: str) -> str:
    """What is answered; it may be nothing. Raises `Invalid`."""
    text = _clean(raw)
    if len(text) > ANSWER:
        raise Invalid("report_answer_long", field="answer", limit=ANSWER)
    return text


def _clean(raw: str) -> str:
    return raw[: 10 * REASON].replace("\r\n", "\n").replace("\x00", "\ufffd").strip()
