"""Thanks for a version: once, by others, told in one line and by no letter unless it is wished."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from tests.mail.conftest import Mailbox
from tests.watch.conftest import Time
from tests.watch.service.test_tell import text_of, told
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, Refused, TooOften
from wiki.kernel.permissions import VISITOR
from wiki.members.queries import member
from wiki.members.service.personal import data_of, erase_member
from wiki.pages.models import Page
from wiki.pages.queries.thanks import thanked, thanks_of
from wiki.pages.service import thanks
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings
from wiki.watch.rules import NOW, Wished
from wiki.watch.service.wishes import wish

pytestmark = pytest.mark.usefixtures("time")
Write = Callable[..., Page]


def test_thanks_are_one_line_and_no_letter(time: Time, write: Write, mailbox: Mailbox) -> None:
    page = write("La Grange", "Un.\n", "charlie")
    write("La Grange", "Deux.\n", "charlie")
    alice, bob, charlie = (people.make(one) for one in ("alice", "bob", "charlie"))
    with clock.stopped_at(time.now):
        for _ in range(2):
            thanks.thank(bob, page.uid, 2)
        thanks.thank(alice, page.uid, 1)
        thanks.thank(people.make("dora"), page.uid, 2)
    time.pass_(minutes=1)
    (line,) = told("charlie")
    assert (line.key[0], line.title, line.times) == ("thanks", "La Grange", 3)
    assert line.names == ("dora", "alice", "bob")
    assert people.make("charlie").news == 1
    time.pass_(days=2)
    assert mailbox.messages == []
    assert thanked(charlie.member_id or 0) == (3, 0, ["La Grange"])
    found = thanks_of(page.uid, [1, 2], bob.member_id)
    assert (found[2], found[1]) == ((2, True, True), (1, False, True))
    assert not thanks_of(page.uid, [1], charlie.member_id)[1].is_open
    with clock.stopped_at(time.now):
        thanks.take_back(alice, page.uid, 1)
        wish(charlie, Wished(NOW, mails_thanks=True))
        thanks.thank(bob, page.uid, 1)
    time.pass_(minutes=1)
    assert told("charlie")[0].times == 3
    (message,) = mailbox.messages
    assert "remerciement" in text_of(message)
    said = data_of(people.make("charlie"))["pages"]
    assert [one["number"] for one in said["thanks_received"]] == [1, 2, 2]
    assert len(data_of(bob)["pages"]["thanks_given"]) == 2
    erase_member(alice, member(bob.member_id or 0).uid)
    assert thanked(charlie.member_id or 0).received == 1
    assert told("charlie")[0].times == 1


def test_refuses_thanks_to_oneself_to_nobody_or_too_many(write: Write, time: Time) -> None:
    page = write("La Grange", "Un.\n", "charlie")
    bob = people.make("bob")
    shared = Edit("La Grange", "Deux.\n", 1, co_author_ids=(bob.member_id or 0,))
    save(people.make("charlie"), shared)
    change_settings(people.make("alice"), {"editing": "anyone"})
    save(VISITOR, Edit("La Grange", "Trois.\n", 2))
    for actor, number, code in (
        (people.make("charlie"), 1, "thanks_own"),
        (bob, 2, "thanks_own"),
        (bob, 3, "thanks_nobody"),
    ):
        with pytest.raises(Invalid) as refused:
            thanks.thank(actor, page.uid, number)
        assert refused.value.code == code
    with pytest.raises(Refused):
        thanks.thank(VISITOR, page.uid, 1)
    with clock.stopped_at(time.now):
        for _ in range(thanks.MOST):
            thanks.thank(bob, page.uid, 1)
            thanks.take_back(bob, page.uid, 1)
        with pytest.raises(TooOften):
            thanks.thank(bob, page.uid, 1)
