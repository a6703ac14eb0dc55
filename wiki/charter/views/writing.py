"""The form of an amendment: the editor of pages around the text of an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from wiki.charter.models import Charter
from wiki.charter.queries import charters
from wiki.pages.queries.documents import proposed
from wiki.web import csrf
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer, style_nonce

#: What the form asks for when its button says « Aperçu », for those without the script.
_PREVIEW = "preview"


def is_preview() -> bool:
    """Whether this request asks how the text will look, and for nothing else."""
    return request.method == "POST" and request.form.get("do") == _PREVIEW


def show(charter: Charter, form: Mapping[str, str], status: int = 200, **shown: Any) -> Response:
    """The form, never kept anywhere: what it holds is for one reader, and for once."""
    page = charters.draft_page(charter)
    preview = safe(render_text(form["text"], page.title).html) if is_preview() else None
    response = answer(
        "charter/amendment_form.html",
        status,
        charter=charter,
        form=form,
        page=page,
        preview=preview,
        is_unsaved=request.method == "POST",
        directives=proposed(),
        token=csrf.token(),
        nonce=style_nonce(),
        **shown,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
