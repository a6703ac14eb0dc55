from __future__ import annotations

import subprocess
import sys

import pytest

from wiki.kernel.late import Late

#: What only some processes need, and then for one thing.
HEAVY = ("PIL.Image", "alembic", "opening_hours", "openpyxl", "phonenumbers", "typst")


def test_a_module_is_what_it_stands_for() -> None:
    assert Late("json").loads("[1]") == [1]
    with pytest.raises(AttributeError):
        Late("json").nothing  # noqa: B018


def test_a_process_that_serves_starts_without_what_few_need() -> None:
    program = f"import sys, wiki.cli; print([one for one in {HEAVY} if one in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"
