"""What `wiki check` says of the files."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.files import storage
from wiki.files.models import File
from wiki.files.queries import contents_folder
from wiki.kernel.db import reading


def problems() -> Iterator[str]:
    """One sentence for each file whose content is not there whole (sizes only: it is quick)."""
    folder = contents_folder()
    query = sa.select(File.name, File.uid, File.sha256, File.size).order_by(File.id)
    for name, uid, sha256, size in reading().execute(query):
        if not storage.is_whole(storage.path_of(folder, sha256), size):
            yield f"Le contenu du fichier « {name} » ({uid}) manque ou est coupé."
