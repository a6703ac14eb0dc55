"""Drafts: kept until they become a revision or are thrown away."""

from __future__ import annotations

import pytest

from tests import people
from wiki.kernel.permissions import VISITOR
from wiki.pages.queries.drafts import draft, drafts
from wiki.pages.service.drafts import discard_draft, keep_draft
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")


def test_it_keeps_the_latest_text_of_each_page_and_section() -> None:
    alice = people.make("alice")
    assert alice.member_id is not None
    keep_draft(alice, "Lieu", body="Un", base=0)
    keep_draft(alice, "lieu", body="Un café", base=0)
    keep_draft(alice, "Lieu", body="Une section", base=0, section=2)
    assert sorted(kept.body for kept in drafts(alice.member_id)) == ["Un café", "Une section"]


def test_saving_forgets_it() -> None:
    alice = people.make("alice")
    keep_draft(alice, "Lieu", body="Un café", base=0)
    save(alice, Edit("Lieu", "Un café.\n", 0))
    assert draft(alice.member_id, "Lieu") is None


def test_it_is_thrown_away_when_its_author_says_so() -> None:
    alice = people.make("alice")
    keep_draft(alice, "Lieu", body="Un café", base=0)
    discard_draft(alice, "Lieu")
    assert draft(alice.member_id, "Lieu") is None


def test_nobody_sees_that_of_somebody_else() -> None:
    keep_draft(people.make("alice"), "Lieu", body="Un café", base=0)
    assert draft(people.make("bob").member_id, "Lieu") is None


def test_a_visitor_has_none_on_the_server() -> None:
    assert keep_draft(VISITOR, "Lieu", body="Un café", base=0) is False
