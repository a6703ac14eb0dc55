"""Who takes a page out of the bin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, Grant, May, Role, SitePolicy
from wiki.pages.bin import Thrown, right_back

ERIC = Actor(member_id=5, grants=(Grant(Role.STEWARD),))
BOB = Actor(member_id=2, grants=(Grant(Role.MODERATOR),))
OF_ERIC = Thrown("abc", "Lieu", datetime(2026, 11, 1, tzinfo=UTC), 5, "eric", is_moderated=False)
OF_NOBODY = OF_ERIC._replace(by_id=None, by=None)
MODERATED = OF_ERIC._replace(is_moderated=True)


@pytest.mark.parametrize(
    ("thrown", "actor", "right"),
    [
        (OF_ERIC, ERIC, (May.DELETE, "page:abc")),
        (MODERATED, ERIC, (May.RESTORE,)),
        (OF_ERIC, BOB, (May.RESTORE,)),
        (OF_NOBODY, VISITOR, (May.RESTORE,)),  # no visitor is the one who threw it
        (None, ERIC, (May.RESTORE,)),
    ],
)
def test_one_takes_back_by_the_right_that_put_it_there(
    thrown: Thrown | None, actor: Actor, right: tuple[object, ...]
) -> None:
    assert right_back(actor, thrown) == right


@pytest.mark.parametrize(
    ("thrown", "actor", "reason"),
    [
        (OF_ERIC, ERIC, None),
        (OF_ERIC, BOB, None),
        (OF_ERIC, SYSTEM, None),
        (MODERATED, BOB, None),
        (MODERATED, ERIC, "moderators_only"),
        (OF_ERIC, Actor(member_id=5, grants=(Grant(Role.MEMBER),)), "stewards_only"),
        (OF_ERIC, Actor(member_id=6, grants=(Grant(Role.STEWARD),)), "moderators_only"),
        (OF_NOBODY, VISITOR, "sign_in_first"),
    ],
)
def test_the_reason_why_not(thrown: Thrown, actor: Actor, reason: str | None) -> None:
    assert thrown.why_not_back(actor, SitePolicy()) == reason
