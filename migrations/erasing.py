"""What two people agreed to erase of a frozen text goes, and nothing else of it."""

from __future__ import annotations

import sqlalchemy as sa

#: The text is as it was but for the passage, in whose place is what was agreed.
_SPLICED = (
    "EXISTS (SELECT 1 FROM wiki_charter_erasure AS e WHERE e.text_hash = old.hash "
    "AND e.state = 'agreed' AND new.text = substr(old.text, 1, e.start - 1) || e.mark "
    "|| substr(old.text, e.start + e.size))"
)
_KEPT = "id uid charter_id text_hash block start size words_hash mark reason asked_by_id asked_as "
_KEPT += "asked_at"
_STEPS = "'asked agreed', 'asked dropped', 'agreed done'"
_MOVED = (
    f"old.state || ' ' || new.state NOT IN ({_STEPS}) OR new.settled_by_id IS NULL "
    "OR (new.state = 'agreed' AND new.settled_by_id = old.asked_by_id)"
)
#: (table, verb) -> when it is refused, and the columns that stay whatever comes.
_REFUSED = {
    ("wiki_charter_text", "UPDATE"): (f"NOT {_SPLICED}", "hash parent_hash frozen_at"),
    ("wiki_charter_erasure", "INSERT"): ("new.state <> 'asked'", ""),
    ("wiki_charter_erasure", "UPDATE"): (_MOVED, _KEPT),
    ("wiki_charter_erasure", "DELETE"): ("1 = 1", ""),
}


def _when(table: str, verb: str, differ: str) -> str:
    refused, kept = _REFUSED[table, verb]
    return " OR ".join([refused, *(f"new.{name} {differ} old.{name}" for name in kept.split())])


SQLITE_ERASING = {
    f"{table}_lets_{verb.lower()}": f"CREATE TRIGGER {table}_lets_{verb.lower()} BEFORE {verb} "
    f"ON {table} WHEN {_when(table, verb, 'IS NOT')} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    for table, verb in _REFUSED
}
POSTGRES_ERASING = {
    f"{table}_lets_{verb.lower()}": f"CREATE TRIGGER {table}_lets_{verb.lower()} BEFORE {verb} "
    f"ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_lets_{verb.lower()}()"
    for table, verb in _REFUSED
}
_FUNCTIONS = ";\n".join(
    f"CREATE OR REPLACE FUNCTION {table}_lets_{verb.lower()}() RETURNS trigger LANGUAGE plpgsql "
    f"AS $$BEGIN IF {_when(table, verb, 'IS DISTINCT FROM')} "
    f"THEN RAISE EXCEPTION '{table} is never changed'; END IF; "
    f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END$$"
    for table, verb in _REFUSED
)


def reinstall(connection: sa.Connection) -> None:
    """Drop and make again everything of this file, once there are erasures."""
    is_sqlite = connection.dialect.name == "sqlite"
    is_there = sa.inspect(connection).has_table("wiki_charter_erasure")
    for name in SQLITE_ERASING if is_sqlite else POSTGRES_ERASING:
        table = name.partition("_lets")[0]
        if is_there or is_sqlite:
            on = "" if is_sqlite else f" ON {table}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
    if not is_there:
        return
    if not is_sqlite:
        connection.exec_driver_sql(_FUNCTIONS)
    for statement in (SQLITE_ERASING if is_sqlite else POSTGRES_ERASING).values():
        connection.exec_driver_sql(statement)
