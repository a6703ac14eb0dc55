"""What a setting of the site may hold."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.kernel.errors import Invalid
from wiki.kernel.settings import Setting
from wiki.site.rules import checked

TEXT = Setting("name", "Wiki", "Nom")
CHOICE = Setting("editing", "members", "Qui", kind="choice", choices=(("members", "Membres"),))
COLOUR = Setting("accent", "#0f6277", "Couleur", kind="colour")
URL = Setting("licence_url", "", "Adresse")
HOME = Setting("home_page", "Accueil", "Page d’accueil", kind="page")
PAGE = Setting("legal_page", "", "Mentions", kind="page")


@pytest.mark.parametrize(
    ("setting", "given", "kept"),
    [
        (TEXT, " Un\r\nwiki ", "Un\nwiki"),
        (CHOICE, "members", "members"),
        (COLOUR, "#FFFFFF", "#FFFFFF"),
        (URL, "https://exemple.fr", "https://exemple.fr"),
        (URL, "", ""),
        (PAGE, "", ""),
        (HOME, "Portail", "Portail"),
        (Setting("read_only", False, "…", kind="switch"), "1", True),
    ],
)
def test_a_value_is_kept(setting: Setting, given: Any, kept: Any) -> None:
    assert checked(setting, given) == kept


@pytest.mark.parametrize(
    ("setting", "given", "code"),
    [
        (TEXT, "a" * 20_001, "setting_too_long"),
        (CHOICE, "everyone", "setting_choice"),
        (COLOUR, "red", "setting_colour"),
        (COLOUR, "#fffffg", "setting_colour"),
        (URL, "javascript:alert(1)", "setting_url"),
        (HOME, "", "title_empty"),
        (PAGE, "a#b", "title_character"),
    ],
)
def test_a_value_that_cannot_be_is_refused(setting: Setting, given: Any, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked(setting, given)
