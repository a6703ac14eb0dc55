"""Changing the site from its screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wiki.admin.rules import TOKENS, check_contrast
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor
from wiki.site.queries import all_settings, declared
from wiki.site.rules import checked
from wiki.site.service import change_settings


def change(actor: Actor, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Change settings of the site, look included; returns the names of those that changed.

    Raises `Invalid` whose `field` is the setting to mend.
    """
    known = declared()
    for name, value in values.items():
        if name in known:
            _check(name, value)
    look = {name: values.get(name, all_settings()[name]) for name in TOKENS}
    if look != {name: all_settings()[name] for name in TOKENS}:
        check_contrast({name: value for name, value in look.items() if name != "radius"})
    return change_settings(actor, values)


def _check(name: str, value: Any) -> None:
    setting = declared()[name]
    try:
        checked(setting, value)
    except Invalid as error:
        raise Invalid(error.code, **error.params | {"field": name}) from error
