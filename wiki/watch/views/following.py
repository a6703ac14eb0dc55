"""Following from any screen, what one follows, how one wishes to be told."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid
from wiki.members import queries as members
from wiki.watch.queries import follows
from wiki.watch.queries.searches import SEARCH
from wiki.watch.queries.targets import Target, target_of, targets, territories
from wiki.watch.rules import REASONS, Wished
from wiki.watch.service import follow as service
from wiki.watch.service import wishes
from wiki.watch.service.follow import follower
from wiki.watch.views.blueprint import blueprint, tabs
from wiki.watch.views.tokens import feed_token
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.post("/follow")
def follow() -> AnyResponse:
    """Follow something, and come back to it."""
    kind, target = _asked()
    service.follow(current_actor(), kind, target)
    return _back(kind, target)


@blueprint.get("/unfollow", endpoint="unfollow_form")
def unfollow_form() -> Response:
    """What makes one be told of a thing, each with the button that stops it."""
    actor = current_actor()
    asked = [one[:240].partition(":") for one in request.args.getlist("of")[:REASONS]]
    keys = [(kind, target.replace("\x00", "")) for kind, _, target in asked]
    held = follows.still_followed(follower(actor), keys)
    return answer(
        "watch/unfollow.html",
        tabs=tabs(),
        kinds=kind_names(),
        found=list(targets(actor, [key for key in keys if key in held]).values()),
        url_of=url_of,
    )


@blueprint.post("/unfollow")
def unfollow() -> AnyResponse:
    """Follow it no more."""
    kind, target = _asked()
    service.unfollow(current_actor(), kind, target)
    return _back(kind, target)


def _asked() -> tuple[str, str]:
    kind, target = (request.form.get(name, "").replace("\x00", "") for name in ("kind", "target"))
    return kind[:40], target[:200]


def _back(kind: str, target: str) -> AnyResponse:
    found = target_of(current_actor(), kind, target)
    if request.form.get("to") == "inbox":
        return redirect(url_for("wiki.watch.inbox"), 303)
    if kind == SEARCH and request.form.get("to") != "list":
        return redirect(url_for("wiki.search.saved"), 303)
    if found is None or request.form.get("to") == "list":
        return redirect(url_for("wiki.watch.following"), 303)
    return redirect(url_of(found), 303)


def url_of(target: Target) -> str:
    """Where what is followed is shown."""
    return url_for(target.endpoint, **target.values)


def kind_names() -> dict[str, str]:
    """The kinds of what is followed."""
    return {
        "page": gettext("Page"),
        "thread": gettext("Discussion"),
        "person": gettext("Personne"),
        "category": gettext("Catégorie"),
        "territory": gettext("Territoire"),
        "charter": gettext("Charte"),
        "amendment": gettext("Amendement"),
        SEARCH: gettext("Recherche"),
    }


@blueprint.get("/following")
def following() -> Response:
    """What one follows: what is there, and one may read."""
    actor, before = current_actor(), request.args.get("before", "")[:300]
    followed = follows.of_member(follower(actor), before)
    there = targets(actor, [(one.kind, one.target) for one in followed.rows])
    return answer(
        "watch/following.html",
        tabs=tabs(),
        found=[
            (one, there[one.kind, one.target])
            for one in followed.rows
            if (one.kind, one.target) in there
        ],
        next_key=followed.next_key,
        is_later=bool(before),
        url_of=url_of,
        kinds=kind_names(),
        territories=territories(),
    )


@blueprint.get("/following/settings")
def settings() -> Response:
    """How one wishes to be told."""
    return _settings(follows.wished(follows.wish_of(follower(current_actor()))))


@blueprint.post("/following/settings", endpoint="wish")
def wish() -> AnyResponse:
    """Be told so; what was chosen comes back when it is refused."""
    given, form = asdict(Wished()), request.form
    for name in ("hour", "weekday", "quiet_from", "quiet_to"):
        given[name] = form.get(name, -1, type=int)
    given["pace"] = form.get("pace", "")[:20]
    given["follows_written"] = "follows_written" in form
    given["follows_said"] = "follows_said" in form
    given["mails_thanks"] = "mails_thanks" in form
    wished = Wished(**given)
    try:
        wishes.wish(current_actor(), wished)
    except Invalid as error:
        return _settings(wished, {str(error.params.get("field", "pace")): sentence(error)})
    return redirect(url_for("wiki.watch.settings", told="saved"), 303)


@blueprint.post("/following/feed", endpoint="renew")
def renew() -> AnyResponse:
    """Give one's feed another address."""
    wishes.renew_feed(current_actor())
    return redirect(url_for("wiki.watch.settings", told="renewed") + "#flux", 303)


def _settings(wished: Wished, errors: dict[str, str] | None = None) -> Response:
    member = members.member(follower(current_actor()))
    account, known = members.account_of(member.id), follows.wish_of(member.id)
    token = feed_token(member.uid, known.feed if known else 1)
    return answer(
        "watch/settings.html",
        422 if errors else 200,
        tabs=tabs(),
        wished=wished,
        errors=errors or {},
        has_address=bool(account and account.email),
        feed=outside(url_for("wiki.watch.door.feed", token=token)),
        told=request.args.get("told", ""),
    )
