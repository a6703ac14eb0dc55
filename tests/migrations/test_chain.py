"""The migrations follow one another in one chain, under names that every engine keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from tools.migration import LONGEST, named
from wiki.kernel.migrations import configuration

SCRIPTS = ScriptDirectory.from_config(configuration())


def test_two_branches_of_work_leave_one_chain() -> None:
    assert len(SCRIPTS.get_heads()) == 1, "The second one merged is to come after the first."
    assert len(SCRIPTS.get_bases()) == 1
    assert all(not one.is_merge_point for one in SCRIPTS.walk_revisions())


def test_a_name_is_short_enough_and_that_of_its_file() -> None:
    for one in SCRIPTS.walk_revisions():
        assert len(one.revision) <= LONGEST, one.revision
        assert Path(one.path).stem == one.revision


def test_too_long_a_name_is_refused_before_anything_is_written() -> None:
    assert named("Add a colour!").endswith("_add_a_colour")
    with pytest.raises(SystemExit, match="plus court"):
        named("Add a colour to every page of it")
