"""What takes rows away without a DELETE: INSERT OR REPLACE on SQLite, TRUNCATE on PostgreSQL.

On a connection that is not ours SQLite asks no trigger when it replaces a row; one that looks
before it inserts is asked on every connection.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

#: Table of what charters keep, and the journal -> its keys: the primary one, then the unique ones.
KEYS = {
    "wiki_charter_amendment": ("id", "charter_id number", "uid"),
    "wiki_charter_amendment_step": ("amendment_id number",),
    "wiki_charter_annex": ("id", "uid", "hash", "charter_id place_id number"),
    "wiki_charter_annex_form": ("charter_id number",),
    "wiki_charter_ballot": ("id", "uid", "follows_id", "charter_id number"),
    "wiki_charter_bulletin": ("id", "ballot_id receipt"),
    "wiki_charter_combined": ("amendment_id source_id",),
    "wiki_charter_contest": ("id", "uid"),
    "wiki_charter_elector": ("ballot_id place_id",),
    "wiki_charter_erasure": ("id", "uid"),
    "wiki_charter_log": ("charter_id number",),
    "wiki_charter_objection": ("id", "uid"),
    "wiki_charter_opinion": ("objection_id place_id",),
    "wiki_charter_option": ("ballot_id number",),
    "wiki_charter_paper_sheet": ("id", "uid"),
    "wiki_charter_paper_vote": ("sheet_id place_id",),
    "wiki_charter_person": ("ballot_id member_id",),
    "wiki_charter_person_bulletin": ("id", "ballot_id receipt"),
    "wiki_charter_person_turnout": ("ballot_id member_id",),
    "wiki_charter_provenance": ("charter_id revision",),
    "wiki_charter_proxy": ("ballot_id place_id", "ballot_id to_place_id"),
    "wiki_charter_ruling": ("ballot_id",),
    "wiki_charter_signature": ("id", "uid"),
    "wiki_charter_sponsor": ("id",),
    "wiki_charter_text": ("hash",),
    "wiki_charter_turnout": ("ballot_id place_id",),
    "wiki_charter_twin": ("id",),
    "wiki_charter_voice": ("id", "ballot_id member_id is_current"),
    "wiki_charter_vote": ("id", "ballot_id place_id is_current"),
    "wiki_charter_wording": ("amendment_id number",),
    "wiki_file_version": ("file_id number",),
    "wiki_journal": ("seq",),
    "wiki_proofreading": ("id",),
}


_TRIGGER = (
    "CREATE TRIGGER {table}_holds_keys BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {found}) "
    "BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
)


def _held(table: str, keys: Sequence[str]) -> str:
    there = (" AND ".join(f"{one} = new.{one}" for one in key.split()) for key in keys)
    found = " OR ".join(f"({said})" for said in there)
    return _TRIGGER.format(table=table, found=found)


#: Others whose rows are kept: their texts are known by what they say, and met again.
OTHERS = (
    "wiki_booklet_edition",
    "wiki_census_dataset",
    "wiki_passage",
    "wiki_redaction",
    "wiki_revision",
    "wiki_revision_author",
    "wiki_text",
    "wiki_turn_text",
)
SQLITE_KEYS = {f"{table}_holds_keys": _held(table, keys) for table, keys in KEYS.items()}
POSTGRES_KEYS = {
    f"{table}_holds_rows": f"CREATE TRIGGER {table}_holds_rows BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION wiki_refuse_truncate()"
    for table in (*KEYS, *OTHERS)
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION wiki_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION '%% is never changed', TG_TABLE_NAME; END$$"
)


def reinstall(connection: sa.Connection) -> None:
    """Drop and make again everything of this file, on the tables that have these columns."""
    is_sqlite = connection.dialect.name == "sqlite"
    there = sa.inspect(connection)
    if not is_sqlite:
        connection.exec_driver_sql(_FUNCTION)
    for name, statement in (SQLITE_KEYS if is_sqlite else POSTGRES_KEYS).items():
        table = name.partition("_holds")[0]
        on = "" if is_sqlite else f" ON {table}"
        if not there.has_table(table):
            continue
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
        columns = {one["name"] for one in there.get_columns(table)}
        if columns >= {column for key in KEYS.get(table, ()) for column in key.split()}:
            connection.exec_driver_sql(statement)
