"""Words made to break out of a page, wherever somebody writes some; every address is then read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import people
from tests.charter.made import procedure
from tests.charter.voting import in_every_state
from tests.files.images import image
from tests.hostile.conftest import bounded, stands
from tests.live.writing import write
from tests.places.taken_in import taken_in
from tests.sheets.places import place
from tests.sheets.unfit import prepared
from wiki.charter.queries import charters as queried
from wiki.charter.rules.blocks import blocks_of
from wiki.charter.rules.operations import Asked
from wiki.charter.service import amendments, charters, twins, versions
from wiki.discussions.passages import blocks
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.rewritings import decline
from wiki.discussions.service.settle import hide
from wiki.discussions.service.speak import Said, Words, answer, open_thread
from wiki.files.rules import Description
from wiki.files.service.add import Incoming, add
from wiki.kernel.permissions import Actor
from wiki.live.service import rescues
from wiki.members.queries import member
from wiki.members.service.codes import Letter
from wiki.moderation.queries import reports as reported
from wiki.moderation.service import reports
from wiki.moderation.service.reverting import revert
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.license import license_page
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.publishing import service as publishing
from wiki.publishing.service import Change as Added
from wiki.schema.declared import code_from
from wiki.schema.sheet import Sheet
from wiki.search.service import add_synonyms, save_search
from wiki.site.service import change_settings
from wiki.upkeep.service import care
from wiki.upkeep.service.relink import go_on, relink

#: What would run in the text of a page, in a title, in a script.
EVIL = "<img src=x onerror=evil()>\"'><svg onload=evil()></title></script><script>evil()</script>"
#: What would get out of an attribute or of an address, in a title that may be had.
TITLE = "Ici \"' onmouseover=evil() x=`;&"
OLD = "Avant \"' onfocus=evil() y=&"
BODY = f"""# {EVIL}

{EVIL}

:::{{note}} {EVIL}
{EVIL}
:::

:::{{homonymie}}
- [[{TITLE}|{EVIL}]]
:::

:::{{autres-sens}}
{EVIL} [[{OLD}]]
:::

:::{{figure}} /files/x
:légende: {EVIL}
:crédit: {EVIL}
:::

:::{{source un}}
:titre: {EVIL}
:auteur: {EVIL}
:date: {EVIL}
:licence: {EVIL}
:lien: https://exemple.fr/"onmouseover=evil()
:::

:::{{inconnue {EVIL}}} {EVIL}
:::

