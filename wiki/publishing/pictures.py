"""The pictures of a booklet that leaves the wiki: its PDF and its ePub carry them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from wiki.files import queries
from wiki.files.service.thumbnails import printed

#: Most pictures of one booklet; those that follow are told by their words.
MOST = 200
_IMAGE = re.compile(r'<img(?= )([^>]* src="([^"]*)")')


class Pictures:
    """The pictures met so far, each with a name: `paths` tells where they are."""

    def __init__(self) -> None:
        self.paths: dict[str, Path] = {}

    def named(self, html: str) -> str:
        """The HTML where each image of ours says its name in `data-picture`."""
        return _IMAGE.sub(self._mark, html)

    def _mark(self, image: re.Match[str]) -> str:
        name = self._keep(unescape(image[2]))
        return f'<img data-picture="{name}"{image[1]}' if name else image[0]

    def _keep(self, src: str) -> str:
        file = queries.of_address(src)
        if file is None or not file.is_image:
            return ""
        path = printed(file)
        if path.name not in self.paths and len(self.paths) >= MOST:
            return ""
        self.paths[path.name] = path
        return path.name
