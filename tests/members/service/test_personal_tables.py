"""Every table that names a member is in what they are given, and is erased or stays for a reason.

A table that is new, or a column that names a member anew, fails here until somebody says which.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.extension import load_models
from wiki.kernel.db import Base
from wiki.members.models import Member
from wiki.members.service.personal import data_of, erase_myself

load_models()

#: Columns that hold the number of a member under a name that does not end in `by_id`.
NAMES = {
    *("member_id", "author_id", "actor_id", "inviter_id", "coordinator_id"),
    *("reader_id", "reporter_id"),
}
#: Columns that end in `_id`, lead to no table and name no member.
OTHERS = {
    "wiki_mail.message_id",  # of the mail itself
    "wiki_member.external_id",  # of the host, erased with the member
    "wiki_place_intake_line.register_id",  # of a place in a public register
    "wiki_charter_turnout.place_id",  # of a place
    "wiki_watch_found.page_id",  # of a page
}
#: Acts on what others wrote: the member's own line of the journal, which is given, tells each.
IN_THE_JOURNAL = {
    "wiki_apart.member_id",
    "wiki_block.by_id",
    "wiki_block.lifted_by_id",
    "wiki_census_target.added_by_id",
    "wiki_charter.made_by_id",
    "wiki_charter_amendment_step.actor_id",
    "wiki_charter_annex_form.made_by_id",
    "wiki_charter_ballot.made_by_id",
    "wiki_charter_ballot.proclaimed_by_id",
    "wiki_charter_erasure.asked_by_id",
    "wiki_charter_erasure.settled_by_id",
    "wiki_charter_log.actor_id",
    "wiki_distinct.member_id",
    "wiki_joining.member_id",
    "wiki_joining.undone_by_id",
    "wiki_mandate.ended_by_id",
    "wiki_mandate.given_by_id",
    "wiki_mandate_request.answered_by_id",
    "wiki_mark.lifted_by_id",
    "wiki_mark.reader_id",
    "wiki_mending.undone_by_id",
    "wiki_outside_address.ignored_by_id",
    "wiki_pending.decided_by_id",
    "wiki_place_batch.undone_by_id",
    "wiki_place_intake.undone_by_id",
    "wiki_redaction.member_id",
    "wiki_relinking.member_id",
    "wiki_relinking.undone_by_id",
    "wiki_report.handled_by_id",
    "wiki_reverting.member_id",
    "wiki_reverting.undone_by_id",
    "wiki_reviewer.named_by_id",
    "wiki_rewriting.decided_by_id",
    "wiki_thread.resolved_by_id",
    "wiki_turn.hidden_by_id",
}
#: What says nothing that is not said elsewhere.
SAID_ELSEWHERE = {
    "wiki_code.member_id",  # a code that was sent to the member, and is kept hashed
    "wiki_mention.author_id",  # of the message in which somebody is named, which is given
    "wiki_unwanted.sender_id",  # what somebody else wants, who alone is given it
    "wiki_page_author.member_id",  # counted from the revisions
}
#: What stays, under a number and no name: it is the history of the wiki, or what was decided.
STAYS = IN_THE_JOURNAL - {"wiki_census_target.added_by_id", "wiki_mark.reader_id"} | {
    "wiki_charter_amendment.author_id",
    "wiki_charter_annex.member_id",
    "wiki_charter_contest.member_id",
    "wiki_charter_objection.member_id",
    "wiki_charter_opinion.member_id",
    "wiki_charter_paper_sheet.entered_by_id",
    "wiki_charter_paper_sheet.settled_by_id",
    "wiki_charter_person.member_id",
    "wiki_charter_person_turnout.member_id",
    "wiki_charter_proxy.member_id",
    "wiki_charter_ruling.member_id",
    "wiki_charter_signature.member_id",
    "wiki_charter_sponsor.member_id",
    "wiki_charter_twin.member_id",
    "wiki_charter_voice.member_id",
    "wiki_charter_vote.member_id",
    "wiki_charter_wording.author_id",
    "wiki_correction.decided_by_id",
    "wiki_file.member_id",
    "wiki_file_version.member_id",
    "wiki_journal.actor_id",
    "wiki_live_change.member_id",
    "wiki_mark.member_id",
    "wiki_mending.member_id",
    "wiki_mention.author_id",
    "wiki_page_author.member_id",
    "wiki_place_batch.member_id",
    "wiki_place_intake.member_id",
    "wiki_proofreading.member_id",
    "wiki_reverting.of_id",  # why edits of theirs were undone
    "wiki_review.member_id",
    "wiki_revision.author_id",
    "wiki_revision_author.member_id",
    "wiki_revision_tag.member_id",
    "wiki_turn.author_id",
}
#: Erased row by row, for others wait behind them or may have given them too.
ONE_BY_ONE = {"wiki_contact.given_by_id", "wiki_event_registration.member_id"}


def naming_members() -> Iterator[str]:
    """Every column that names a member, of every table."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            leads = any(key.target_fullname == "wiki_member.id" for key in column.foreign_keys)
            if leads or column.name in NAMES or column.name.endswith("by_id"):
                yield str(column)


@pytest.fixture
def said(inside: Flask) -> Iterator[list[str]]:
    """The statements that the database is sent."""
    engine, heard = inside.extensions["wiki"].database.engine, list[str]()

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    sa.event.listen(engine, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(engine, "before_cursor_execute", hear)


def test_no_column_names_a_member_under_a_name_that_is_not_known() -> None:
    known = {*naming_members(), *OTHERS}
    loose = {
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_id") and not column.foreign_keys
    }
    assert loose - known == set()
    assert str(Member.__table__.c.id) == "wiki_member.id"


def test_every_table_is_given_and_erased_or_has_its_reason(said: list[str]) -> None:
    people.make("alice")
    charlie = people.make("charlie")
    said.clear()
    data_of(charlie)
    asked = "\n".join(said)
    untold = {one for one in naming_members() if f"{one} = " not in asked}
    assert untold == IN_THE_JOURNAL | SAID_ELSEWHERE
    said.clear()
    erase_myself(charlie, people.PASSWORD, place="here")
    changed = "\n".join(one for one in said if one.startswith(("DELETE", "UPDATE")))
    assert {one for one in naming_members() if f"{one} = " not in changed} == STAYS | ONE_BY_ONE
