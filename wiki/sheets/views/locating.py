"""The position of an address, proposed in the form of a sheet: nobody's pin is set unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import request

from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, WikiError
from wiki.members.service.limits import Limit, bucket, take
from wiki.sheets import geocoding, named
from wiki.sheets.forms import SheetForm
from wiki.web.actors import current_actor, place
from wiki.web.wording import sentence

#: The button that asks, and the field whose group is shown with the answer.
LOCATE, FIELD = "locate", "position"
#: Questions of one person, and in what time.
_MOST, _DURING = 60, timedelta(hours=1)


def is_offered(form: SheetForm) -> bool:
    """Whether there is a geocoder to ask, for a sheet that says an address."""
    known = form.kind.by_id
    return bool(state().options["WIKI_GEOCODER_URL"]) and {FIELD, "street"} <= known.keys()


def located(form: SheetForm) -> tuple[SheetForm, dict[str, str]]:
    """The form with the positions of the address typed in it, and what is wrong, by path.

    Inside no act.
    """
    try:
        if not is_offered(form):
            raise Invalid("geocoder_silent")
        typed = {
            name: form.texts.get(f"field-{name}", [""])[0].strip()[:200]
            for name in ("street", "postcode", "commune")
        }
        if not typed["street"]:
            raise Invalid("geocoder_no_address")
        actor = current_actor()
        who = str(actor.member_id) if actor.member_id is not None else place()
        take(Limit(bucket("geocode", who), _MOST, _DURING))
        insee = named.understood("commune", typed["commune"])
        insee = insee if insee != typed["commune"] else ""
        words = " ".join(filter(None, (typed["street"], typed["postcode"], typed["commune"])))
        url = str(state().options["WIKI_GEOCODER_URL"])
        door = geocoding.door_to(url, f"wiki-tiers-lieux (+{request.host_url})")
        found = geocoding.candidates(door, url, words, insee)
    except WikiError as error:
        return form, {FIELD: sentence(error)}
    wrong = {} if found else {FIELD: sentence(Invalid("geocoder_nothing"))}
    return replace(form, places=found), wrong
