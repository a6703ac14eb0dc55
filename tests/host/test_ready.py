"""In a host, which answers visitors itself, the job makes renderings ready and keeps no answer."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from tests.host.conftest import write
from wiki.kernel.db import reading
from wiki.pages.models import KeptAnswer, Rendering
from wiki.pages.queries.renderings import awaited
from wiki.pages.views.ready import make_ready


def test_renderings_are_ready_and_no_answer_is_kept(host: Flask) -> None:
    write(host, "Lieu", "Voir [[Atelier]].\n")
    write(host, "Atelier", "Un atelier.\n")
    with host.app_context():
        assert reading().scalars(sa.select(Rendering.is_stale)).all().count(True) == 1
        make_ready()
        assert not any(reading().scalars(sa.select(Rendering.is_stale)))
        assert awaited(9) == []
        assert reading().scalars(sa.select(KeptAnswer)).all() == []
