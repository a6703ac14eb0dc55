"""Which tables an archive carries."""

from __future__ import annotations

from wiki.exchange.tables import ARCHIVE, BACKUP, carried
from wiki.extension import load_models
from wiki.kernel.db import Base, Derived, Truth

load_models()


def names(profile: str) -> set[str]:
    """The tables of a profile."""
    return {one.table.name for one in carried(profile)}


def test_what_is_given_to_others_is_decided_table_by_table() -> None:
    """A new table is refused here until somebody says whether its rows may be given away."""
    assert names(ARCHIVE) == {
        "wiki_apart",
        "wiki_booklet",
        "wiki_booklet_edition",
        "wiki_census_dataset",
        "wiki_charter",
        "wiki_charter_amendment",
        "wiki_charter_amendment_step",
        "wiki_charter_annex",
        "wiki_charter_annex_form",
        "wiki_charter_article",
        "wiki_charter_ballot",
        "wiki_charter_bulletin",
        "wiki_charter_combined",
        "wiki_charter_contest",
        "wiki_charter_elector",
        "wiki_charter_erasure",
        "wiki_charter_log",
        "wiki_charter_objection",
        "wiki_charter_opinion",
        "wiki_charter_option",
        "wiki_charter_paper_sheet",
        "wiki_charter_paper_vote",
        "wiki_charter_person",
        "wiki_charter_person_bulletin",
        "wiki_charter_person_turnout",
        "wiki_charter_provenance",
        "wiki_charter_proxy",
        "wiki_charter_ruling",
        "wiki_charter_signature",
        "wiki_charter_sponsor",
        "wiki_charter_text",
        "wiki_charter_turnout",
        "wiki_charter_twin",
        "wiki_charter_version",
        "wiki_charter_voice",
        "wiki_charter_vote",
        "wiki_charter_wording",
        "wiki_distinct",
        "wiki_file",
        "wiki_file_version",
        "wiki_grant",
        "wiki_joining",
        "wiki_journal",
        "wiki_mandate",
        "wiki_mark",
        "wiki_member",
        "wiki_outside_address",
        "wiki_page",
        "wiki_passage",
        "wiki_passage_anchor",
        "wiki_proofreading",
        "wiki_redirect",
        "wiki_relinked_page",
        "wiki_relinking",
        "wiki_review",
        "wiki_redaction",
        "wiki_reviewer",
        "wiki_revision",
        "wiki_reaction",
        "wiki_revision_author",
        "wiki_thanks",
        "wiki_revision_tag",
        "wiki_rewriting",
        "wiki_setting",
        "wiki_synonym",
        "wiki_text",
        "wiki_thread",
        "wiki_title_lock",
        "wiki_turn",
        "wiki_turn_text",
        "wiki_variant",
        "wiki_variant_step",
    }


def test_a_backup_carries_everything_that_cannot_be_derived() -> None:
    derived = {model.__tablename__ for model in Derived.__subclasses__()}
    assert names(BACKUP) == {table.name for table in Base.metadata.tables.values()} - derived


def test_every_table_is_truth_or_derived() -> None:
    for mapper in Base.registry.mappers:
        if mapper.class_.__module__.startswith("wiki."):
            assert issubclass(mapper.class_, Truth | Derived), mapper.class_
