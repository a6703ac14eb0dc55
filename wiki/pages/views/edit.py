"""Writing: the edit form, its preview, and the screen where a conflict is settled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, make_response, redirect, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.slugs import clean_title, path_segment, title_key
from wiki.kernel.submissions import new_submission
from wiki.markup.notes import definitions
from wiki.merge.outcome import Merge, UndecidedError, UnknownChoiceError
from wiki.pages.conflict import merged
from wiki.pages.filing import categories_in, listed
from wiki.pages.forms import ConflictForm, EditForm
from wiki.pages.models import Page
from wiki.pages.queries import drafts, links
from wiki.pages.queries import pages as queries
from wiki.pages.queries.boilerplates import offered
from wiki.pages.queries.documents import document_of, proposed
from wiki.pages.queries.drafts import Begun
from wiki.pages.queries.joinings import refuse_joined
from wiki.pages.queries.pages import Written
from wiki.pages.queries.pending import is_reviewed
from wiki.pages.rules import clean_body, why_not_edit
from wiki.pages.sections import section_text
from wiki.pages.service.pending import settle as confirm_settled
from wiki.pages.service.save import Edit, EditConflict, EditHeld, Saved, save
from wiki.pages.service.sheets import number_before
from wiki.pages.views.begun import asked_for
from wiki.pages.views.blueprint import blueprint, page_at
from wiki.pages.views.choosing import conflict_page, show_conflict
from wiki.pages.views.drafts import keep
from wiki.site.queries import licence_of, policy
from wiki.web import csrf
from wiki.web.actors import current_actor, place, require_writer
from wiki.web.held import held_url
from wiki.web.language import gettext
from wiki.web.moulds import cast
from wiki.web.rendering import looks, render_text
from wiki.web.rows import row
from wiki.web.safe import safe
from wiki.web.slots import Open
from wiki.web.templates import answer, page_url, render, render_fragment, style_nonce
from wiki.web.wording import sentence

#: What is refused because the text starts from no version of the page to which the title leads.
_APART = ("base_unknown", "page_joined")


#: Longest text that an address begins a new page with, in characters.
_BEGUN = 4_000


@blueprint.get("/wiki/<path:title>/edit", endpoint="edit")
def edit_form(title: str) -> AnyResponse:
    """The form on which a page or one of its sections is written."""
    title = clean_title(title)
    page = queries.written(title)
    section = request.args.get("section", type=int)
    if page is None and (led := queries.redirect_of(title)):
        return redirect(page_url(led[1].title, "edit", section=section))
    body = page.body if page else request.args.get("text", "")[:_BEGUN]
    body = body or ("" if section else asked_for(title))
    if reason := _why_not(page, title):
        return answer("pages/source.html", 403, title=title, page=page, body=body, reason=reason)
    text = section_text(document_of(body), section) if section else body
    draft = drafts.draft(current_actor().member_id, title, section)
    filed = listed(categories_in(document_of, body).values())
    form = EditForm(
        text,
        page.head if page else 0,
        section=section,
        categories=filed,
        categories_before=filed,
    )
    return edit_page(page.title if page else title, form, page=page, draft=draft)


@blueprint.post("/wiki/<path:title>/edit")
def save_edit(title: str) -> AnyResponse:
    """Save, or show the form again with a preview; what was typed comes back in any case."""
    form = EditForm.sent()
    if request.form.get("action") == "preview":
        return _preview_page(title, form)
    try:
        wanted = form.edit(title)
    except WikiError as error:
        keep(title, form)
        return _refused(title, form, error)
    return _save(title, wanted, form)


@blueprint.post("/wiki/<path:title>/conflict")
def settle(title: str) -> AnyResponse:
    """Save what was chosen on the conflict screen, passage by passage."""
    form = ConflictForm.sent()
    try:
        refuse_joined(clean_title(title))
    except WikiError as error:
        if not form.is_own:
            raise  # the page of the error gives every text back
        mine = EditForm(form.mine, form.base, form.summary)
        keep(title, mine)
        return _refused(title, mine, error)
    page = page_at(title)
    _check_settling(page, form)
    merge = _merge_again(page, form)
    try:
        body = merge.resolve(form.choices)
    except (UndecidedError, UnknownChoiceError):
        return conflict_page(page, merge, form, missing=True)
    wanted = Edit(
        title=page.title,
        body=body,
        base=form.head,
        summary=form.summary,
        is_minor=form.is_minor,
        submission=form.submission or None,
        resolved_from=form.base,
        undone=_undone(page, form),
        settled_section=form.section,
        keeps_drafts=not form.is_own,
        place=place(),
        is_shown_next=True,
        shared=form.taken,
    )
    sent = EditForm(body, form.head, form.summary, form.is_minor)
    return _save(title, wanted, sent, form)


@blueprint.post("/preview")
def preview() -> Response:
    """A text as it will look: a piece of a page, for the edit page's script."""
    require_writer()
    body, title = request.form.get("body", ""), request.form.get("title", "")
    if request.form.get("section"):
        body = _with_its_notes(title, body)
    rendered = render_text(body, title)
    styles, _ = looks(rendered.html)
    return Response(render("pages/fragment.html", html=safe(rendered.html), styles=styles))


