"""What the discussions put in the templates of the subjects below them."""

from __future__ import annotations

from markupsafe import Markup

from wiki.discussions.queries import threads
from wiki.pages.models import Page
from wiki.web.templates import render_fragment


def talk_button(page: Page) -> Markup:
    """Beside a page's title: its discussion, with how much is said there.

    Part of the page that is kept: each act on its discussion moves the page's stamp.
    """
    talk = threads.talk("page", page.uid)
    return render_fragment("discussions/talk_button.html", page=page, talk=talk)
