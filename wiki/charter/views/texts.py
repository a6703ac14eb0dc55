"""What a version says: frozen, numbered, each article at an address that stays."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, url_for
from markupsafe import Markup

from wiki.charter.models import Version
from wiki.charter.queries import charters as queries
from wiki.charter.queries import discussed, provenance, twins
from wiki.charter.queries.signatures import signatories
from wiki.charter.rules import chain
from wiki.charter.rules.blocks import Numbered, anchor, source_of
from wiki.charter.rules.operations import Kind
from wiki.charter.views import akoma, words
from wiki.charter.views.amendment_words import name_of
from wiki.charter.views.blueprint import blueprint, may_on
from wiki.charter.views.origins import Origin, told
from wiki.charter.views.twin_words import forms, name_and_state
from wiki.events.queries.decisions import about
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import May
from wiki.pages.queries import pages
from wiki.web.language import DEFAULT, speaking
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer

_TALK = "wiki.discussions.about"


class Shown(NamedTuple):
    """A block as it is read: `rank` is the level of its heading in the screen."""

    anchor: str
    kind: str
    label: str
    title: str
    rank: int
    html: Markup


class Gone(NamedTuple):
    """A block that stood in a version before, the last of them `version`, and what took it away."""

    anchor: str
    name: str
    version: str
    cause: Origin | None


def shown(blocks: tuple[Numbered, ...], name: str) -> list[Shown]:
    """The blocks of a version, made into HTML, for a screen whose title is its name."""
    return [
        Shown(
            anchor(one.block.id),
            one.kind,
            words.label(one),
            words.plain(one.block.title),
            rank,
            safe(render_text(one.block.text).html),
        )
        for one, rank in zip(blocks, _ranks(blocks, name), strict=True)
    ]


def _ranks(blocks: tuple[Numbered, ...], name: str) -> list[int]:
    """The level of each heading, from 2 on and without a gap; the name of the text has none."""
    path: list[int] = []
    found = []
    for one in blocks:
        if one.block.level and words.plain(one.block.title) != name:
            path = [*(level for level in path if level < one.block.level), one.block.level]
        found.append(min(6, 1 + max(1, len(path))))
    return found


@blueprint.get("/charters/<slug>/v<version>", endpoint="version")
def show(slug: str, version: str) -> Response:
    """A version, whole."""
    charter = queries.by_slug(slug)
    found = queries.numbered_as(charter.id, version)
    blocks = queries.frozen_blocks(found)
    frozen = queries.frozen_text(found)
    parent = queries.parent_of(found)
    return answer(
        "charter/version.html",
        charter=charter,
        version=found,
        blocks=shown(blocks, charter.title),
        gone=_gone(found, blocks),
        parent=parent,
        frozen_at=frozen.frozen_at if frozen else None,
        state=words.states()[found.state],
        badge_kind=words.kind_of_badge(found.state),
        current=queries.in_force(charter.id),
        signatories=signatories(found),
        said=_said(found, blocks),
        twins=[name_and_state(one) for one in twins.known(found)],
        forms=forms(),
        drafts=may_on(charter, May.DRAFT_CHARTER),
        keeps=may_on(charter),
        decided=about(charter.slug),
        origins={anchor(one.block.id): _whence(slug, version, one) for one in blocks},
    )


def _said(version: Version, blocks: tuple[Numbered, ...]) -> dict[str, tuple[str, int]]:
    """Where each article is discussed, by its anchor, and how much is said of it."""
    uids = {one.block.id: discussed.article_uid(version, one.block.id) for one in blocks}
    turns = discussed.turns(discussed.ARTICLE, list(uids.values()))
    return {
        anchor(name): (url_for(_TALK, kind=discussed.ARTICLE, uid=uid), turns.get(uid, 0))
        for name, uid in uids.items()
    }


def _whence(slug: str, version: str, one: Numbered) -> str:
    """Where it is told whence the sentences of a block are."""
    return url_for(".origins", slug=slug, version=version, block=one.block.id)


def _gone(version: Version, blocks: tuple[Numbered, ...]) -> list[Gone]:
    """The blocks of the versions before that are no more: their address says so for ever."""
    there = {one.block.id for one in blocks}
    lost: dict[str, tuple[Numbered, str]] = {}
    for before in queries.ancestors(version):
        for one in queries.frozen_blocks(before):
            if one.block.id not in there:
                lost.setdefault(one.block.id, (one, before.number))
    if not lost:
        return []
    steps = provenance.steps(version)
    away = {
        step.block: at
        for at, step in steps.items()
        if step.held and step.held.operation.kind is Kind.DELETE
    }
    causes = told({at: steps[at] for at in away.values()})
    return [
        Gone(anchor(name), name_of(one), number, causes[away[name]] if name in away else None)
        for name, (one, number) in lost.items()
    ]


@blueprint.get("/charters/<slug>/v<version>/text.json", endpoint="version_json")
def canonical(slug: str, version: str) -> Response:
    """What its hash is of, octet for octet."""
    frozen = queries.frozen_text(queries.numbered_as(queries.by_slug(slug).id, version))
    if frozen is None:
        raise Missing("charter_text_missing")
    response = Response(frozen.text.encode(), content_type="application/json; charset=utf-8")
    response.headers["ETag"] = f'"{chain.sha256(frozen.text)}"'
    return response


@blueprint.get("/charters/<slug>/v<version>/text.md", endpoint="version_markdown")
def markdown(slug: str, version: str) -> Response:
    """The same in Markdown."""
    found = queries.frozen_text(queries.numbered_as(queries.by_slug(slug).id, version))
    if found is None:
        raise Missing("charter_text_missing")
    body = source_of([one.block for one in chain.thawed(found.text)])
    return Response(body.encode(), content_type="text/markdown; charset=utf-8")


@blueprint.get("/charters/<slug>/v<version>/text.xml", endpoint="version_xml")
def akoma_ntoso(slug: str, version: str) -> Response:
    """The same as Akoma Ntoso, for those who keep laws and statutes."""
    charter = queries.by_slug(slug)
    found = queries.numbered_as(charter.id, version)
    blocks, frozen = queries.frozen_blocks(found), queries.frozen_text(found)
    frozen_at = frozen.frozen_at if frozen else found.made_at
    happened = (
        ("generation", found.in_force_at),
        ("repeal", found.ended_at if found.in_force_at else None),
    )
    with speaking(DEFAULT):
        body = akoma.written(
            akoma.Described(
                slug,
                charter.title,
                found.number,
                pages.titles([charter.network_id])[charter.network_id],
                charter.made_at.date(),
                frozen_at.date(),
                found.hash or "",
                [(kind, at.date()) for kind, at in happened if at],
            ),
            blocks,
        )
    return Response(body, content_type="application/akn+xml; charset=utf-8")
