"""What the library shows inside a page: its resources, as they are now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.kernel.slugs import path_segment
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kinds
from wiki.resources.queries.library import LIST, resources
from wiki.resources.rules import KIND, Wanted
from wiki.schema.folding import folded
from wiki.schema.kinds import Field

#: Resources that a list shows unless it says otherwise, and at most.
USUAL, MOST = 20, 100
_ASKED = ("theme", "stage", "audience", "format")
RESOURCES = Directive(
    "ressources",
    ("resources",),
    {
        "theme": ("thème",),
        "stage": ("étape",),
        "audience": ("public",),
        "format": (),
        "size": ("nombre",),
    },
    "none",
    "Les ressources de la bibliothèque : d’un thème, d’une étape, pour un public, d’un format.",
)


def listed(call: Call, _context: Context) -> Shown | None:
    """Some resources; nothing that can be shown of a theme or the like that is not there."""
    fields, wanted = _fields(), {}
    asked = {name: call.options.get(name, "") for name in _ASKED}
    asked["theme"] = asked["theme"] or call.argument
    for name, said in asked.items():
        if said:
            code = _code(fields.get(name), said)
            if not code:
                return None
            wanted[name] = code
    found = resources(Wanted(**wanted), size=_size(call))
    prefix = state().url_prefix
    values = {
        "resources": [
            (line.title, f"{prefix}/wiki/{path_segment(line.title)}", line.summary)
            for line in found.rows
        ],
        "more": f"{prefix}/resources?{urlencode(wanted)}" if found.next_key else "",
    }
    return Shown("resources/in_page.html", values, (LIST,))


def _code(field: Field | None, said: str) -> str:
    """The code that is said, itself or by its name."""
    if field is None:
        return ""
    return said if said in field.choices else field.codes_by_name.get(folded(said), "")


def _size(call: Call) -> int:
    written = call.options.get("size", "")
    return min(int(written), MOST) if re.fullmatch("[1-9][0-9]{0,3}", written) else USUAL


def _fields() -> Mapping[str, Field]:
    kind = kinds().get(KIND)
    return kind.by_id if kind else {}


def _choices() -> Mapping[str, Sequence[str]]:
    fields = _fields()
    return {
        name: [one.labels["fr"] for one in fields[name].offered]
        for name in _ASKED
        if name in fields
    }


HANDLERS = (Offered(RESOURCES, listed, words=_choices),)
