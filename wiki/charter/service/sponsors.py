"""Acts of the places on an amendment of somebody else: supporting it, taking that back."""

from __future__ import annotations

from wiki.charter.models import Amendment, Sponsor
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import sponsors
from wiki.charter.queries.signatures import spoken_for
from wiki.charter.rules import sponsors as rules
from wiki.charter.rules.amendments import State
from wiki.charter.service import amendments as service
from wiki.charter.service.deadlines import watch
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


def support(actor: Actor, slug: str, number: int, place_uid: str, *, is_given: bool) -> Amendment:
    """Support an amendment for a place, or no more. Raises `Refused`, `Conflict`."""
    with act():
        charter, _ = service.going_charter(slug)
        require(actor, May.AMEND, policy(), service.scope(charter))
        held = queries.numbered(charter.id, number, locked=True)
        spoken = [one for one in spoken_for(charter, actor.member_id) if one.place.uid == place_uid]
        if not spoken:
            raise Refused("signature_mandate")
        place, amendment = spoken[0].place, held.amendment
        rules.check(
            sponsors.is_supported(held),
            is_own=place.id in sponsors.own(charter, held),
            is_given=is_given,
            holds=place.id in sponsors.supporting(held),
        )
        line = Sponsor(
            amendment_id=amendment.id,
            place_id=place.id,
            title=place.title,
            member_id=actor.member_id,
            mandate=spoken[0].mandate,
            wording=amendment.wording,
            is_given=is_given,
            at=clock.now(),
        )
        reading().add(line)
        reading().flush()
        action = "amendment_supported" if is_given else "amendment_unsupported"
        note(actor, charter, action, amendment=amendment.uid, place=place.uid)
        if amendment.state == State.TABLED and not sponsors.missing(charter, held):
            watch(amendment)
    return amendment
