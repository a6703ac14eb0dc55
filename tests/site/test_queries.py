"""Reading the settings: what is kept of them is never older than the stamp it is kept under."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from wiki.kernel.db import act, reading
from wiki.kernel.permissions import SYSTEM
from wiki.site.models import SiteSetting, Stamp
from wiki.site.queries import SITE_STAMP, setting
from wiki.site.service import change_settings, touch


def _name(app: Flask, name: str = "") -> str:
    """Give the site a name, if one is given, as somebody else does; what it is then."""

    def there() -> str:
        with app.app_context():
            if name:
                change_settings(SYSTEM, {"name": name})
            return str(setting("name"))

    with ThreadPoolExecutor() as other:
        return other.submit(there).result()


def test_one_who_looked_before_a_change_keeps_nothing_old_after_it(app: Flask) -> None:
    assert _name(app, "Avant") == "Avant"
    with app.app_context():
        reading().execute(sa.select(Stamp)).all()  # sees the site as it is now, from now on
        with app.app_context():
            change_settings(SYSTEM, {"name": "Après"})
        setting("name")
    assert _name(app) == "Après"


def test_a_change_that_is_given_up_is_kept_by_nobody(app: Flask) -> None:
    assert _name(app, "Avant") == "Avant"

    def give_up() -> None:
        with act():
            reading().merge(SiteSetting(name="name", value="Jamais"))
            touch(SITE_STAMP)
            assert setting("name") == "Jamais"
            raise ZeroDivisionError

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            give_up()
        change_settings(SYSTEM, {"surface": "#7a2e00"})
    assert _name(app) == "Avant"
