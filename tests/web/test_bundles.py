"""What writing together weighs, in octets of brotli, with all that is loaded at once."""

from __future__ import annotations

import pytest

from tools import node

#: The edit page as everybody loads it.
PAGE = ("wiki.js", "edit.js", "mentions.js")


@pytest.mark.parametrize(
    ("scripts", "most"),
    [
        (("live.js",), 10_100),
        ((*PAGE, "live.js"), 24_100),
        (("live.js", "rich.js"), 105_000),
        ((*PAGE, "live.js", "rich.js"), 122_000),
    ],
    ids=["shared", "plain-page", "rich", "rich-page"],
)
def test_is_light(assets: None, scripts: tuple[str, ...], most: int) -> None:
    weight = int(node.find().run("tests/web/loaded.mjs", *scripts))
    assert most * 0.8 < weight <= most
