"""What the portals put in named places of the pages' screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.permissions import May
from wiki.kernel.slugs import title_key
from wiki.pages.queries.pages import Glance, count
from wiki.portals.offered import DEFAULT
from wiki.site.queries import setting
from wiki.web.moulds import cast
from wiki.web.rendering import LOOKS, render_text
from wiki.web.rows import row
from wiki.web.safe import safe
from wiki.web.templates import may, render_fragment, titled_url

_ARRANGE = "wiki.portals.arrange_form"


def menu(page: Glance) -> Markup | None:
    """In the menu of a page, for who may write: to arrange its blocks."""
    if not may(May.EDIT.name):
        return None
    return cast("portals/menu.html", {"url": titled_url(_ARRANGE, page.title)})


def button(page: Glance) -> Markup | None:
    """Beside the title of the home page, for who may write."""
    if not may(May.EDIT.name) or title_key(page.title) != title_key(str(setting("home_page"))):
        return None
    return cast("portals/button.html", {"url": titled_url(_ARRANGE, page.title)})


def looks() -> Markup:
    """In the head of a home page that nobody has written: what its blocks load."""
    styles = tuple(LOOKS[name] for name in ("places", "portals"))
    return row("pages/_page.html", "looks", styles, ())


def default() -> Markup | None:
    """In place of a home page that nobody has written, once there is something to show."""
    if not count():
        return None
    title = str(setting("home_page"))
    html = safe(render_text(DEFAULT, title).html)
    return render_fragment("portals/default.html", html=html, url=titled_url(_ARRANGE, title))
