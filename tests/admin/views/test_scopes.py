"""Where roles hold, in words: one look for all."""

from __future__ import annotations

from flask import Flask

from tests import people
from tests.host.conftest import counted
from wiki.admin.views.scopes import named
from wiki.charter.models import Charter
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.pages.service.save import Edit, save


def test_each_scope_is_worded_and_all_are_asked_together(inside: Flask) -> None:
    alice = people.make("alice")
    pages = [save(alice, Edit(title, "Un mot.\n", 0)).page for title in ("Le Quai", "Le Phare")]
    with act() as session:
        charter = Charter(
            title="Notre charte",
            slug="notre-charte",
            page_id=pages[0].id,
            network_id=pages[1].id,
            rules={},
            made_at=clock.now(),
        )
        session.add(charter)
        session.flush()
        held = f"charter:{charter.uid}"
    quai, phare = (f"page:{page.uid}" for page in pages)
    with (
        inside.test_request_context(),
        counted(inside.extensions["wiki"].database.engine) as statements,
    ):
        found = named({quai, phare, held, "page:partie", "charter:partie", "ailleurs"})
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
    assert found == {
        quai: "page «\u202fLe Quai\u202f»",
        phare: "page «\u202fLe Phare\u202f»",
        held: "charte «\u202fNotre charte\u202f»",
        "page:partie": "page:partie",
        "charter:partie": "charter:partie",
        "ailleurs": "ailleurs",
    }


def test_nothing_is_asked_of_no_scope(inside: Flask) -> None:
    with counted(inside.extensions["wiki"].database.engine) as statements:
        assert named(set()) == {}
    assert statements == []