def _with_its_notes(title: str, section: str) -> str:
    """A section as the page shows it: with the notes it calls that are written elsewhere."""
    page = queries.led_to(title) if title else None
    if page is None:
        return section
    return f"{section}\n\n{definitions(document_of(queries.body(page)), section)}"


@blueprint.get("/titles")
def titles() -> Response:
    """Titles that start with `?q=`, for the completion of `[[`."""
    return jsonify(links.titles_like(title_key(request.args.get("q", ""))[:200]))


def _save(
    title: str, wanted: Edit, form: EditForm, settled: ConflictForm | None = None
) -> AnyResponse:
    actor, pending = current_actor(), settled.pending if settled else ""
    try:
        saved = confirm_settled(actor, pending, wanted) if pending else save(actor, wanted)
    except EditConflict as conflict:
        return _conflict(conflict, wanted, settled)
    except EditHeld as held:
        return redirect(held_url(held.uid, held.title), 303)
    except WikiError as error:
        if settled and not settled.is_own:
            raise  # the form would keep it as the draft of one who never wrote it
        keep(title, form)
        return _refused(title, form, error)
    return redirect(_after(saved, settled=settled is not None), 303)


def _after(saved: Saved, *, settled: bool) -> str:
    told: dict[str, Any] = {"saved": saved.revision.number} if saved.is_new else {}
    if settled and not saved.is_new:
        told["kept"] = saved.revision.number
    if saved.merged_with is not None:
        told["merged"] = saved.merged_with
    return page_url(saved.page.title, **told)


def _refused(title: str, form: EditForm, error: WikiError) -> Response:
    if error.code.startswith("title_"):
        raise error  # there is no page to show the form on: the text is shown with the error
    title = clean_title(title)
    page = queries.led_to(title)
    if error.code in _APART:  # nothing in common with the page: a person will choose
        form = replace(form, base=0, section=None)
    return edit_page(
        page.title if page else title,
        form,
        page=page,
        problem=sentence(error),
        status=error.status,
    )


def _conflict(conflict: EditConflict, wanted: Edit, settled: ConflictForm | None) -> Response:
    """The screen on which one chooses; the text is a draft meanwhile, where it is one's own."""
    if settled is None or settled.is_own:
        keep(conflict.page.title, EditForm(conflict.mine, wanted.base, wanted.summary))
    form = ConflictForm(
        base=wanted.base,
        head=conflict.page.head,
        mine=conflict.mine,
        choices={},
        summary=wanted.summary,
        is_minor=wanted.is_minor,
        section=settled.section if settled else wanted.section,
        submission=new_submission(),
        shared=wanted.shared.name if wanted.shared else "",
        part=wanted.shared.part if wanted.shared else "",
        pending=settled.pending if settled else "",
        undo=settled.undo if settled else None,
    )
    return show_conflict(conflict, form)


def _check_settling(page: Page, form: ConflictForm) -> None:
    """Refuse before the texts are merged what would be refused after; one's draft is kept."""
    try:
        if reason := _refusal(page, page.title):
            raise reason
        clean_body(form.mine)
    except WikiError:
        if form.is_own:
            keep(page.title, EditForm(form.mine, form.base, form.summary))
        raise  # the page of the error gives every text back


