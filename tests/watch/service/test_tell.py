"""From an act to what is told of it: the inbox, and one letter with one line for each page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import unquote

import pytest
import sqlalchemy as sa

from tests import people
from tests.mail.conftest import Mailbox
from tests.watch.conftest import PUBLIC, Time
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.pager import END
from wiki.kernel.permissions import VISITOR
from wiki.members.queries import member, uids
from wiki.members.service.personal import erase_member
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.site.service import change_settings
from wiki.upkeep.service.day import begin as begin_days
from wiki.watch.models import Follow, Told
from wiki.watch.queries.notices import Line, inbox
from wiki.watch.rules import NEVER, NOW, Wished
from wiki.watch.service import digest
from wiki.watch.service.follow import follow, unfollow
from wiki.watch.service.notices import see
from wiki.watch.service.wishes import wish

pytestmark = pytest.mark.usefixtures("time")
Write = Callable[..., Page]


def told(name: str) -> list[Line]:
    release_reading()
    return list(inbox(people.make(name), before=END).rows)


def text_of(message: EmailMessage) -> str:
    return str(message.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_a_letter_that_cannot_be_written_keeps_no_other_from_leaving(
    time: Time, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write("La Grange", "Un.\n")
    for name in ("bob", "charlie"):
        follow(people.make(name), "page", page.uid)
    write("La Grange", "Deux.\n")
    time.pass_(minutes=1)
    bob, wrote = people.make("bob").member_id, list[int]()

    def letter(reader: digest.Reader, _lines: object, _more: object) -> digest.Letter:
        if reader.member.id == bob:
            raise ValueError("no word for it")
        wrote.append(reader.member.id)
        return digest.Letter("Du nouveau", "Un mot.", "<p>Un mot.</p>", {})

    time.now += timedelta(hours=23)
    with clock.stopped_at(time.now):
        release_reading()
        for _ in range(2):
            with pytest.raises(ValueError, match="no word for it"):
                digest.send(letter)
    assert wrote == [people.make("charlie").member_id]


def test_one_line_in_the_inbox_and_in_one_letter_however_often_a_page_changes(
    time: Time, write: Write, mailbox: Mailbox
) -> None:
    page = write("La Grange", "Un.\n")
    follow(people.make("bob"), "page", page.uid)
    for number in range(4):
        write("La Grange", f"Fois {number}.\n", "charlie" if number % 2 else "alice")
    write("La Grange", "Fois 4.\n", "bob")
    time.pass_(minutes=1)
    (line,) = told("bob")
    assert (line.title, line.times, line.first, line.last) == ("La Grange", 4, 2, 5)
    assert line.names == ("charlie", "alice")
    assert people.make("bob").news == 1
    assert mailbox.messages == []
    time.pass_(hours=23)
    mine = [one for one in mailbox.messages if one["To"] == people.address("bob")]
    (message,) = mine
    assert message["Subject"] == "Du nouveau : La Grange"
    assert "4 modifications, par charlie et alice" in text_of(message)
    assert f"{PUBLIC}/wiki/La_Grange" in text_of(message)
    assert "Parce que vous suivez cette page" in text_of(message)
    assert f"{PUBLIC}/unfollow?of=page:{page.uid}" in unquote(text_of(message))
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert f'<a href="{PUBLIC}/wiki/La_Grange/diff/1..5">' in html
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].startswith(f"<{PUBLIC}/following/stop/")
    with act():  # a worker that lost the place where it was tells again, and changes nothing
        reading().get_one(Told, "everybody").seq = 0
    time.pass_(days=2)
    assert [one for one in mailbox.messages if one["To"] == people.address("bob")] == mine
    assert told("bob")[0].times == 4
    write("La Grange", "Encore.\n")
    time.pass_(days=1)
    second = [one for one in mailbox.messages if one["To"] == people.address("bob")][1]
    assert "1 modification, par alice" in text_of(second)
    assert told("bob")[0].times == 5


def test_what_was_seen_is_not_written_and_counts_again_from_there(
    time: Time, write: Write, mailbox: Mailbox
) -> None:
    bob, page = people.make("bob"), write("La Grange", "Un.\n")
    follow(bob, "page", page.uid)
    write("La Grange", "Deux.\n")
    time.pass_(minutes=1)
    see(bob, 0, END)
    assert people.make("bob").news == 0
    time.pass_(days=1)
    assert mailbox.messages == []
    write("La Grange", "Trois.\n")
    time.pass_(minutes=1)
    (line,) = told("bob")
    assert (line.times, line.first, line.is_seen) == (1, 3, False)


def test_what_one_writes_is_followed_by_itself_unless_one_does_not_wish_it(
    time: Time, write: Write
) -> None:
    page = write("La Grange", "Un.\n", "charlie")
    wish(people.make("alice"), Wished(follows_written=False))
    write("La Grange", "Deux.\n", "alice")
    time.pass_(minutes=1)
    write("La Grange", "Trois.\n", "bob")
    time.pass_(minutes=1)
    assert [line.times for line in told("charlie")] == [2]
    assert told("alice") == []
    unfollow(people.make("charlie"), "page", page.uid)
    write("La Grange", "Quatre.\n", "charlie")
    time.pass_(minutes=1)
    write("La Grange", "Cinq.\n", "bob")
    time.pass_(minutes=1)
    assert [line.times for line in told("charlie")] == [2]


def test_nothing_is_followed_by_itself_for_who_was_erased(time: Time, write: Write) -> None:
    alice, charlie = people.make("alice"), people.make("charlie")
    write("La Grange", "Un.\n", "charlie")
    erase_member(alice, member(charlie.member_id or 0).uid)
    time.pass_(minutes=1)
    assert reading().scalars(sa.select(Follow.member_id)).all() == []


def test_refuses_to_follow_what_is_not_there_or_too_much(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, page = people.make("bob"), write("La Grange", "Un.\n")
    for kind, target in (("page", "nulle-part"), ("article", page.uid), ("territory", "region:x")):
        with pytest.raises(Missing, match="follow_missing"):
            follow(bob, kind, target)
    with pytest.raises(Refused, match="sign_in_first"):
        follow(VISITOR, "page", page.uid)
    monkeypatch.setattr("wiki.watch.service.follow.LIMIT", 1)
    follow(bob, "page", page.uid)
    with pytest.raises(Invalid, match="follow_too_many"):
        follow(bob, "territory", "departement:33")


def test_a_letter_at_once_waits_for_the_end_of_the_quiet_hours(
    time: Time, write: Write, mailbox: Mailbox
) -> None:
    bob, page = people.make("bob"), write("La Grange", "Un.\n")
    follow(bob, "page", page.uid)
    wish(bob, Wished(pace=NOW, quiet_from=22, quiet_to=7, follows_written=False))
    write("La Grange", "Deux.\n")
    time.pass_(minutes=1)
    assert len(mailbox.messages) == 1
    time.pass_(hours=14)
    write("La Grange", "Trois.\n")
    time.pass_(minutes=2)
    assert len(mailbox.messages) == 1
    time.pass_(hours=8)
    assert len(mailbox.messages) == 2
    wish(bob, Wished(pace=NEVER))
    write("La Grange", "Quatre.\n")
    time.pass_(days=8)
    assert len(mailbox.messages) == 2


def test_a_name_tells_once_in_the_same_inbox(time: Time, write: Write) -> None:
    bob = people.make("bob")
    assert bob.member_id
    naming = f"[@bob](/members/{uids({bob.member_id})[bob.member_id]})"
    write("La Grange", f"Demander à {naming}.\n")
    time.pass_(minutes=1)
    (line,) = told("bob")
    assert (line.title, line.is_named, line.names) == ("La Grange", True, ("alice",))
    see(bob, 0, END)
    write("La Grange", f"Demander à {naming} !\n")
    time.pass_(minutes=1)
    assert told("bob")[0].is_seen


def test_what_was_seen_long_ago_goes_as_the_site_wishes(time: Time, write: Write) -> None:
    bob = people.make("bob")
    for title in ("Vue", "Pas vue"):
        follow(bob, "page", write(title, "Un.\n").uid)
    write("Vue", "Deux.\n")
    time.pass_(minutes=1)
    see(bob, 0, END)
    write("Pas vue", "Deux.\n")
    time.pass_(minutes=1)
    change_settings(people.make("alice"), {"notices_kept": "3"})
    with act():
        begin_days()
    time.pass_(days=60)
    assert [line.title for line in told("bob")] == ["Pas vue", "Vue"]
    time.pass_(days=60)
    assert [line.title for line in told("bob")] == ["Pas vue"]


def test_nobody_is_told_what_is_in_the_bin_or_not_theirs_to_read_any_more(
    time: Time, write: Write, mailbox: Mailbox
) -> None:
    dora, page = people.make("dora"), write("Secret", "Un.\n")
    follow(dora, "page", page.uid)
    write("Secret", "Deux.\n")
    time.pass_(minutes=1)
    assert len(told("dora")) == 1
    delete(people.make("alice"), page.uid, "")
    assert told("dora") == []
    time.pass_(days=1)
    assert mailbox.messages == []
    shown = inbox(dora, before=END)
    see(dora, shown.first, shown.last)  # the bell does not ring for what nobody can read
    release_reading()
    assert people.make("dora").news == 0
