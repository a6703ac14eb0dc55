"""What a mail may hold, and how it is written for the network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from wiki.kernel.errors import Invalid

#: The key of a letter whose address nobody is to be shown begins so.
UNSEEN = "unseen:"
#: How long the trace of a mail that was sent is kept.
KEPT = timedelta(days=30)
#: When a mail looks again whether a server has been set.
WAIT_FOR_SERVER = timedelta(minutes=15)
#: Longest subject, in characters, and longest text, in octets.
SUBJECT_LENGTH, TEXT_SIZE = 300, 200_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
#: Headers that only we write.
_OURS = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "message-id", "sender", "reply-to"}
    | {"return-path", "mime-version", "content-type", "content-transfer-encoding"}
    | {"auto-submitted"}
)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Letter:
    """What a message says, before it is written for the network."""

    recipient: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    message_id: str
    written_at: datetime


def checked_recipient(raw: str) -> str:
    """The address as mail is sent to it. Raises `Invalid`: one address, nothing else."""
    if _CONTROL.search(raw):
        raise Invalid("mail_address", address=_CONTROL.sub(" ", raw))
    try:
        found = validate_email(
            raw.strip(), check_deliverability=False, globally_deliverable=False, strict=True
        )
    except EmailNotValidError as error:
        raise Invalid("mail_address", address=raw) from error
    return found.ascii_email or found.normalized


def checked_line(raw: str) -> str:
    """A subject, or the value of a header: one line. Raises `Invalid`."""
    if _CONTROL.search(raw) or len(raw) > SUBJECT_LENGTH:
        raise Invalid("mail_header")
    return raw.strip()


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers added to ours, such as `List-Unsubscribe`. Raises `Invalid`."""
    for name in headers:
        if not _NAME.fullmatch(name) or name.casefold() in _OURS:
            raise Invalid("mail_header")
    return {name: checked_line(value) for name, value in headers.items()}


def checked_text(raw: str) -> str:
    """A text that can be sent. Raises `Invalid`."""
    if "\0" in raw or len(raw.encode()) > TEXT_SIZE:
        raise Invalid("mail_text")
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def message(letter: Letter, sender: str, sender_name: str) -> EmailMessage:
    """The message as it goes to the server."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(_CONTROL.sub(" ", sender_name), addr_spec=sender)
    made["To"] = Address(addr_spec=letter.recipient)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.written_at)
    made["Message-ID"] = letter.message_id
    made["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        made[name] = value
    made.set_content(letter.text)
    if letter.html:
        made.add_alternative(letter.html, subtype="html")
    return made


def without_secrets(text: str, instead: str) -> str:
    """The text with `instead` for each address: a link may let in whoever follows it."""
    return _ADDRESS.sub(instead, text)


def holds_link(text: str) -> bool:
    """Whether the text holds an address to follow."""
    return _ADDRESS.search(text) is not None


def without(address: str, text: str) -> str:
    """The text with « … » for a mail address, however it is written."""
    return re.sub(re.escape(address), "…", text, flags=re.IGNORECASE)
