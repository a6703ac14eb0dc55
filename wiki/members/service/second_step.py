"""The second half of signing in: a code of the telephone, or a recovery code."""

from __future__ import annotations

from wiki.kernel.db import act
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.members import queries
from wiki.members.service import limits
from wiki.members.service.codes import find_code, use_code
from wiki.members.service.second_factor import passes
from wiki.members.service.sign_ins import Entry, let_in, limits_of_tries


def second_step(code: str, typed: str, *, place: str, browser: str, key: str) -> Entry:
    """Finish signing in. `code` is what the first step gave; `key` opens what is sealed.

    Raises `Missing`, `Invalid` or `TooOften`.
    """
    waiting = find_code("second_step", code)
    if waiting.member_id is None:
        raise Missing("code_over")
    here, everywhere = limits_of_tries("second_step", str(waiting.member_id), place)
    limits.take(here, everywhere)
    with act() as session:
        found = use_code(session, "second_step", code)
        member = queries.member(found.member_id or 0)
        if member.deactivated_at is not None:
            raise Refused("account_closed", field="code")
        if not passes(session, member.id, typed, key=key):
            raise Invalid("second_factor_wrong", field="code")
        limits.give_back(session, here.bucket)
        limits.give_back(session, everywhere.bucket)
        remembered = bool(found.detail.get("remembered"))
        entered = let_in(session, member, browser, remembered, place)
        return Entry(entered, remembered=remembered)
