"""The screen of a comparison, but for its frame: what is said around the lines that changed."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.slugs import path_segment
from wiki.merge.diff import Summary
from wiki.pages.queries.compared import Version
from wiki.pages.queries.history import writers_in
from wiki.pages.queries.thanks import Thanks, thanks_of
from wiki.pages.tags import codes_in
from wiki.web.actors import current_actor
from wiki.web.language import ngettext
from wiki.web.moulds import cast
from wiki.web.pieces import time
from wiki.web.rows import row
from wiki.web.tag_names import tags_by_hand
from wiki.web.templates import may, render_fragment


def comparison(
    old: Version,
    new: Version,
    rows: Markup,
    counts: Summary,
    *,
    view: str,
    is_coarse: bool,
    is_cut: bool,
) -> Markup:
    """Two versions and their differences, as `view` shows them; `rows` are its lines."""
    between = abs(new.number - old.number) - 1
    tags = tuple(codes_in(new.tags)) if old.number == new.parent else ()
    values = {
        "address": path_segment(old.page_title),
        "rows": rows,
        "between": _between(between) if between > 0 else "",
        "parent": old.parent,
        "next": new.number + 1,
        "tags": row("pages/_lines.html", "tags_said", tags) if tags else "",
        "acts": _acts(old, new, tags),
        "old": old,
        "new": new,
        **_version("old", old),
        **_version("new", new),
        **_counted(counts),
    }
    return cast(
        "pages/_diff_body.html",
        values,
        view=view,
        is_coarse=is_coarse,
        is_cut=is_cut,
        is_same=old.text_sha256 == new.text_sha256,
        has_new_sheet=(old.kind, old.infobox) != (new.kind, new.infobox),
        has_old_summary=bool(old.summary),
        has_new_summary=bool(new.summary),
        has_old_title=old.title != old.page_title,
        has_new_title=new.title != new.page_title,
        has_counts=bool(counts.words_added or counts.words_removed or counts.blocks_moved),
        has_moved=bool(counts.blocks_moved),
        has_parent=old.parent is not None,
        has_next=new.number < old.page_head,
    )


def _version(side: str, line: Version) -> dict[str, object]:
    is_plain = line.action == "edited" and not line.is_minor
    badge = "" if is_plain else row("pages/_lines.html", "badges", line.action, line.is_minor)
    return {
        f"{side}_number": line.number,
        f"{side}_badge": badge,
        f"{side}_writer": row(
            "pages/_page.html",
            "writer",
            line.author_name,
            line.author_uid,
            writers_in(line.others),
        ),
        f"{side}_moment": time(line.created_at, "moment"),
        f"{side}_summary": line.summary,
        f"{side}_title": line.title,
    }


def _counted(counts: Summary) -> dict[str, object]:
    return {
        "added": ngettext("%(n)s mot ajouté", "%(n)s mots ajoutés", counts.words_added),
        "removed": ngettext("%(n)s mot retiré", "%(n)s mots retirés", counts.words_removed),
        "moved": ngettext("%(n)s bloc déplacé", "%(n)s blocs déplacés", counts.blocks_moved),
    }


def _between(number: int) -> str:
    return ngettext(
        "%(n)s version intermédiaire n’est pas montrée.",
        "%(n)s versions intermédiaires ne sont pas montrées.",
        number,
    )


def _acts(old: Version, new: Version, tags: tuple[str, ...]) -> Markup | str:
    """What a member may do about it: forms, with a token of their own."""
    if current_actor().member_id is None:
        return ""
    is_one = old.number == new.parent
    to_put = tags_by_hand() if is_one and may("TAG") else ()
    given = {"tags": tags, "tags_to_put": to_put, "thanks": _thanks(new) if is_one else None}
    return render_fragment("pages/_diff_acts.html", old=old, new=new, **given)


def _thanks(new: Version) -> Thanks | None:
    return thanks_of(new.page_uid, [new.number], current_actor().member_id).get(new.number)
