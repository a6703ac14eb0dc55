"""What Alembic does not describe: the triggers. Made again after every upgrade."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa


def reinstall(connection: sa.Connection) -> None:
    """Drop and make again the triggers that keep what was written, for an engine."""
    drop_guards(connection)
    if connection.dialect.name == "sqlite":
        _make_guards(connection, SQLITE_GUARDS)
        return
    connection.exec_driver_sql(_POSTGRES_FUNCTIONS)
    connection.exec_driver_sql(_BALLOT_FUNCTIONS)
    _make_guards(connection, POSTGRES_GUARDS)


# -- What was written stays as it was written: the database itself refuses.

#: Table -> the statements that are refused on it.
GUARDED = {
    "wiki_booklet_edition": ("UPDATE", "DELETE"),
    "wiki_census_dataset": ("UPDATE", "DELETE"),
    "wiki_charter_amendment_step": ("UPDATE", "DELETE"),
    "wiki_charter_annex": ("UPDATE", "DELETE"),
    "wiki_charter_annex_form": ("UPDATE", "DELETE"),
    "wiki_charter_combined": ("UPDATE", "DELETE"),
    "wiki_charter_log": ("UPDATE", "DELETE"),
    "wiki_charter_provenance": ("UPDATE", "DELETE"),
    "wiki_charter_signature": ("UPDATE", "DELETE"),
    "wiki_charter_sponsor": ("UPDATE", "DELETE"),
    "wiki_charter_text": ("DELETE",),
    "wiki_charter_twin": ("UPDATE", "DELETE"),
    "wiki_charter_wording": ("UPDATE", "DELETE"),
    "wiki_file_version": ("UPDATE", "DELETE"),
    "wiki_journal": ("UPDATE", "DELETE"),
    "wiki_passage": ("UPDATE", "DELETE"),
    "wiki_proofreading": ("UPDATE", "DELETE"),
    "wiki_redaction": ("UPDATE", "DELETE"),
    "wiki_revision": ("UPDATE", "DELETE"),
    "wiki_revision_author": ("UPDATE", "DELETE"),
    "wiki_text": ("UPDATE", "DELETE"),
    "wiki_turn_text": ("UPDATE", "DELETE"),
}
#: A text goes when it was lawfully erased, and does not come back.
_ERASED = "EXISTS (SELECT 1 FROM wiki_redaction WHERE sha256 = {}.sha256)"
#: A revision has changed in what it was from the first migration on, and tells it from others.
_TOLD_BY = "id page_id number title text_sha256 author_id action created_at hash seq"
_CHANGED = " OR ".join(f"new.{name} IS NOT old.{name}" for name in str.split(_TOLD_BY))
#: What its sheet said was lawfully erased.
_SHEET_ERASED = "EXISTS (SELECT 1 FROM wiki_redaction WHERE sha256 = {}.hash)"
#: What a passage quotes goes as a whole, once, when the text that said it was lawfully erased.
#: The guard does not look for the erasure: SQLite cannot make again a table that another one asks.
_QUOTED = ("quote", "before", "after")
_PASSAGE_CHANGED = " OR ".join(
    [f"new.{name} IS NOT old.{name}" for name in ("thread_id", "revision", "block")]
    + [f"new.{name} <> ''" for name in _QUOTED]
)
#: Guard -> the other table that it asks.
_NAMED = dict.fromkeys(("wiki_text_keeps_delete", "wiki_text_keeps_erased"), ("wiki_redaction",))
_UNLESS_ERASED = {"wiki_text_keeps_delete": f"WHEN NOT {_ERASED.format('old')} "}
SQLITE_GUARDS = {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {_UNLESS_ERASED.get(name, '')}"
    f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    for table, verbs in GUARDED.items()
    for verb in verbs
    for name in [f"{table}_keeps_{verb.lower()}"]
}
#: What a sheet said goes from a revision when it was lawfully erased; nothing else of it changes.
SQLITE_GUARDS["wiki_revision_keeps_update"] = (
    "CREATE TRIGGER wiki_revision_keeps_update BEFORE UPDATE ON wiki_revision "
    f"WHEN NOT {_SHEET_ERASED.format('old')} OR {_CHANGED} "
    "BEGIN SELECT RAISE(ABORT, 'wiki_revision is never changed'); END"
)
_NAMED["wiki_revision_keeps_update"] = ("wiki_redaction",)
SQLITE_GUARDS["wiki_passage_keeps_update"] = (
    "CREATE TRIGGER wiki_passage_keeps_update BEFORE UPDATE ON wiki_passage "
    f"WHEN old.quote = '' OR {_PASSAGE_CHANGED} "
    "BEGIN SELECT RAISE(ABORT, 'wiki_passage is never changed'); END"
)
SQLITE_GUARDS["wiki_text_keeps_erased"] = (
    "CREATE TRIGGER wiki_text_keeps_erased BEFORE INSERT ON wiki_text "
    f"WHEN {_ERASED.format('new')} BEGIN SELECT RAISE(ABORT, 'wiki_text was erased'); END"
)
POSTGRES_GUARDS = {
    f"{table}_keeps": f"CREATE TRIGGER {table}_keeps BEFORE {' OR '.join(verbs)} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION wiki_refuse_change()"
    for table, verbs in GUARDED.items()
}
POSTGRES_GUARDS["wiki_text_keeps_erased"] = (
    "CREATE TRIGGER wiki_text_keeps_erased BEFORE INSERT ON wiki_text "
    "FOR EACH ROW EXECUTE FUNCTION wiki_refuse_erased()"
)
_BALLOT_TABLES = ("ballot", "option", "elector", "vote", "objection", "opinion")
#: In a secret ballot: that an elector has voted, and what was said. Who votes for whom.
_URN_TABLES = ("turnout", "bulletin", "proxy")
#: Who votes in their own name, and what they said.
_PERSON_TABLES = ("person", "voice")
_PERSON_URN_TABLES = ("person_turnout", "person_bulletin")
_KEPT = (*_BALLOT_TABLES, *_PERSON_TABLES)
#: Who contests a ballot, and what is answered.
_CONTEST_TABLES = ("contest", "ruling")
#: What was voted on paper.
_PAPER_TABLES = ("paper_sheet", "paper_vote")
#: What of a ballot is settled when it opens, when it is closed, when it is proclaimed.
_OPENED = (
    "id uid charter_id number kind object_uid title address text text_hash rule round follows_id "
    "is_sealed terms takes_papers days made_by_id made_at opened_at closes_at"
)
_PROCLAIMED = "proclaimed_at proclaimed_by_id outcome minutes minutes_hash"
#: The steps of `wiki.charter.rules.ballots` and `wiki.charter.rules.consent`.
_BALLOT_STEPS = (
    "'prepared open', 'prepared cancelled', 'open closed', 'open cancelled', 'closed proclaimed', "
    "'closed cancelled', 'proclaimed contested', 'proclaimed final', 'contested final', "
    "'contested cancelled'"
)
_OBJECTION_STEPS = (
    "'raised lifted', 'raised qualified', 'raised concern', 'qualified integrated', "
    "'qualified sustained'"
)
#: Whether a place may say something in a ballot at a moment.
_IN_TIME = (
    "EXISTS (SELECT 1 FROM wiki_charter_ballot AS b JOIN wiki_charter_elector AS e "
    "ON e.ballot_id = b.id WHERE b.id = {ballot} AND e.place_id = new.place_id "
    "AND e.left_at IS NULL AND b.state = 'open' AND b.opened_at <= {moment} "
    "AND {moment} < b.closes_at)"
)
#: The same of a person.
_PERSON_IN_TIME = (
    "EXISTS (SELECT 1 FROM wiki_charter_ballot AS b JOIN wiki_charter_person AS p "
    "ON p.ballot_id = b.id WHERE b.id = new.ballot_id AND p.member_id = new.member_id "
    "AND p.left_at IS NULL AND b.state = 'open' AND b.opened_at <= new.{0} "
    "AND new.{0} < b.closes_at)"
)
#: What an amendment is for ever, and the states that it never leaves.
_AMENDED = "id uid charter_id version_id number author_id made_at"
_SETTLED_TOO = "state since wording block ballot revision"
_SETTLED = (
    "'integrated', 'rejected', 'inadmissible', 'withdrawn', 'merged', 'satisfied', 'fallen', "
    "'postponed'"
)
#: What leads out of such a state: that the ballot which led there was annulled.
_ANNULLED = (
    "(new.state = 'admissible' AND EXISTS (SELECT 1 FROM wiki_charter_ballot AS b "
    "WHERE b.uid = old.ballot AND b.state = 'cancelled' AND b.minutes_hash <> ''))"
)
_ELECTOR = (
    "EXISTS (SELECT 1 FROM wiki_charter_elector AS e WHERE e.ballot_id = new.ballot_id "
    "AND e.place_id = new.place_id AND e.left_at IS NULL)"
)
_PERSON = (
    "EXISTS (SELECT 1 FROM wiki_charter_person AS p WHERE p.ballot_id = new.ballot_id "
    "AND p.member_id = new.member_id AND p.left_at IS NULL)"
)
#: Whether a vote is what a paper says, on a sheet that somebody else confirmed.
_ON_PAPER = (
    "EXISTS (SELECT 1 FROM wiki_charter_paper_vote AS p JOIN wiki_charter_paper_sheet AS s "
    "ON s.id = p.sheet_id JOIN wiki_charter_ballot AS b ON b.id = s.ballot_id "
    "WHERE b.id = new.ballot_id AND b.state IN ('open', 'closed') AND s.state = 'confirmed' "
    "AND p.place_id = new.place_id AND p.choice = new.choice "
    "AND new.mandate = 'paper:' || s.uid AND new.member_id = s.entered_by_id)"
)
_TAKES_PAPERS = (
    "EXISTS (SELECT 1 FROM wiki_charter_ballot AS b WHERE b.id = new.ballot_id "
    "AND b.state IN ('open', 'closed') AND b.takes_papers)"
)
_ON_WAITING_SHEET = (
    "EXISTS (SELECT 1 FROM wiki_charter_paper_sheet AS s WHERE s.id = new.sheet_id "
    "AND s.ballot_id = new.ballot_id AND s.state = 'waiting')"
)
_ERASED_TOO = (
    "EXISTS (SELECT 1 FROM wiki_charter_erasure AS e WHERE e.text_hash = old.text_hash "
    "AND e.state = 'agreed')"
)
_BALLOT_STATE = "(SELECT state FROM wiki_charter_ballot WHERE id = {row}.ballot_id)"
_OBJECTED = "(SELECT ballot_id FROM wiki_charter_objection WHERE id = new.objection_id)"
_MOVES = "old.state || ' ' || new.state NOT IN"


def _urn_refusals(of: str, elector: str) -> dict[tuple[str, str], str]:
    """The same of an urn: who has voted, and as many bulletins, written anew as each one comes."""
    bulletin, turnout = f"wiki_charter_{of}bulletin", f"wiki_charter_{of}turnout"
    counted = "(SELECT count(*) FROM {} WHERE ballot_id = new.ballot_id)".format
    state = _BALLOT_STATE.format(row="new")
    return {
        (turnout, "INSERT"): f"{state} <> 'open' OR NOT {elector}",
        (turnout, "UPDATE"): "1 = 1",
        (turnout, "DELETE"): "1 = 1",
        (bulletin, "INSERT"): f"{state} <> 'open' OR {counted(bulletin)} >= {counted(turnout)}",
        (bulletin, "UPDATE"): "1 = 1",
        (bulletin, "DELETE"): f"{_BALLOT_STATE.format(row='old')} <> 'open'",
    }


#: The same of both urns, and of who votes for whom.
_SECRET_REFUSALS = {
    **_urn_refusals("", _ELECTOR),
    **_urn_refusals("person_", _PERSON),
    ("wiki_charter_proxy", "INSERT"): f"new.place_id = new.to_place_id "
    f"OR NOT {_IN_TIME.format(ballot='new.ballot_id', moment='new.given_at')}",
    ("wiki_charter_proxy", "UPDATE"): "1 = 1",
    ("wiki_charter_proxy", "DELETE"): "1 = 1",
}


def _ballot_refusals(differ: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """(table, verb) -> when that is refused there, in the SQL of an engine."""
    say = _IN_TIME.format(ballot="new.ballot_id", moment="new.{0}").format
    opine = _IN_TIME.format(ballot=_OBJECTED, moment="new.said_at")
    same = f"{_OPENED} {_PROCLAIMED} state closed_at reason".replace(" text ", " ")
    emptied = f"new.text = '' AND {_ERASED_TOO} AND NOT ({differ(same)})"
    raised = "(SELECT state FROM wiki_charter_objection WHERE id = new.objection_id) <> 'raised'"
    return {
        ("wiki_charter_ballot", "INSERT"): "new.state <> 'prepared'",
        ("wiki_charter_ballot", "UPDATE"): f"NOT ({emptied}) AND (old.state IN "
        "('final', 'cancelled') "
        f"OR (old.state = new.state AND old.state <> 'prepared') "
        f"OR (old.state <> new.state AND {_MOVES} ({_BALLOT_STEPS})) "
        f"OR (old.state <> 'prepared' AND ({differ(_OPENED)})) "
        f"OR (old.state <> 'open' AND ({differ('closed_at')})) "
        f"OR (old.state <> 'closed' AND ({differ(_PROCLAIMED)})) "
        f"OR (new.state <> 'cancelled' AND ({differ('reason')})))",
        ("wiki_charter_option", "INSERT"): f"{_BALLOT_STATE.format(row='new')} <> 'prepared'",
        ("wiki_charter_option", "UPDATE"): "1 = 1",
        ("wiki_charter_elector", "INSERT"): f"{_BALLOT_STATE.format(row='new')} <> 'prepared'",
        ("wiki_charter_elector", "UPDATE"): f"{_BALLOT_STATE.format(row='old')} <> 'open' "
        f"OR old.left_at IS NOT NULL OR {differ('ballot_id place_id title')}",
        ("wiki_charter_vote", "INSERT"): "NOT new.is_current "
        # No CASE: PL/pgSQL would take its THEN for that of the condition.
        f"OR (substr(new.mandate, 1, 6) = 'paper:' AND NOT ({_ON_PAPER} AND {_ELECTOR})) "
        f"OR (substr(new.mandate, 1, 6) <> 'paper:' AND NOT {say('cast_at')})",
        ("wiki_charter_vote", "UPDATE"): "NOT old.is_current OR new.is_current "
        f"OR new.ended_at IS NULL OR NOT {say('ended_at')} "
        f"OR {differ('id ballot_id place_id member_id mandate choice word cast_at')}",
        ("wiki_charter_objection", "INSERT"): f"new.state <> 'raised' OR NOT {say('raised_at')}",
        ("wiki_charter_objection", "UPDATE"): f"{_MOVES} ({_OBJECTION_STEPS}) "
        f"OR (new.state = 'lifted' AND NOT {say('settled_at')}) "
        f"OR {differ('id uid ballot_id place_id member_id harm block wording raised_at')}",
        ("wiki_charter_opinion", "INSERT"): f"{raised} OR NOT {opine}",
        ("wiki_charter_opinion", "UPDATE"): f"{raised} OR NOT {opine} "
        f"OR {differ('objection_id place_id')}",
        ("wiki_charter_amendment", "UPDATE"): f"{differ(_AMENDED)} "
        f"OR (old.state IN ({_SETTLED}) AND ({differ(_SETTLED_TOO)}) AND NOT {_ANNULLED}) "
        f"OR (old.state IN ('submitted', 'adopted') AND ({differ('wording block')}))",
        ("wiki_charter_amendment", "DELETE"): "1 = 1",
        **_person_refusals(differ),
        **_paper_refusals(differ),
        **_contest_refusals(differ),
        **{(f"wiki_charter_{name}", "DELETE"): "1 = 1" for name in _KEPT},
        **_SECRET_REFUSALS,
    }


def _person_refusals(differ: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """The same of those who vote in their own name."""
    say = _PERSON_IN_TIME.format
    return {
        ("wiki_charter_person", "INSERT"): f"{_BALLOT_STATE.format(row='new')} <> 'prepared'",
        ("wiki_charter_person", "UPDATE"): f"{_BALLOT_STATE.format(row='old')} <> 'open' "
        f"OR old.left_at IS NOT NULL OR {differ('ballot_id member_id mandate')}",
        ("wiki_charter_voice", "INSERT"): f"NOT new.is_current OR NOT {say('cast_at')}",
        ("wiki_charter_voice", "UPDATE"): "NOT old.is_current OR new.is_current "
        f"OR new.ended_at IS NULL OR NOT {say('ended_at')} "
        f"OR {differ('id ballot_id member_id choice word cast_at')}",
    }


def _paper_refusals(differ: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """The same of what was voted on paper; who held one, and why a sheet is refused, may go."""
    kept = "id uid ballot_id file_uid file_hash entered_by_id entered_at"
    forgotten = (
        "old.reason_hash <> '' AND old.reason <> '' AND new.reason = '' "
        f"AND NOT ({differ(f'{kept} state settled_by_id settled_at reason_hash')})"
    )
    return {
        ("wiki_charter_paper_sheet", "INSERT"): f"new.state <> 'waiting' OR NOT {_TAKES_PAPERS}",
        ("wiki_charter_paper_sheet", "UPDATE"): f"NOT ({forgotten}) AND (old.state <> 'waiting' "
        f"OR new.state NOT IN ('confirmed', 'refused', 'dropped') OR new.settled_at IS NULL "
        f"OR (new.state <> 'dropped' AND (new.settled_by_id IS NULL "
        f"OR new.settled_by_id = old.entered_by_id)) OR NOT {_TAKES_PAPERS} "
        f"OR {differ(kept)})",
        ("wiki_charter_paper_sheet", "DELETE"): "1 = 1",
        ("wiki_charter_paper_vote", "INSERT"): f"NOT {_ELECTOR} OR NOT {_ON_WAITING_SHEET}",
        ("wiki_charter_paper_vote", "UPDATE"): "old.holder = '' OR new.holder <> '' "
        f"OR {differ('sheet_id place_id ballot_id choice')}",
        ("wiki_charter_paper_vote", "DELETE"): "1 = 1",
    }


def _contest_refusals(differ: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """The same of those who contest a ballot, and of what is answered; reasons may be erased."""
    kept = {
        "contest": "id uid ballot_id place_id title member_id mandate reason_hash at",
        "ruling": "ballot_id is_upheld reason_hash member_id at minutes minutes_hash",
    }
    state = _BALLOT_STATE.format(row="new")
    when = {"contest": "('proclaimed', 'contested')", "ruling": "('contested')"}
    found = {}
    for name, columns in kept.items():
        table = f"wiki_charter_{name}"
        found[table, "INSERT"] = f"{state} NOT IN {when[name]}"
        found[table, "UPDATE"] = f"old.reason = '' OR new.reason <> '' OR {differ(columns)}"
        found[table, "DELETE"] = "1 = 1"
    return found


def _sqlite_differ(names: str) -> str:
    return " OR ".join(f"new.{name} IS NOT old.{name}" for name in names.split())


def _postgres_differ(names: str) -> str:
    return " OR ".join(f"new.{name} IS DISTINCT FROM old.{name}" for name in names.split())


SQLITE_GUARDS |= {
    f"{table}_keeps_{verb.lower()}": f"CREATE TRIGGER {table}_keeps_{verb.lower()} "
    f"BEFORE {verb} ON {table} WHEN {refused} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is kept'); END"
    for (table, verb), refused in _ballot_refusals(_sqlite_differ).items()
}
POSTGRES_GUARDS |= {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    for table, verb in _ballot_refusals(_postgres_differ)
    for name in [f"{table}_keeps_{verb.lower()}"]
}
_NAMED |= {
    f"wiki_charter_{name}_keeps_{verb}": tuple(f"wiki_charter_{one}" for one in tables)
    for names, tables in (
        (_BALLOT_TABLES, _BALLOT_TABLES),
        (_URN_TABLES, (*_BALLOT_TABLES, *_URN_TABLES)),
        (_PERSON_TABLES, _KEPT),
        (_PERSON_URN_TABLES, ("ballot", "person", *_PERSON_URN_TABLES)),
        (_PAPER_TABLES, (*_BALLOT_TABLES, *_PAPER_TABLES)),
        (_CONTEST_TABLES, ("ballot", *_CONTEST_TABLES)),
        (("amendment",), ("ballot", "amendment")),
    )
    for name in names
    for verb in ("insert", "update", "delete")
}
_NAMED["wiki_charter_ballot_keeps_update"] += ("wiki_charter_erasure",)
_NAMED["wiki_charter_vote_keeps_insert"] += tuple(f"wiki_charter_{one}" for one in _PAPER_TABLES)
_BALLOT_FUNCTIONS = ";\n".join(
    f"CREATE OR REPLACE FUNCTION {table}_keeps_{verb.lower()}() RETURNS trigger "
    f"LANGUAGE plpgsql AS $$BEGIN IF {refused} THEN RAISE EXCEPTION '{table} is kept'; END IF; "
    f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END$$"
    for (table, verb), refused in _ballot_refusals(_postgres_differ).items()
)
_POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION wiki_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'wiki_text' THEN
        IF {_ERASED.format("OLD")} THEN RETURN OLD; END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'wiki_revision' THEN
        IF {_SHEET_ERASED.format("OLD")}
        AND to_jsonb(NEW) - 'infobox' = to_jsonb(OLD) - 'infobox' THEN RETURN NEW; END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'wiki_passage' THEN
        IF to_jsonb(NEW) = to_jsonb(OLD) || '{{"quote": "", "before": "", "after": ""}}'
        AND OLD.quote <> '' THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '%% is never changed', TG_TABLE_NAME;
END$$;
CREATE OR REPLACE FUNCTION wiki_refuse_erased() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN
    IF {_ERASED.format("NEW")} THEN RAISE EXCEPTION 'wiki_text was erased'; END IF;
    RETURN NEW;
END$$
"""


def _make_guards(connection: sa.Connection, guards: Mapping[str, str]) -> None:
    for name, statement in guards.items():
        tables = (_guarded(name), *_NAMED.get(name, ()))
        if all(_has_table(connection, table) for table in tables):
            connection.exec_driver_sql(statement)


def drop_guards(connection: sa.Connection) -> None:
    """Take the guards away, before tables are emptied or dropped as a whole."""
    if connection.dialect.name == "sqlite":
        for name in SQLITE_GUARDS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    for name in POSTGRES_GUARDS:
        if _has_table(connection, _guarded(name)):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {_guarded(name)}")


def _guarded(name: str) -> str:
    """The table of a guard."""
    return name.partition("_keeps")[0]


def _has_table(connection: sa.Connection, name: str) -> bool:
    return sa.inspect(connection).has_table(name)
