"""Who may do what, at every address: `permissions.toml` has one line for each endpoint."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import people
from tests.census.made import published, settings
from tests.charter.made import NETWORK, PAGE, Made, article_of
from tests.charter.voting import HARM, in_every_state
from tests.conftest import upgraded
from tests.contacts.test_rules import GIVEN
from tests.databases import Prepare, careless
from tests.events.conftest import event
from tests.places.taken_in import taken_in
from tests.sheets.places import place
from tests.sheets.unfit import prepared
from wiki.app import create_app
from wiki.census.rules import Asked
from wiki.census.service import campaigns, targets
from wiki.charter.queries import charters
from wiki.contacts import service as contacts
from wiki.contacts.models import Contact
from wiki.discussions.passages import blocks
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.speak import Words, open_thread
from wiki.files.service import manage
from wiki.files.service.add import Incoming, add
from wiki.journal.queries import last_seq
from wiki.kernel.db import act, reading
from wiki.kernel.permissions import SYSTEM, Actor, Role
from wiki.letters import service as letters
from wiki.members.service import people as membership
from wiki.members.service.codes import Letter
from wiki.moderation.queries import reports as reported
from wiki.moderation.service import reports
from wiki.moderation.service.reverting import revert
from wiki.organisations.service import mandates, requests
from wiki.pages.models import Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.bin import in_bin
from wiki.pages.queries.joinings import joined_at
from wiki.pages.queries.pending import waiting_number
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditHeld, save
from wiki.places.service.batches import bring_back
from wiki.places.service.join import Wanted, join
from wiki.publishing import service as publishing
from wiki.publishing.service import Change as Added
from wiki.schema.sheet import Sheet
from wiki.sheets.service.mendings import start
from wiki.site.service import change_settings
from wiki.upkeep.service.relink import relink
from wiki.variants import service as variants
from wiki.web.static import manifest

TABLE = tomllib.loads((Path(__file__).parent / "permissions.toml").read_text("utf-8"))
EXPECTED = {
    endpoint: (group, answers)
    for group, rows in TABLE.items()
    for endpoint, answers in rows.items()
}
#: The columns of the table.
WHO = (None, "dora", "charlie", "eric", "bob", "alice")
MODES = ("public", "private", "read_only")
#: What must never be told to a visitor of a private wiki.
EVENT = event("Une fête", "2999-01-02", capacity=30)
SECRETS = ("Cachette", "trésor enfoui", "coffre", "Zoé Quidam")


#: Charters, and how far each was led.
CHARTERS = {
    "settle": "",
    "arrange": "",
    "open": "settle",
    "freeze": "open",
    "reopen": "freeze",
    "propose": "freeze",
    "abandon": "freeze",
    "begin": "propose abandon",
    "amend": "open amend",
    "read": "propose",
}


def _title(endpoint: str) -> str:
    """Every endpoint has a page of its own: what one does is not felt by the next."""
    return f"Page de {endpoint.removeprefix('wiki.').replace('.', ' ')}"


class Kept(NamedTuple):
    """What was made with the database of an engine: see `filled`."""

    uids: dict[str, str]
    forms: dict[str, dict[str, Any]]
    files: dict[Path, bytes]


#: By the beginning of the database's address.
KEPT: dict[str, Kept] = {}


def filled(url: str) -> None:
    """Give a database something at every address, and keep what stands in them."""
    upgraded(url)
    with TemporaryDirectory() as name:
        app = create_app(
            {
                "WIKI_DATABASE_URL": url,
                "WIKI_DATA_DIR": name,
                "WIKI_WORKER": False,
                "WIKI_CHECK_LINKS": False,
                "WIKI_SAVES_PER_MINUTE": 0,
                "TESTING": True,
            }
        )
        careless(app.extensions["wiki"].database.engine)
        _give_pages(app)
        made = Wiki(app)
        _fill(made)
        app.extensions["wiki"].database.engine.dispose()
        folder = Path(name)
        files = {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    KEPT[url.partition(":")[0]] = Kept(made.uids, deepcopy(FORMS), files)


def _give_pages(app: Flask) -> None:
    """People and, for each endpoint that names a page, a page."""
    with app.app_context():
        alice = people.make("alice")
        for name in ("bob", "charlie", "dora"):
            people.make(name)
        people.make("eric", Role.STEWARD)
        people.make("Zoé Quidam")
        membership.deactivate(alice, _uid_of_member("Zoé Quidam"))
        people.make("fanny")
        people.make("gilles")
        for rule in app.url_map.iter_rules():
            if "title" in rule.arguments:
                for base, body in enumerate(("Un.\n", "Deux.\n", "Deux.\n\nTrois.\n")):
                    save(alice, Edit(_title(rule.endpoint), body, base))
        for base, body in ((3, "Un secret.\n"), (4, "Deux.\n\nTrois.\n")):
            save(alice, Edit(_title("wiki.pages.redact_revisions"), body, base))
        save(alice, Edit("Cachette", "Un trésor enfoui.\n", 0))
        thrown = save(alice, Edit("Jetée", "Un.\n", 0)).page
        delete(alice, thrown.uid)
        change_settings(alice, {"menu": "Cachette | La Cachette"})
        for name, leads in CHARTERS.items():
            charter = Made(app, "alice", name)
            for one in leads.split():
                getattr(charter, one)()


def _uid_of_member(name: str) -> str:
    return str(people.queries.members_named(name)[0].uid)


@dataclass
class Wiki:
    """A filled wiki and what stands in its addresses."""

    app: Flask
    uids: dict[str, str] = field(default_factory=dict)

    def address(self, rule: Rule) -> str:
        """An address of a rule that leads to something, where something can be there."""
        given = {
            "title": _title(rule.endpoint).replace(" ", "_"),
            "uid": self.uids.get(rule.endpoint, self.uids.get(rule.endpoint.split(".")[1], "no")),
            "name": manifest()["wiki.css"].removeprefix("dist/")
            if rule.endpoint == "wiki.static.asset"
            else "coffre.png",
            "span": "1..2",
            "number": 1,
            "rival": 2,
            "width": 320,
            "job_id": 999,
            "address_id": 999,
            "code": "en" if rule.endpoint.endswith(IN_ENGLISH) else "wrong",
            "token": "wrong",
            "key": "wrong",
            "signed": "wrong",
            "what": "reset",
            "territory": "33",
            "kind": "page",
            "part": "rien",
            "form": "answer",
            "sheet_kind": "place",
            "field": "parking",
            "listed": "families",
            "care": "stale",
            "rows": "spaces",
            "column": "note",
            "month": "2026-11",
            "one": self.uids.get("one", "no"),
            "other": self.uids.get("other", "no"),
            "slug": f"charte-{_charter(rule.endpoint)}",
            "version": "1.0",
            "block": self.uids.get("block", "no"),
        }
        with self.app.test_request_context():
            values = {name: given[name] for name in rule.arguments}
            return self.app.url_for(rule.endpoint, **values) + QUERIES.get(rule.endpoint, "")


def _charter(endpoint: str) -> str:
    """The charter that an endpoint is tried on."""
    name = endpoint.rpartition(".")[2]
    name = "settle" if name == "procedure" else "amend" if "amendment" in name else name
    return name if name in CHARTERS else "read"


#: What takes the code of a language.
IN_ENGLISH = ("set_language", "twin", "twin_form")
QUERIES = {
    "wiki.pages.choose_diff": "?from=1&to=2",
    "wiki.pages.titles": "?q=cachette",
    "wiki.search.results": "?q=cachette",
    "wiki.search.suggest": "?q=cachette",
    "wiki.search_api.search": "?q=cachette",
    "wiki.standalone.old_address": "?title=Page",
    "wiki.pages_api.compare": "?from=1&to=2",
    "wiki.upkeep.relink_form": "?from=Un lieu d’avant",
}
#: What suffices to publish a place.
PLACE = {
    "kind": "place",
    "field-name": "Un lieu tout neuf",
    "field-commune": "Pomerol",
    "field-status": "open",
    "field-families": "coworking",
}
COMMENT = {
    "revision": "3",
    "block": blocks("Deux.\n\nTrois.\n")[0].id,
    "quote": "Deux.",
    "text": "Pourquoi ?",
}
#: What suffices to make a census.
CENSUS = {
    "title": "Un recensement",
    "kind": "place",
    "fields": ["status", "website"],
    "opens_on": "2026-01-01",
    "closes_on": "2026-12-31",
}
#: What is asked of an article, whose id the charter gives.
AMENDMENT = {
    "kind": "modify",
    "base": "2",
    "title": "Cotisation",
    "text": "La cotisation est de 70 euros.",
    "why": "Pour que chacun puisse adhérer sans peine.",
}
#: How a charter is made: all in a day.
PROCEDURE = {
    "amendment_rule": "consent",
    "adoption_rule": "two_thirds",
    "amendment_days": "7",
    "adoption_days": "14",
    "severity": "major",
}
#: What each form sends beside its token.
FORMS: dict[str, dict[str, Any]] = {
    "wiki.watch.wish": {
        "pace": "weekly",
        "hour": "8",
        "weekday": "0",
        "quiet_from": "21",
        "quiet_to": "8",
    },
    "wiki.discussions.answer": {"text": "Une réponse."},
    "wiki.discussions.comment": COMMENT,
    "wiki.discussions.comment_about": COMMENT,
    "wiki.discussions.decline": {"reason": "Non"},
    "wiki.discussions.draft": {"text": "Une réponse."},
    "wiki.discussions.edit": {"text": "Mieux dit."},
    "wiki.discussions.extract_thread": {"title": "Extrait", "text": "## Un extrait"},
    "wiki.discussions.hide": {"reason": "Hors sujet"},
    "wiki.discussions.move_thread": {"title": _title("wiki.pages.show")},
    "wiki.discussions.open_about": {"subject": "Un sujet", "text": "Un mot."},
    "wiki.discussions.react": {"code": "thanks"},
    "wiki.discussions.open_on_page": {"subject": "Un sujet", "text": "Un mot."},
    "wiki.publishing.make": {"title": "Un livret"},
    "wiki.publishing.compose": {"title": "Un livret", "do": "add:glossary"},
    "wiki.events.register": {"day": "2999-01-02"},
    "wiki.events.leave": {"day": "2999-01-02"},
    "wiki.events.mark_present": {"day": "2999-01-02"},
    "wiki.contacts.give": {
        "name": "Dora",
        "email": "eva@exemple.fr",
        "use": "form",
        "own": "1",
        "agrees": "1",
        "agreed_on": "2026-11-20",
    },
    "wiki.contacts.send": {"sender": "Eva", "email": "eva@exemple.fr", "text": "Ouvert ?"},
    "wiki.places.join_pair": {"do": "preview", "kept_base": "1", "other_base": "1"},
    "wiki.places.part": {},
    "wiki.places.tell_apart": {},
    "wiki.charter.abandon": {"reason": "Ce texte ne convient pas."},
    "wiki.charter.appoint": {"member": "gilles", "office": "drafter"},
    "wiki.charter.add_question": {"label": "Jardin partagé", "type": "boolean", "base": "2"},
    "wiki.charter.change_question": {"label": "Se garer", "base": "2"},
    "wiki.charter.cancel_ballot": {"reason": "Le texte était faux."},
    "wiki.charter.erase": {"erasure": "no", "step": "drop"},
    "wiki.charter.contest": {"why": "Un lieu membre n’a pas pu voter ce jour-là."},
    "wiki.charter.answer_contest": {"step": "forget"},
    "wiki.charter.give_proxy": {"to": "no"},
    "wiki.charter.settle_papers": {"step": "drop", "reason": "Le scan est illisible."},
    "wiki.charter.judge": {"is_founded": "1"},
    "wiki.charter.leave_ballot": {"reason": "A quitté le réseau."},
    "wiki.charter.lift": {"choice": "yes"},
    "wiki.charter.object": HARM._asdict(),
    "wiki.charter.open_ballot": {
        "title": "Une presse ?",
        "text": "Acheter une presse.",
        "rule": "simple",
        "days": "7",
    },
    "wiki.charter.vote": {"choice": "yes"},
    "wiki.charter.begin": {"severity": "minor"},
    "wiki.charter.amendment_step": {"step": "admit"},
    "wiki.charter.begin_amendment": AMENDMENT,
    "wiki.charter.rewrite_amendment": AMENDMENT,
    "wiki.charter.combine_amendments": AMENDMENT,
    "wiki.charter.agree_amendment": {"wording": "1"},
    "wiki.charter.make": {"page": "Cachette", "title": "Une charte de plus"},
    "wiki.charter.arrange": {"at": "1", "title": "Préambule", "base": "1", "do": "down"},
    "wiki.charter.repeal": {"reason": "Ce texte ne nous engage plus."},
    "wiki.charter.object_to_carry": {"reason": "Cet article nous exclut."},
    "wiki.charter.reopen": {"reason": "Une erreur dans le préambule."},
    "wiki.charter.settle": PROCEDURE,
    "wiki.charter.write_twin": {"title": "Fee", "text": "Fifty euros."},
    "wiki.census.make": CENSUS,
    "wiki.census.add_places": {"departement": "48"},
    "wiki.census.settle": CENSUS,
    "wiki.census.add": {"kind": "place", "name": "Un lieu à recenser", "commune": "Pomerol"},
    "wiki.census.mend": {"kind": "project", "name": "Un projet mieux nommé"},
    "wiki.census.link": {"page": "Un lieu décrit"},
    "wiki.census.mark": {"event": "decline"},
    "wiki.census.read_table": {"table": "nom\nUn lieu"},
    "wiki.organisations.ask": {"since": "2020-01-01"},
    "wiki.organisations.give": {"member": "gilles", "since": "2020-01-01", "until": "2020-02-01"},
    "wiki.admin.change_settings": {"name": "Un autre nom"},
    "wiki.admin.grant": {"role": "member", "scope": ""},
    "wiki.letters.send": {"text": "Bonjour."},
    "wiki.letters.turn_away": {"member": ""},
    "wiki.moderation.handle": {"outcome": "kept"},
    "wiki.moderation.revert": {"since": "0"},
    "wiki.moderation.send_report": {"reason": "Publicité"},
    "wiki.members.block_member": {"days": "3", "reason": "Publicité"},
    "wiki.members.invite": {"role": "reader", "days": "3", "uses": "1"},
    "wiki.members.door.asked_reset": {"email": "nobody@exemple.fr"},
    "wiki.members.change_profile": {"name": "Prénom Nouveau"},
    "wiki.members.change_showing": {"shown_to": "public", "department": "33", "skills": "couture"},
    "wiki.members.create_token": {"name": "essai", "scope": "read", "days": "30"},
    "wiki.pages.license_": {"licence": "CC0 1.0"},
    "wiki.pages.begin_page": {"title": "Pas encore là"},
    "wiki.pages.new_model": {"name": "Compte rendu"},
    "wiki.pages.draft": {"body": "Un.", "base": "0"},
    "wiki.pages.preview": {"body": "Un."},
    "wiki.pages.protect_page": {"protection": "moderators"},
    "wiki.pages.tag_revision": {"number": "1", "tag": "exemplary"},
    "wiki.pages.redact_revisions": {"first": "4", "last": "4", "text": "1", "reason": "La loi"},
    "wiki.pages.rename_page": {"title": "Un titre tout autre"},
    "wiki.pages.restore_from_bin": {"title": "Revenue"},
    "wiki.pages.restore_revision": {"number": "1"},
    "wiki.pages.refuse_pending": {"answer": "Une source manque."},
    "wiki.pages.thank": {"number": "1"},
    "wiki.pages.review": {"first": "1", "last": "3"},
    "wiki.pages.review_one": {"number": "3"},
    "wiki.pages.save_edit": {"body": "Quatre.\n", "base": "3"},
    "wiki.pages.settle": {"body": "Deux.\n\nQuatre.\n", "base": "3", "head": "3"},
    "wiki.pages.undo_revision": {"number": "3"},
    "wiki.files.begin_upload": {"name": "coffre.png", "size": "100"},
    "wiki.files.describe": {"alt": "Une malle"},
    "wiki.sheets.make": PLACE,
    "wiki.sheets.save_sheet": PLACE | {"base": "3"},
    "wiki.sheets.make_kind": {"fr": "Une machine"},
    "wiki.sheets.add_field": {"fr": "Sieste", "type": "boolean", "group": "identity"},
    "wiki.sheets.add_column": {"fr": "Sieste", "type": "boolean"},
    "wiki.sheets.prepare_mending": {
        "field": "transport",
        "reason": "hidden_field",
        "remedy": "remove_value",
    },
    "wiki.sheets.settle_field": {"fr": "Se garer", "group": "location", "visibility": "public"},
    "wiki.portals.arrange": {"base": "3", "do": "add", "block": "word"},
    "wiki.variants.adapt": {"title": "Chez nous"},
    "wiki.variants.take": {"head": "1", "number": "2"},
    "wiki.variants.leave": {"number": "2"},
    "wiki.upkeep.answer_review": {"do": "accept"},
    "wiki.upkeep.lift_mark": {"kind": "outdated"},
    "wiki.upkeep.mark_page": {"kind": "outdated", "day": "2014-03-03", "reason": "Tout."},
    "wiki.upkeep.name_reviewer": {"reader": "alice"},
    "wiki.upkeep.part_reviewer": {"member": ""},
    "wiki.upkeep.say_read": {"number": "1"},
    "wiki.upkeep.relink_links": {"from": "Un lieu d’avant"},
    "wiki.upkeep.set_page_apart": {"apart": "1"},
}
#: What each program sends.
BODIES: dict[str, dict[str, Any]] = {
    "wiki.discussions_api.answer": {"text": "Une réponse."},
    "wiki.discussions_api.comment": {"text": "Pourquoi ?", "quote": "Deux."},
    "wiki.discussions_api.open_": {"subject": "Un sujet", "text": "Un mot."},
    "wiki.pages_api.create": {"title": "Toute nouvelle", "body": "Un.\n"},
    "wiki.pages_api.write": {"body": "Quatre.\n", "base_revision": 3},
    "wiki.pages_api.give_title": {"title": "Renommée par un programme"},
    "wiki.pages_api.license_": {"licence": "CC0 1.0"},
    "wiki.pages_api.restore": {"number": 1},
    "wiki.pages_api.undo": {"number": 3},
    "wiki.pages_api.preview": {"body": "Un."},
}


def _picture(side: int = 8) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def wiki(
    make_app: Callable[..., Flask],
    prepared_database: Callable[[Prepare | None], str],
    tmp_path: Path,
) -> Wiki:
    """A wiki with something at every address: a copy of the first one of its engine."""
    url, folder = prepared_database(filled), tmp_path / "filled"
    kept = KEPT[url.partition(":")[0]]
    for path, data in kept.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for endpoint, form in kept.forms.items():
        FORMS[endpoint].update(form)
    return Wiki(make_app(WIKI_DATABASE_URL=url, WIKI_DATA_DIR=str(folder)), dict(kept.uids))


def _fill(made: Wiki) -> None:
    """Something for each endpoint that names a thing."""
    with made.app.app_context():
        alice = people.make("alice")
        AMENDMENT["block"] = article_of(f"{PAGE} amend")
        made.uids |= _files(alice)
        change_settings(alice, {"logo": made.uids["files"]})
        made.uids |= _said(alice)
        made.uids["wiki.pages.restore_from_bin"] = in_bin(1)[0].uid
        for endpoint in ("form", "send", "withdraw"):
            title = "Cachette" if endpoint == "withdraw" else _title(f"wiki.contacts.{endpoint}")
            about = queries.get(title).uid
            given = contacts.give(alice, about, GIVEN, "Oui", _told)
        made.uids["wiki.contacts.withdraw"] = given.uid
        described = Edit("Un lieu décrit", "", 0, sheet=place(name="Un lieu décrit"))
        made.uids["organisations"] = save(alice, described).page.uid
        twin = Edit("Le lieu décrit", "", 0, sheet=place(name="Le lieu décrit"))
        twins = {"one": made.uids["organisations"], "other": save(alice, twin).page.uid}
        FORMS["wiki.places.tell_apart"].update(twins)
        made.uids |= twins
        made.uids |= {"resources": _led(alice), "wiki.places.part": _joined(alice)}
        mandate = mandates.give(alice, made.uids["organisations"], "gilles", "2025-01-01")
        made.uids["wiki.organisations.end"] = mandate.uid
        for endpoint, who in (("accept", "gilles"), ("refuse", "eric"), ("withdraw", "charlie")):
            asked = requests.ask(people.make(who), twins["other"], "2020-01-01")
            made.uids[f"wiki.organisations.{endpoint}"] = asked.uid
        made.uids |= _announced(alice) | _variant(alice)
        made.uids["publishing"] = _booklet(alice)
        made.uids["live"] = save(alice, Edit("Écrite à plusieurs", "Un mot.\n", 0)).page.uid
        FORMS["wiki.charter.make"]["network"] = queries.get(NETWORK).uid
        made.uids |= _ballots(alice)
        made.uids["wiki.charter.dismiss"] = _uid_of_member("gilles")
        hidden = ("set_page_apart", "care", "lift_mark", "mark_page", "say_read")
        FORMS["wiki.upkeep.part_reviewer"]["member"] = _uid_of_member("gilles")
        for endpoint in (*hidden, "answer_review", "name_reviewer", "part_reviewer"):
            made.uids[f"wiki.upkeep.{endpoint}"] = queries.get("Cachette").uid
        made.uids["upkeep"] = _relinked(alice)
        made.uids["places"] = _brought(alice)
        mending = prepared(alice)
        start(alice, mending)  # what is only prepared goes when another one is
        for endpoint in ("mending", "start_mending", "undo_mending"):
            made.uids[f"wiki.sheets.{endpoint}"] = mending
        made.uids |= _censuses(alice)
        made.uids |= _moderated(alice)
        made.uids["letters"] = _reached()
        made.uids |= _pending(alice)
        FORMS["wiki.letters.turn_away"]["member"] = made.uids["letters"]
        made.uids |= dict.fromkeys((f"wiki.places.{one}" for one in INTAKES), taken_in(alice))
        made.uids["wiki.admin.reactivate"] = _uid_of_member("Zoé Quidam")
        made.uids["admin"] = made.uids["members"] = _uid_of_member("fanny")
        for endpoint in ("delete_token", "invite_again", "revoke"):
            made.uids[f"wiki.members.{endpoint}"] = "no"


def _files(alice: Actor) -> dict[str, str]:
    """A file for each act on files: the one to restore is in the bin."""
    uids: dict[str, str] = {}
    for endpoint in ("files", "wiki.files.delete", "wiki.files.describe", "wiki.files.restore"):
        picture = _picture(side=10 + len(uids))
        uids[endpoint] = add(alice, Incoming("coffre.png", picture)).uid
    manage.delete(alice, uids["wiki.files.restore"])
    return uids


def _said(alice: Actor) -> dict[str, str]:
    """A thread, and comments that offer to say otherwise."""
    uids: dict[str, str] = {}
    said = open_thread(alice, "page", queries.get("Cachette").uid, "Le coffre", Words("Où ?"))
    for endpoint in ("edit", "edit_form", "hide", "show_again", "texts", "turn"):
        uids[f"wiki.discussions.{endpoint}"] = said.turn.uid
    # One of its own: a turn that was hidden meanwhile takes no reaction.
    spoken = open_thread(alice, "page", said.thread.target_uid, "Merci", Words("De rien."))
    uids["wiki.discussions.react"] = spoken.turn.uid
    for endpoint in ("about", "about_feed", "about_passage", "open_about"):
        uids[f"wiki.discussions.{endpoint}"] = said.thread.target_uid
    commented = queries.get(_title("wiki.discussions.comment"))
    uids["wiki.discussions.comment_about"] = commented.uid
    uids["discussions"] = uids["discussions_api"] = said.thread.uid
    for endpoint in ("accept", "decline"):
        about = queries.get(_title("wiki.pages.show"))
        block = blocks(queries.body(about))[0]
        offered = Comment(about.head, block.id, block.text, becomes=f"Mieux, {endpoint}.")
        said = comment(alice, "page", about.uid, offered, Words("Mieux ?"))
        uids[f"wiki.discussions.{endpoint}"] = said.turn.uid
    return uids


def _booklet(alice: Actor) -> str:
    """A booklet of the words, which has an edition."""
    booklet = publishing.make(alice, "Un livret")
    publishing.compose(alice, booklet.uid, "Un livret", "", Added("add", "page", "Cachette"))
    publishing.publish(alice, booklet.uid, lambda _one: ())
    return booklet.uid


def _variant(alice: Actor) -> dict[str, str]:
    """A page that adapts another one, which changed since."""
    method = save(alice, Edit("Une méthode", "Un.\n", 0)).page
    adapted = variants.adapt(alice, method.uid, "La même, ailleurs").page
    save(alice, Edit("Une méthode", "Deux.\n", 1))
    origin = dict.fromkeys(
        (f"wiki.variants.{one}" for one in ("of_page", "adapt_form", "adapt")), method.uid
    )
    return {"variants": adapted.uid, **origin}


def _led(alice: Actor) -> str:
    """A path of one step."""
    step = {"title": "L’idée", "tasks": ["Écrire"]}
    said = {"name": "Un parcours", "summary": "D’une étape à l’autre.", "steps": [step]}
    return save(alice, Edit("Un parcours", "", 0, sheet=Sheet("path", said))).page.uid


def _ballots(alice: Actor) -> dict[str, str]:
    """Ballots in which all vote but those who only read, and an article of their charter."""
    frozen = charters.versions(charters.by_slug("charte-read").id)[0]
    found = in_every_state(
        alice, "charte-read", NETWORK, "Acheter une presse.", "bob", "charlie", "dora", "eric"
    )
    here = found.pop("place")
    for name in ("vote", "object", "judge", "leave_ballot", "give_proxy", "contest"):
        FORMS[f"wiki.charter.{name}"]["place"] = here
    typed = {f"choice-{here}": "yes", f"holder-{here}": "Zoé", "scan": found.pop("scan")}
    FORMS["wiki.charter.enter_papers"] = typed
    return found | {"block": charters.frozen_blocks(frozen)[-1].block.id}


def _moderated(alice: Actor) -> dict[str, str]:
    """Something that is reported, and somebody whose edits are undone."""
    gilles = people.make("gilles")
    page = save(gilles, Edit("À défaire", "Un.\n", 0)).page
    about = reported.target("page", page.uid)
    waits = reports.report(alice, about, "Publicité", lambda _: Letter("x", "x"), place="")
    uid = _uid_of_member("gilles")
    found = {f"wiki.moderation.{name}": uid for name in ("revert", "revert_form")}
    found |= {f"wiki.moderation.{name}": page.uid for name in ("report", "send_report")}
    return found | {
        "wiki.moderation.handle": waits.uid,
        "wiki.moderation.reverting": revert(alice, uid, 0),
    }


def _pending(alice: Actor) -> dict[str, str]:
    """An edit of a newcomer for each act on one."""
    change_settings(alice, {"newcomer_review": "20"})
    found = {}
    for name in ("pending_edit", "confirm_pending", "refuse_pending", "withdraw_pending"):
        try:
            save(people.make("gilles"), Edit(f"Essai {name}", "Un.\n", 0))
        except EditHeld as held:
            found[f"wiki.pages.{name}"] = held.uid
    change_settings(alice, {"newcomer_review": ""})
    return found


def _reached() -> str:
    """Somebody who accepts letters."""
    letters.accept(people.make("gilles"), accepts=True)
    return _uid_of_member("gilles")


def _censuses(alice: Actor) -> dict[str, str]:
    """A census that is prepared, one to be closed, those they ask, and what one published."""
    prepared, opened = (campaigns.make(alice, settings()).uid for _ in range(2))
    found = {"census": prepared, "wiki.census.close": opened}
    for name in ("target", "mend", "link", "mark", "revoke", "remove"):
        asked = targets.add(alice, prepared, Asked("place", f"Cible {name}"))
        found[f"wiki.census.{name}"] = asked.uid
    campaigns.open_(alice, opened)
    found["wiki.census.pace"] = found["wiki.census.invite"] = campaigns.open_(
        alice, campaigns.make(alice, settings()).uid
    ).uid
    with act() as session:
        session.add(published())
    for name in ("dataset", "dataset_file", "verify"):
        found[f"wiki.census.{name}"] = published().uid
    return found


def _told(_contact: Contact) -> contacts.Letter:
    return contacts.Letter("Vos coordonnées", "Les voici")


def _joined(alice: Actor) -> str:
    """Two pages of a place that are one by now."""
    uids = [
        save(alice, Edit(title, "", 0, sheet=place(name=title))).page.uid
        for title in ("Le phare", "Au phare")
    ]
    join(alice, Wanted(*uids, 1, 1, {}, ""), "")
    found = joined_at("Au phare")
    assert found
    return found.uid


def _announced(alice: Actor) -> dict[str, str]:
    """An event, and a page with contacts, by their uids."""
    event_page = save(alice, Edit("Une fête", "", 0, sheet=EVENT)).page
    return {"events": event_page.uid, "contacts": queries.get("Cachette").uid}


def _brought(alice: Actor) -> str:
    """A table of places that alice brought back."""
    values = {"name": "Le Quai", "commune": "33328", "status": "open", "families": ["other"]}
    page = save(alice, Edit("Le Quai", "", 0, sheet=Sheet("place", values))).page
    return bring_back(alice, "lieux.csv", f"uid,revision,status\n{page.uid},1,closed\n".encode())


#: Addresses of a file of others.
INTAKES = (
    *("intake", "intake_form", "intake_report"),
    *("describe_intake", "start_intake", "stop_intake", "undo_intake"),
)


def _relinked(alice: Actor) -> str:
    """Links to an old title that are being rewritten; others that nobody has asked for yet."""
    for old, new in (("Un lieu quitté", "Un lieu trouvé"), ("Un lieu d’avant", "Un lieu d’après")):
        page = save(alice, Edit(old, "Un.\n", 0)).page
        save(alice, Edit(f"Vers {new}", f"[[{old}]]\n", 0))
        rename(alice, page.uid, new)
    return relink(alice, "Un lieu quitté")


def _send(client: FlaskClient, address: str, endpoint: str, method: str) -> TestResponse:
    with _sent(client, address, endpoint, method) as answer:
        answer.get_data()
        return answer


def _sent(client: FlaskClient, address: str, endpoint: str, method: str) -> TestResponse:
    if method == "GET":
        return client.get(address)
    if endpoint.split(".")[1].endswith("_api"):
        headers = {"X-CSRFToken": people.csrf(client)}
        return client.open(address, method=method, json=BODIES.get(endpoint), headers=headers)
    data = {"csrf_token": people.csrf(client), **FORMS.get(endpoint, {})}
    if endpoint in ("wiki.files.send", "wiki.files.send_version", "wiki.files.set_logo"):
        data["file"] = (io.BytesIO(_picture()), "nouveau.png")
    return client.open(address, method=method, data=data)


def _asked(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with its method, those that end a session last."""
    last = ("wiki.members.door.sign_out", "wiki.members.change_profile")
    rules = sorted(
        app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in last, rule.endpoint)
    )
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def test_every_endpoint_has_a_line_and_every_line_an_endpoint(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints - EXPECTED.keys() == set(), "say who may, in permissions.toml"
    assert EXPECTED.keys() - endpoints == set(), "these are gone from the wiki"
    assert {len(answers) for _, answers in EXPECTED.values()} == {len(WHO)}


def _wanted(endpoint: str, mode: str, who: str | None) -> str:
    group, answers = EXPECTED[endpoint]
    if mode == "private" and who is None and group != "doors":
        return "-"
    if mode == "read_only" and group in ("forms", "writes") and who != "alice":
        return "-"
    return answers[WHO.index(who)]


def _sign(status: int) -> str:
    if status < 400:
        return "+"
    return "-" if status == 403 else "0" if status in (404, 409, 422) else str(status)


#: Rights are decided on plain values, so that one engine shows all the modes.
CASES = [*(("sqlite", mode) for mode in MODES), ("postgres", "public")]


@pytest.mark.parametrize(("engine_name", "mode"), CASES, indirect=["engine_name"])
@pytest.mark.parametrize("who", WHO)
def test_the_table_holds(wiki: Wiki, who: str | None, mode: str) -> None:
    _set(wiki.app, mode)
    client = wiki.app.test_client()
    if who:
        people.sign_in(client, wiki.app, who)
    wrong = []
    for rule, method in _asked(wiki.app):
        before = _journal(wiki.app) if who == "alice" else 0
        answer = _send(client, wiki.address(rule), rule.endpoint, method)
        wanted = _wanted(rule.endpoint, mode, who)
        is_told = who != "alice" or _journal(wiki.app) > before
        if not is_told and _administers(rule.endpoint, method, answer.status_code):
            wrong.append(f"{rule.endpoint}: the journal says nothing of it")
        if _sign(answer.status_code) != wanted:
            wrong.append(f"{rule.endpoint}: {answer.status_code}, and {wanted} is wanted")
    assert not wrong, "\n".join(wrong)


#: What is sent to these here only prepares what another form does, or changes nothing.
WITHOUT_A_LINE = frozenset(
    {
        "wiki.census.add_places",
        "wiki.census.read_table",
        "wiki.pages.new_model",
        "wiki.places.join_pair",
        "wiki.sheets.prepare_mending",
        "wiki.sheets.settle_choices",
        "wiki.sheets.settle_column",
        "wiki.sheets.settle_columns",
        "wiki.sheets.settle_kind",
        "wiki.sheets.start_mending",
    }
)


def _administers(endpoint: str, method: str, status: int) -> bool:
    """Whether it was an act that a member may not do, and that was done."""
    answers = EXPECTED[endpoint][1]
    is_act = method != "GET" and answers[WHO.index("charlie")] == "-" and status < 400
    return is_act and endpoint not in WITHOUT_A_LINE


def _journal(app: Flask) -> int:
    """How far the journal is."""
    with app.app_context():
        return last_seq()


def _set(app: Flask, mode: str) -> None:
    if mode != "public":
        setting = {"visibility": "private"} if mode == "private" else {"read_only": True}
        with app.app_context():
            change_settings(SYSTEM, setting)


def test_a_private_wiki_tells_a_visitor_nothing(wiki: Wiki) -> None:
    """Nor the pages that the menu names, nor the true spelling of a title."""
    _set(wiki.app, "private")
    client = wiki.app.test_client()
    for rule, method in _asked(wiki.app):
        answer = _send(client, wiki.address(rule), rule.endpoint, method)
        told = answer.get_data(as_text=True) if "image" not in answer.mimetype else ""
        told += str(answer.headers.get("Location", ""))
        path = wiki.address(rule)
        leaks = [secret for secret in SECRETS if secret in told and secret not in path]
        assert not leaks, (rule.endpoint, leaks)
    for path in ("/wiki/cachette", "/wiki/Cachette", "/wiki/cachette?rev=1", "/wiki/CACHETTE/raw"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (403, None)
        assert "Cachette" not in answer.text.replace(path, "")
    assert client.get("/wiki/Nulle part").status_code == 403


def test_bytes_kept_while_the_wiki_was_public_are_not_shown_once_it_is_private(
    wiki: Wiki,
) -> None:
    client = wiki.app.test_client()
    etag = [client.get("/wiki/Cachette") for _ in range(3)][-1].headers["ETag"]
    _set(wiki.app, "private")
    for headers in ({}, {"If-None-Match": etag}):
        answer = client.get("/wiki/Cachette", headers=headers)
        assert answer.status_code == 403
        assert "trésor" not in answer.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_door_saves_at_once_what_a_newcomer_writes(wiki: Wiki) -> None:
    """Every address that takes something, tried by one whose edits others read first."""
    with wiki.app.app_context():
        change_settings(SYSTEM, {"newcomer_review": "20"})
        charlie = people.make("charlie").member_id
    client = wiki.app.test_client()
    people.sign_in(client, wiki.app, "charlie")
    wrote = sa.select(sa.func.count()).where(Revision.author_id == charlie)
    with wiki.app.app_context():
        before = reading().scalar(wrote)
    for rule, method in _asked(wiki.app):
        if method != "GET":
            answer = _send(client, wiki.address(rule), rule.endpoint, method)
            assert answer.status_code < 500, rule.endpoint
    with wiki.app.app_context():
        assert reading().scalar(wrote) == before
        assert waiting_number()


@pytest.mark.parametrize("scope", ["read", "edit"])
def test_a_token_gives_no_more_than_its_scope(wiki: Wiki, scope: str) -> None:
    client = wiki.app.test_client()
    people.sign_in(client, wiki.app, "alice")
    made = people.post(client, "/account/tokens", name="essai", scope=scope, days="30")
    token = re.search(r"wiki_[A-Za-z0-9_-]{40,}", made.text)
    assert token
    program = wiki.app.test_client()
    headers = {"Authorization": f"Bearer {token[0]}"}
    body = {"title": "Par un programme", "body": "Un.\n"}
    answer = program.post("/api/v1/pages", json=body, headers=headers)
    assert answer.status_code == (201 if scope == "edit" else 403)
    assert program.get("/admin/settings", headers=headers).status_code == 403
