"""Writing a mail in an act, and sending it after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

import sqlalchemy as sa

from wiki.jobs.rules import worded
from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock, signals
from wiki.kernel.db import act, insert_missing, reading, state
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import new_uid
from wiki.mail import queries, rules
from wiki.mail.models import Mail
from wiki.mail.transport import RefusedForGoodError, hand_over
from wiki.site.queries import policy, setting

#: Values that one statement takes.
_AT_ONCE = 500


def post(
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    dedupe_key: str | None = None,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> None:
    """Write a mail inside the current act: it goes out if, and once, the act is committed.

    A second one of the same `dedupe_key` is not written (the key is kept a month after sending).
    An answer goes to `reply_to`, if given. Raises `Invalid` when an address is none, or a header
    holds more than one line.
    """
    uid = new_uid()
    answered = {"Reply-To": rules.checked_recipient(reply_to)} if reply_to else {}
    values = {
        "uid": uid,
        "message_id": f"<{uid}@{sender_address().rpartition('@')[2]}>",
        "dedupe_key": dedupe_key,
        "recipient": rules.checked_recipient(to),
        "subject": rules.checked_line(subject),
        "text": rules.checked_text(text),
        "html": rules.checked_text(html or ""),
        "headers": rules.checked_headers(headers or {}) | answered,
        "written_at": clock.now(),
    }
    insert_missing(Mail, values)
    if queries.find(uid) is not None:
        _enqueue(uid)


def _enqueue(uid: str, run_at: datetime | None = None) -> None:
    """At most one job waits for each mail."""
    enqueue("mail.send", {"uid": uid}, run_at=run_at, dedupe_key=f"mail:{uid}")


def sender_address() -> str:
    """The address that sends."""
    options = state().options
    host = urlsplit(options["WIKI_PUBLIC_URL"]).hostname or "localhost"
    return str(options["WIKI_MAIL_FROM"] or f"wiki@{host}")


def send(uid: str) -> None:
    """Send one mail: the job `mail.send`. Raises what the server says when it is to be retried.

    A mail that is marked as sent never goes again. Between the server's yes and the commit, a
    crash lets it go twice, under one Message-ID.
    """
    mail = queries.find(uid)
    if mail is None or not mail.is_waiting:
        return
    server = queries.smtp_server()
    if server is None:
        with act():
            _enqueue(uid, run_at=clock.now() + rules.WAIT_FOR_SERVER)
        return
    sender = sender_address()
    try:
        message = rules.message(_letter(mail), sender, setting("name"))
        hand_over(message, sender, mail.recipient, server)
    except RefusedForGoodError as error:
        _mark(mail.id, refused_at=clock.now(), last_error=_told(mail, str(error)))
        if mail.dedupe_key:
            with act():
                signals.mail_refused.send(key=mail.dedupe_key)
    except Exception as error:
        said = _told(mail, worded(error))
        _mark(mail.id, last_error=said)
        if mail.is_unseen:
            raise OSError(said) from None  # the list of jobs shows what is raised
        raise
    else:
        _mark(mail.id, sent_at=clock.now(), text="", html="", headers={}, last_error="")


def _told(mail: Mail, said: str) -> str:
    """What a server said, which often names the one it refuses: as it may be shown."""
    return rules.without(mail.recipient, said) if mail.is_unseen else said


def _letter(mail: Mail) -> rules.Letter:
    return rules.Letter(
        mail.recipient,
        mail.subject,
        mail.text,
        mail.html,
        mail.headers,
        mail.message_id,
        mail.written_at,
    )


def _mark(mail_id: int, **changed: object) -> None:
    with act() as session:
        session.execute(sa.update(Mail).where(Mail.id == mail_id).values(changed))
        session.execute(sa.delete(Mail).where(Mail.sent_at < clock.now() - rules.KEPT))


def send_again(actor: Actor, uid: str) -> None:
    """Try a mail that waits, or was refused, again now. Raises `Missing`."""
    with act() as session:
        require(actor, May.MANAGE_SITE, policy())
        mail = session.scalar(sa.select(Mail).where(Mail.uid == uid).with_for_update())
        if mail is None or mail.sent_at is not None:
            raise Missing("mail_missing")
        mail.refused_at = None
        _enqueue(uid)
        record(actor, "mail_sent_again", "mail", uid)


def forget_letters(*beginnings: str) -> None:
    """Take away, inside an act, the letters whose key begins so, sent or not: they name one."""
    for length, these in groupby(sorted(beginnings, key=len), len):
        begins = sa.func.substr(Mail.dedupe_key, 1, length)
        for some in _parts(list(these)):
            reading().execute(sa.delete(Mail).where(begins.in_(some)))


def forget_letters_of(*addresses: str) -> None:
    """Take away, inside an act, the letters to addresses, and those that are answered there."""
    by = Mail.headers["Reply-To"].as_string()
    for some in _parts([rules.checked_recipient(one) for one in addresses]):
        gone = sa.or_(Mail.recipient.in_(some), by.in_(some))
        reading().execute(sa.delete(Mail).where(gone))


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def forget(actor: Actor, uid: str) -> None:
    """Take a mail away, sent or not. Raises `Missing`."""
    with act() as session:
        require(actor, May.MANAGE_SITE, policy())
        mail = session.scalar(sa.select(Mail).where(Mail.uid == uid).with_for_update())
        if mail is None:
            raise Missing("mail_missing")
        session.delete(mail)
        record(actor, "mail_forgotten", "mail", uid)
