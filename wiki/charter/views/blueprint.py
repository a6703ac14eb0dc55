"""The blueprint that the views of the charters share."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from wiki.charter.models import Charter
from wiki.charter.service.charters import scope_of
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import may

blueprint = Blueprint("charter", __name__)


def require_on(charter: Charter, right: May = May.KEEP_CHARTER) -> None:
    """Refuse those who do not have that right on a charter."""
    require(current_actor(), right, policy(), scope_of(charter))


def may_on(charter: Charter, right: May = May.KEEP_CHARTER) -> bool:
    """Whether the actor of this request has that right on a charter."""
    return may(right.name, scope_of(charter))


def refused(act: Callable[[], object]) -> WikiError | None:
    """Why an act that was asked for is not done; None once it is. Raises `Refused`."""
    try:
        act()
    except Refused:
        raise
    except WikiError as error:
        return error
    return None
