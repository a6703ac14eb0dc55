"""A wiki with enough changes that its database chooses its way as on a large one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Actor
from wiki.pages.models import Page
from wiki.pages.service.past import PastRevision, record_histories

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def everyone(inside: Flask) -> dict[str, Actor]:
    """Alice, bob, charlie and dora."""
    return people.make_all()


@pytest.fixture
def pages(everyone: dict[str, Actor]) -> list[Page]:
    """Five pages of twelve revisions, an hour apart: every third by charlie, every fifth minor."""
    minutes, histories = count(), {}
    for number in range(5):
        histories[f"Lieu {number}"] = [
            PastRevision(
                everyone["charlie" if at % 3 == 0 else "alice"],
                START + timedelta(hours=at),
                f"Version {at}.\n",
                is_minor=at % 5 == 0,
                action="edited" if turn else "created",
            )
            for turn, at in enumerate(next(minutes) for _ in range(12))
        ]
    found = record_histories(SYSTEM, histories)
    with act() as session:
        session.execute(sa.text("ANALYZE"))
    return found
