"""The queue of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth


class Job(Truth):
    """Work to do. The row is deleted when the work is done; given up, it stays to be shown.

    `dedupe_key` is held until a worker takes the job: what is asked for while it runs is a job of
    its own, because the running one may have read what it needed already.
    """

    __tablename__ = "wiki_job"
    is_private = True
    __table_args__ = (sa.Index("ix_wiki_job_due", "failed_at", "run_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    run_at: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(sa.Text, default="")
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