Dit[^un] EVL, ABC et [un lien](javascript:evil()) ou [[mal:{TITLE}]], [[{TITLE}#{TITLE}]].

[[en:{TITLE}]]

*[ABC]: {EVIL}

[^n]: {EVIL}

:::{{catégories}} {TITLE}, Autre " onclick=evil()
"""
#: What addresses say to a screen, one after the other.
SAID = "q title name from renamed model tag author kind about quote before after block words to"


class Reader(HTMLParser):
    """What would run in a page: handlers, scripts of others, addresses that are code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._data: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        if tag == "script" and given.get("type", "").endswith("json"):
            self._data = ""
        elif tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append(f"<script {given}>")
        for name in ("href", "src", "action", "formaction"):
            if given.get(name, "").strip().lower().startswith(("javascript:", "data:text")):
                self.found.append(f"<{tag} {name}={given[name]}>")

    def handle_data(self, data: str) -> None:
        if self._data is not None:
            self._data += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._data is not None:
            json.loads(self._data)
            self._data = None


def _written(alice: Actor, bob: Actor) -> dict[str, str]:
    """Something evil in every place; what stands in the addresses, by endpoint and by name."""
    change_settings(alice, {"name": EVIL[:60], "menu": f"{TITLE} | {EVIL[:40]}"})
    save(alice, Edit("Wiki:Abréviations", f"- EVL : {EVIL}\n", 0))
    save(
        alice,
        Edit(
            "Wiki:Interwiki",
            f'- mal: https://exemple.fr/"x/$1\n- en ({EVIL[:26]}): https://e.fr/$1\n',
            0,
        ),
    )
    save(alice, Edit(f"Modèles/{TITLE}", f"{{{{titre}}}} {{{{{TITLE}}}}} {EVIL}\n", 0))
    save(bob, Edit(OLD, f"{EVIL}\n\nÀ effacer.\n", 0, EVIL))
    page = save(bob, Edit(OLD, f"{EVIL}\n", 1, EVIL)).page
    save(alice, Edit("Ailleurs", f"[[{OLD}]]\n", 0, EVIL))
    rename(bob, page.uid, TITLE, EVIL)
    save(bob, Edit(TITLE, BODY, 3, EVIL))
    license_page(alice, page.uid, EVIL, EVIL)
    redact(alice, page.uid, 1, 1, EVIL)
    save(bob, Edit(f"{TITLE}/Sous {TITLE}", f":::{{catégories}} {TITLE}\n\n{BODY}", 0, EVIL))
    said = open_thread(bob, "page", page.uid, EVIL, Words(BODY))
    answer(bob, said.thread.uid, Words(EVIL))
    quoted = _commented(bob)
    decline(alice, quoted.turn.uid, EVIL)
    hide(alice, answer(bob, said.thread.uid, Words(EVIL)).turn.uid, EVIL)
    file = add(bob, Incoming(f"{EVIL}.png", image(), Description(EVIL, EVIL, EVIL), TITLE))
    add_synonyms(alice, f"mot, {EVIL.replace(',', ' ')[:40]}")
    save_search(alice, EVIL[:60], f"q={quote(EVIL)}")
    thrown = save(bob, Edit(f"{TITLE} jeté", BODY, 0)).page
    delete(alice, thrown.uid, EVIL)
    sheets = (place(name=name, tagline=name + EVIL) for name in (EVIL, TITLE))
    one, other = (
        save(bob, Edit(f"{TITLE} double {n}", BODY, 0, sheet=sheet)).page.uid
        for n, sheet in enumerate(sheets)
    )
    relinking = relink(alice, OLD, EVIL)
    _marked(alice, page.uid)
    step = dict.fromkeys(("title", "introduction"), EVIL[:100])
    step |= {"tasks": [EVIL[:150]], "reading": [TITLE]}
    kept = {"name": EVIL[:100], "summary": EVIL[:300], "theme": ["legal"], "author": EVIL[:150]}
    save(bob, Edit(f"{TITLE} ressource", BODY, 0, sheet=Sheet("resource", kept)))
    steps = [step | {"title": f"{number} {EVIL[:90]}", "theme": "legal"} for number in range(4)]
    led = Sheet("path", {"name": EVIL[:100], "summary": EVIL[:300], "steps": steps})
    path = save(bob, Edit(f"{TITLE} parcours", BODY, 0, sheet=led)).page.uid
    go_on(relinking)
    booklet = publishing.make(alice, EVIL[:150], EVIL[:500]).uid
    publishing.compose(alice, booklet, EVIL[:150], EVIL[:500], Added("add", "page", TITLE))
    for _ in range(4):
        publishing.publish(alice, booklet, lambda _one: ())
    taken = taken_in(alice, EVIL, _table(EVIL))
    _reported(alice, bob, page.uid)
    return {
        "wiki.discussions.thread": said.thread.uid,
        "wiki.discussions_api.thread": said.thread.uid,
        "wiki.discussions.extract": said.thread.uid,
        "wiki.discussions.move": said.thread.uid,
        "wiki.discussions": said.turn.uid,
        "wiki.files": file.uid,
        "wiki.live": _late(bob, page.uid),
        "wiki.upkeep": relinking,
        "wiki.upkeep.care": page.uid,
        "wiki.moderation.report": page.uid,
        "wiki.moderation.reverting": revert(alice, member(bob.member_id or 0).uid, 0, EVIL),
        "wiki.resources": path,
        "wiki.publishing": booklet,
        "wiki.sheets.mending": prepared(alice, EVIL),
        **dict.fromkeys((f"wiki.places.{one}" for one in INTAKES), taken),
        "wiki.discussions.about": page.uid,
        "wiki.discussions.about_feed": page.uid,
        "wiki.discussions.about_passage": page.uid,
        "one": one,
        "other": other,
        **_charter(alice),
        "": member(bob.member_id or 0).uid,
    }


def _marked(alice: Actor, uid: str) -> None:
    """Marks of a page, whose reasons are evil."""
    for kind, day in (("reread", "2199-01-01"), ("outdated", "2014-03-03")):
        care.mark(alice, uid, care.Asked(kind, day, EVIL))
    care.say_read(alice, uid, 1)
    care.name_reviewer(alice, uid, "")
    care.mark(alice, uid, care.Asked("reread", "2199-01-01", EVIL))


def _reported(alice: Actor, bob: Actor, uid: str) -> None:
    """Reports of a page whose words are evil, one of them handled; somebody suspended."""
    about = reported.target("page", uid)
    for who in (alice, bob):
        made = reports.report(who, about, EVIL, lambda _: Letter(EVIL[:50], EVIL), place="")
    reports.handle(alice, made.uid, "kept", EVIL, lambda _: Letter("x", EVIL))


def _late(bob: Actor, uid: str) -> str:
    """Copies of what could not be joined to the shared text of a page, and what is not saved."""
    for _ in range(4):
        copy = {"base_text": EVIL, "text": f"{EVIL} {TITLE}\n"}
        rescues.keep(bob, ("page", uid, ""), epoch=1, base_v=0, **copy)
    write(bob, uid, f"{BODY}\n{EVIL}\n")
    return uid


def _charter(alice: Actor) -> dict[str, str]:
    """A frozen charter whose every word is evil, and its ballots."""
    sheet = Sheet("network", {"name": EVIL[:100]})
    network = save(alice, Edit(f"{TITLE} réseau", BODY, 0, sheet=sheet)).page
    text = f"{BODY}:::\n\n## {EVIL}\n\n{BODY}:::\n\n## *{TITLE}* {{#x}}\n\n{EVIL}\n"
    title = save(alice, Edit(f"{TITLE} charte", text, 0)).page.title
    slug = charters.make(alice, title, network.uid, EVIL[:100]).slug
    charters.settle(alice, slug, procedure())
    versions.open_(alice, slug)
    _amend(alice, slug)
    versions.freeze(alice, slug)
    versions.reopen(alice, slug, EVIL)
    versions.freeze(alice, slug)
    versions.propose(alice, slug)
    given = twins.Given(0, EVIL[:200], f"{EVIL}\n\n[x](javascript:evil())")
    block = queried.draft_blocks(queried.by_slug(slug))[-1].id
    twins.write(alice, slug, "1.0", "en", block, given)
    ballots = in_every_state(alice, slug, network.title, f"{EVIL} {BODY}")
    for name in ("place", "scan"):
        del ballots[name]
    return {"slug": slug, "block": block} | ballots


def _amend(alice: Actor, slug: str) -> None:
    """Amendments of it whose every word is evil."""
    page = queried.draft_page(queried.by_slug(slug))
    text = blocks_of(queries.body(page))
    block = text[-1]
    for kind in ("modify", "add_after", "rename", "delete"):
        asked = Asked(kind, block.id, f"Mieux : {EVIL}", f"{EVIL}\n\n[x](javascript:evil())")
        amendments.begin(alice, slug, amendments.Given(asked, page.head, EVIL), is_tabled=False)


#: The screens of a file of others.
INTAKES = ("intake", "intake_form", "intake_report")


def _table(evil: str) -> str:
    """A file of others that is evil in its headers and its cells."""
    said = evil.replace('"', '""')
    return f'Nom;Commune;Rue;Notes;"{said}"\n"{said}";Pomerol;"{said}";;"{said}"\n;"{said}";;;\n'


def _commented(bob: Actor) -> Said:
    page = queries.get(TITLE)
    block = blocks(queries.body(page))[1]
    passage = Comment(page.head, block.id, block.text, "", f"{EVIL} Autrement.")
    return comment(bob, "page", page.uid, passage, Words(EVIL))


@pytest.fixture
def uids(app: Flask) -> dict[str, str]:
    """A wiki in which everything that is written is evil."""
    with app.app_context():
        return _written(people.make("alice"), people.make("bob"))


def _addresses(app: Flask, uids: dict[str, str]) -> Iterator[str]:
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and ".door." not in rule.endpoint:
                yield _address(rule, uids)
    title = quote(TITLE.replace(" ", "_"))
    yield from (f"/wiki/{title}?{asked}" for asked in ("authors=1", "since=2", "rev=4", "rev=1"))
    yield from (f"/wiki/{title}/diff/3..4?view={view}" for view in ("side", "rendered"))
    yield from (
        f"/wiki/{title}/{page}" for page in ("cite?rev=4", "edit?section=1", "replay?rev=4")
    )
    yield f"/charters/{uids['slug']}/questions/{code_from(f'{EVIL} {BODY}'[:100])}"
    yield f"/upkeep/relink?from={quote(OLD)}"
    yield "/admin/sheets/place/misfits/together?field=transport&reason=hidden_field"
    yield f"/search?q=effacer&category={quote(TITLE)}&refine=1"


def _address(rule: Rule, uids: dict[str, str]) -> str:
    blueprint = rule.endpoint.rpartition(".")[0]
    uid = uids.get(rule.endpoint) or uids.get(blueprint) or uids[""]
    given = {
        "title": TITLE.replace(" ", "_"),
        "uid": uid,
        "span": "3..4",
        "number": 4,
        "rival": 5,
        "kind": "page",
        "sheet_kind": "place",
        "field": "name",
        "listed": "families",
        "care": "incomplete",
        "rows": "spaces",
        "column": "note",
        "one": uids["one"],
        "other": uids["other"],
        "signed": "x",
        "form": "csv",
        "name": "x.png",
        "width": 320,
        "code": "en",
        "slug": uids["slug"],
        "version": "1.0",
        "block": uids["block"],
        "part": "x",
        "month": "2026-11",
        "territory": "33",
    }
    return url_for(rule.endpoint, **{name: given[name] for name in rule.arguments})


def _runs(answer: TestResponse) -> list[str]:
    """What would run in an answer, if anything; one that no reader could read is a fault too."""
    kind = answer.mimetype
    if kind == "text/html":
        return Reader(answer.text).found
    if kind.endswith("xml"):
        ET.fromstring(answer.data)  # noqa: S314 - our own
    elif kind.endswith("json"):
        json.loads(answer.data)
    is_named = answer.headers.get("X-Content-Type-Options") == "nosniff"
    return [] if is_named else [f"{kind} may be taken for something else"]


def _faults(client: FlaskClient, addresses: Iterator[str]) -> list[str]:
    faults = []
    for address in addresses:
        with client.get(address) as answered:
            stands(answered)
            faults += [f"{address}: {one}" for one in _runs(answered)]
            where = answered.headers.get("Location", "/")
            if not where.startswith("/") or where.startswith(("//", "/\\")):
                faults.append(f"{address} leads to {where}")
    return faults


@pytest.mark.parametrize("who", ["alice", "visitor"])
def test_nothing_that_is_written_runs(
    app: Flask, uids: dict[str, str], request: pytest.FixtureRequest, who: str
) -> None:
    client = request.getfixturevalue(who)
    with bounded(300):  # many requests
        assert _faults(client, _addresses(app, uids)) == []


@pytest.mark.parametrize("evil", [EVIL, TITLE, "//exemple.fr"])
def test_nothing_that_an_address_says_runs(
    app: Flask, alice: FlaskClient, uids: dict[str, str], evil: str
) -> None:
    asked = "&".join(f"{name}={quote(evil, safe='')}" for name in SAID.split())
    with bounded(300):  # many requests
        addresses = (f"{one.partition('?')[0]}?{asked}" for one in _addresses(app, uids))
        assert _faults(alice, addresses) == []
