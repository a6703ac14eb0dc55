"""Contents in a bucket of a server that speaks S3, each an object named by its SHA-256.

Read when a deployment names a bucket: what it imports is an extra (`s3`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from obstore.exceptions import BaseError
from obstore.store import S3Store

from wiki.files.storage import Unreachable

#: How long one request may take, tries included.
_PATIENCE = timedelta(seconds=30)
Told = TypeVar("Told")


class Bucket:
    """A bucket, as the options `WIKI_FILES_S3_*` name it."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        said = {
            "endpoint": options["WIKI_FILES_S3_ENDPOINT"] or None,
            "region": options["WIKI_FILES_S3_REGION"],
            "access_key_id": options["WIKI_FILES_S3_KEY"] or None,
            "secret_access_key": options["WIKI_FILES_S3_SECRET"] or None,
        }
        plain = str(said["endpoint"] or "").startswith("http://")
        self.store = S3Store(
            options["WIKI_FILES_S3_BUCKET"],
            prefix=options["WIKI_FILES_S3_PREFIX"] or None,
            client_options={"allow_http": plain, "timeout": _PATIENCE},
            retry_config={"max_retries": 3, "retry_timeout": _PATIENCE},
            **{name: value for name, value in said.items() if value},
        )

    def write(self, data: bytes) -> str:
        """Kept when this returns: the server has answered."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.is_whole(digest, len(data)) and _asked(lambda: self._put(digest, data)) is None:
            raise Unreachable("files_unreachable")  # there is no such bucket
        return digest

    def _put(self, digest: str, data: bytes) -> bool:
        self.store.put(digest, data)
        return True

    def read(self, sha256: str) -> bytes | None:
        """The content of that hash."""
        return _asked(lambda: self.store.get(sha256).bytes().to_bytes())

    def is_whole(self, sha256: str, size: int) -> bool:
        """What the server says of its size."""
        found = _asked(lambda: self.store.head(sha256))
        return found is not None and found["size"] == size

    def path(self, sha256: str) -> None:  # noqa: ARG002 - the same for every content
        """Nowhere on this machine."""
        return


def _asked(question: Callable[[], Told]) -> Told | None:
    try:
        return question()
    except FileNotFoundError:
        return None
    except BaseError as error:
        raise Unreachable("files_unreachable") from error
