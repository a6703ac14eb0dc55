"""Settings of the site, and stamps."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Truth


class SiteSetting(Truth):
    """A setting that was changed from its default; each change has its line in the journal."""

    __tablename__ = "wiki_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(sa.JSON)


class Stamp(Derived):
    """A number that grows whenever everything cached under `name` stops holding."""

    __tablename__ = "wiki_stamp"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigId)
