"""What `wiki check` says of the files."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.files.models import File, FileVersion
from wiki.files.queries import contents
from wiki.files.storage import Unreachable
from wiki.kernel.db import reading


def problems() -> Iterator[str]:
    """One sentence for each file whose content is not there whole (sizes only: it is quick)."""
    made_of = (FileVersion.number, FileVersion.sha256, FileVersion.size)
    query = (
        sa.select(File.name, File.uid, *made_of)
        .join(FileVersion, FileVersion.file_id == File.id)
        .order_by(File.id, FileVersion.number)
    )
    store = contents()
    try:
        for name, uid, number, sha256, size in reading().execute(query):
            if not store.is_whole(sha256, size):
                yield (
                    f"Le contenu du fichier « {name} » ({uid}, version {number}) manque ou "
                    "est coupé."
                )
    except Unreachable:
        yield "Le serveur qui garde les contenus des fichiers (S3) ne répond pas, ou refuse."
