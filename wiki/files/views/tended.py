"""What waits for somebody: files that no page names, and how much all of them take."""

from __future__ import annotations

from flask import request
from markupsafe import Markup
from werkzeug import Response

from wiki.files import queries
from wiki.files.service import room
from wiki.files.views.blueprint import blueprint, thumbnail_url
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer, render_fragment

#: Files are counted up to here.
COUNTED = 1000


@blueprint.get("/upkeep/orphan-files")
def orphans() -> Response:
    """The files that no page names."""
    require(current_actor(), May.UPLOAD, policy())
    found = queries.orphans(before=request.args.get("before", type=key_given))
    return answer("files/orphans.html", files=found, thumbnail=thumbnail_url)


@blueprint.get("/files/room")
def taken() -> Response:
    """How much the files take, of all and of each, and how much they may."""
    require(current_actor(), May.DELETE, policy())
    people = queries.largest_senders()
    most = room.of_member(None).most
    return answer("files/room.html", room=room.of_all(), people=people, most=most)


def waiting_list() -> Markup:
    """Among what is to be tended: files that no page names."""
    number = queries.count_orphans(COUNTED + 1)
    return render_fragment("files/waiting_list.html", number=number, counted=COUNTED)
