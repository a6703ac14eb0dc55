"""What the tests of the organisations share."""

from __future__ import annotations

from tests.sheets.conftest import describe

__all__ = ["describe"]