def _undone(page: Page, form: ConflictForm) -> int | None:
    """The revision that is taken back: no form makes an undo of another text."""
    if form.undo is None or form.base != form.undo:
        return form.undo
    before = _text_at(page, number_before(page, form.undo))
    return form.undo if clean_body(form.mine) == clean_body(before) else None


def _merge_again(page: Page, form: ConflictForm) -> Merge:
    """The merge of the screen, made again from the revisions it named."""
    base, head = _text_at(page, form.base), _text_at(page, form.head)
    return merged(form.base, base, head, form.mine)


def _text_at(page: Page, number: int) -> str:
    return queries.text_at(page, number) if number else ""


def _preview_page(title: str, form: EditForm) -> Response:
    keep(title, form)
    title = clean_title(title)
    page = queries.find(title)
    try:
        body = _with_its_notes(title, form.body) if form.section else form.filed_body
    except WikiError as error:
        return _refused(title, form, error)
    rendered = render_text(body, title)
    return edit_page(title, form, page=page, preview=safe(rendered.html))


def edit_page(
    title: str,
    form: EditForm,
    *,
    page: Page | Written | None,
    status: int = 200,
    draft: Begun | None = None,
    preview: Markup | None = None,
    problem: str = "",
) -> Response:
    """The form on which a page is written, never kept anywhere."""
    values = {
        "title": title,
        "address": path_segment(title),
        "crumbs": _crumbs(title, is_there=page is not None),
        "told": _told(title, form, page, draft, problem),
        "preview": "" if preview is None else _preview_box(preview),
        "token": csrf.token(),
        "style_nonce": style_nonce(),
        "base": form.base,
        "submission": form.submission or new_submission(),
        "section": form.section,
        "body": form.body,
        "summary": form.summary,
        "categories": form.categories,
        "categories_before": form.categories_before,
        "uid": page.uid if page else "",
        "shared": form.shared,
        "part": form.part,
        "who": str(current_actor().member_id or "visitor"),
    }
    html = cast(
        "pages/edit.html",
        values,
        is_there=page is not None,
        is_nested="/" in title,
        is_section=bool(form.section),
        is_minor=form.is_minor,
        is_member=current_actor().member_id is not None,
        is_unsaved=bool(problem) or preview is not None,
        licence=licence_of(_licence(page)).name,
        directives=proposed(),
    )
    response = make_response(Open(html).fill(), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _licence(page: Page | Written | None) -> str:
    """The licence of a page's own, "" when it has none."""
    if isinstance(page, Page):
        return queries.head(page).licence if page.head else ""
    return page.licence if page else ""


def _crumbs(title: str, *, is_there: bool) -> Markup | str:
    """Where the form of a page inside another one stands."""
    here = gettext("Modifier") if is_there else gettext("Nouvelle page")
    return row("pages/_page.html", "crumbs", title, here) if "/" in title else ""


def _told(
    title: str, form: EditForm, page: Page | Written | None, draft: Begun | None, problem: str
) -> str:
    """What is said above the form, if anything."""
    is_outdated = page is not None and form.base != page.head
    begun = draft if draft and draft.body != form.body else None
    left = drafts.left_behind(current_actor().member_id, page.id) if page else ()
    left = [one for one in left if one.body != form.body]
    is_blank = not (form.body.strip() or form.section or problem)
    starts = offered(page.kind if isinstance(page, Written) else None) if is_blank else []
    is_held = is_reviewed(current_actor())
    if not (problem or is_outdated or begun or left or starts or is_held):
        return ""
    return render_fragment(
        "pages/_edit_told.html",
        title=title,
        form=form,
        draft=begun,
        left=left,
        problem=problem,
        is_outdated=is_outdated,
        starts=starts,
        is_held=is_held,
    )


def _preview_box(preview: Markup) -> Markup:
    return render_fragment("pages/_edit_preview.html", preview=preview)


def _why_not(page: Written | None, title: str) -> str | None:
    reason = _refusal(page, title)
    return sentence(reason) if reason else None


def _refusal(page: Page | Written | None, title: str) -> Refused | None:
    lock = None if page else queries.title_lock(title)
    protection = page.protection if page else lock.protection if lock else "members"
    code = why_not_edit(
        current_actor(),
        policy(),
        protection=protection,
        title=title,
        uid=page.uid if page else "",
    )
    return Refused(code, title=title) if code else None
