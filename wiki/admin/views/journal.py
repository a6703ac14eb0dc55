"""The journal in sentences, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from flask import Response, request

from wiki.admin import queries
from wiki.admin.actions import ACTIONS
from wiki.admin.views.blueprint import blueprint
from wiki.admin.views.scopes import named
from wiki.journal.models import Entry
from wiki.journal.queries import entries
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.members.queries import names
from wiki.site.queries import declared, policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.role_names import rights_named, role_of
from wiki.web.templates import answer

#: Acts that a visitor does; others without an actor are the wiki's own, or a command's.
_BY_A_VISITOR = frozenset(
    {
        *("contact_withdrawn", "contact_written", "correction_sent"),
        *("join_asked", "reported", "reset_asked", "sign_in_slowed"),
    }
)


@dataclass(frozen=True)
class Line:
    """One act as it is read: when, who, what, and what changed."""

    seq: int
    at: datetime
    who: str
    sentence: str
    details: tuple[str, ...]


@blueprint.get("/admin/journal")
def journal() -> Response:
    """The acts, or those of one kind."""
    require(current_actor(), May.SEE_JOURNAL, policy())
    action = request.args.get("action", "")[:50]
    found = entries(before=request.args.get("before", type=key_given), action=action)
    who = names({entry.actor_id for entry in found.rows if entry.actor_id is not None})
    uids = {entry.object_uid for entry in found.rows if entry.object_kind == "member"}
    members = queries.members_by_uid(uids)
    where = _limits(found.rows)
    return answer(
        "admin/journal.html",
        lines=[_line(entry, who, members, where) for entry in found.rows],
        next_key=found.next_key,
        action=action,
        actions=_kinds(),
    )


def _line(
    entry: Entry, who: dict[int, str], members: Mapping[str, str], where: Mapping[str, str]
) -> Line:
    known: dict[str, Any] = entry.detail
    seen = known.get("title") or known.get("name") or members.get(entry.object_uid)
    by = who.get(entry.actor_id, "") if entry.actor_id is not None else _nobody(entry)
    action = "joined" if entry.action == "member_joined" and seen == by else entry.action
    done = gettext(ACTIONS.get(action, action)) % {"object": seen or entry.object_uid}
    return Line(entry.seq, entry.at, by, done, _details(known, where))


def _nobody(entry: Entry) -> str:
    is_edit = entry.action.startswith("page_") and entry.action != "page_imported"
    by_visitor = is_edit or entry.action in _BY_A_VISITOR
    return gettext("Un visiteur") if by_visitor else gettext("Le wiki")


def _details(known: dict[str, Any], where: Mapping[str, str]) -> tuple[str, ...]:
    """What changed, from what to what; text as it is kept, for the template to escape."""
    found = []
    if "to" in known:
        role = {key: role_of(known.get(key, "")) for key in ("from", "to")}
        found.append(gettext("de %(before)s à %(after)s", before=role["from"], after=role["to"]))
    if scope := str(known.get("scope") or ""):
        found.append(where[scope])
    if reason := known.get("reason"):
        found.append(gettext("« %(reason)s »", reason=reason))
    for name, change in known.get("changes", {}).items():
        found.append(_change(name, change))
    return tuple(found)


def _change(name: str, change: Any) -> str:
    label = gettext(declared()[name].label) if name in declared() else name
    if not isinstance(change, dict):
        return label
    choices = dict(declared()[name].choices) if name in declared() else {}
    before, after = (_short(_chosen(choices, change.get(key))) for key in ("from", "to"))
    return gettext("%(label)s : de %(before)s à %(after)s", label=label, before=before, after=after)


def _chosen(choices: dict[str, str], value: Any) -> Any:
    return gettext(choices[value]) if isinstance(value, str) and value in choices else value


def _limits(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Where roles hold, or what tokens allow, by the scope that lines tell."""
    scopes = {str(entry.detail["scope"]) for entry in entries if entry.detail.get("scope")}
    rights = {scope: _rights(scope) for scope in scopes if ":" not in scope}
    return rights | named(scopes - rights.keys())


def _rights(scope: str) -> str:
    return gettext("droits : %(rights)s", rights=rights_named(scope))


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    text = " ".join(str(value or "").split())
    if not text:
        return gettext("rien")
    return f"« {text[:80]}… »" if len(text) > 80 else f"« {text} »"


def _kinds() -> list[tuple[str, str]]:
    """Every action with its sentence, for the filter; « joined » is another word for one."""
    said = {name: gettext(words) % {"object": "…"} for name, words in ACTIONS.items()}
    return sorted(((name, said[name]) for name in said if name != "joined"), key=itemgetter(1))
