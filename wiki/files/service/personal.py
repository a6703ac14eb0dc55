"""What the files keep of a member: those they added, which stay, and what is still coming."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.files.models import File, FileUpload, FileVersion
from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, told


def _of(member_id: int) -> dict[str, Any]:
    added = sa.select(File.uid, File.name, File.created_at).where(File.member_id == member_id)
    versions = (
        sa.select(File.uid, File.name, FileVersion.number, FileVersion.created_at)
        .join(FileVersion, FileVersion.file_id == File.id)
        .where(FileVersion.member_id == member_id)
    )
    coming = sa.select(FileUpload.name, FileUpload.size, FileUpload.received, FileUpload.touched_at)
    return {
        "files": told(added.order_by(File.id)),
        "file_versions": told(versions.order_by(File.id, FileVersion.number)),
        "file_uploads": told(coming.where(FileUpload.member_id == member_id)),
    }


def _erase(member_id: int) -> None:
    reading().execute(sa.delete(FileUpload).where(FileUpload.member_id == member_id))


PERSONAL = Personal(_of, _erase)
