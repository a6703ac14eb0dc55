"""Who may vote for whom: one proxy given, one received, and none that is passed on."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.kernel.errors import Conflict

#: Before the uid of the mandate, in a vote by proxy.
BY_PROXY = "proxy:"


def check_give(giver: int, receiver: int, given: Mapping[int, int], *, has_voted: bool) -> None:
    """Refuse a proxy; `given` are those of the ballot: giver -> receiver. Raises `Conflict`."""
    if giver == receiver:
        raise Conflict("proxy_self", field="to")
    if has_voted:
        raise Conflict("proxy_voted", field="to")
    if giver in given:
        raise Conflict("proxy_given", field="to")
    if receiver in given.values():
        raise Conflict("proxy_received", field="to")
    if receiver in given or giver in given.values():
        raise Conflict("proxy_passed_on", field="to")


def check_vote(mandate: str, spoken: str) -> None:
    """Refuse a vote by proxy for a place that has voted itself, by `spoken`. Raises `Conflict`."""
    if mandate.startswith(BY_PROXY) and spoken and not spoken.startswith(BY_PROXY):
        raise Conflict("proxy_own_voice", field="choice")
