"""What a setting of the site may hold."""

from __future__ import annotations

import re
from typing import Any

from wiki.kernel.errors import Invalid
from wiki.kernel.settings import Setting
from wiki.kernel.slugs import clean_title

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LONGEST = 20_000


def checked(setting: Setting, value: Any) -> Any:
    """The value as it is kept. Raises `Invalid` with what to mend."""
    if setting.kind == "switch":
        return bool(value)
    text = str(value).replace("\r\n", "\n").replace("\x00", "\ufffd").strip()
    if len(text) > LONGEST:
        raise Invalid("setting_too_long", label=setting.label, limit=LONGEST)
    if setting.kind == "choice" and text not in dict(setting.choices):
        raise Invalid("setting_choice", label=setting.label)
    if setting.kind == "colour" and not _COLOUR.fullmatch(text):
        raise Invalid("setting_colour", label=setting.label)
    if setting.kind == "page" and (text or setting.default):
        clean_title(text)  # a page that has a default is always somewhere
    if setting.name.endswith("_url") and text and not text.startswith(("https://", "http://")):
        raise Invalid("setting_url", label=setting.label)
    if setting.check:
        setting.check(text)
    return text
