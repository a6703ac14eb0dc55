"""Every screen that an address shows, to a visitor and to the administrator: nothing that axe
refuses, nothing wider than the screen, nothing that the console complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from playwright.sync_api import Page
from werkzeug.routing import Rule

from tests import people
from tests.census.made import published, settings
from tests.charter.made import NETWORK, Made
from tests.charter.voting import in_every_state
from tests.conftest import Console
from tests.events.conftest import event
from tests.files.images import image
from tests.journeys.sites import Site, copied, served
from tests.live.writing import write
from tests.places.taken_in import taken_in
from tests.sheets.places import place
from tests.sheets.unfit import prepared
from wiki.census.queries import targets
from wiki.census.rules import Asked
from wiki.census.service import campaigns, letters
from wiki.census.service import targets as adding
from wiki.census.views.links import key_of
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import Step
from wiki.charter.service import alternatives, ballots, judging, twins
from wiki.contacts import service as contacts
from wiki.contacts.rules import Given
from wiki.demo.care import OUTDATED, REREAD
from wiki.demo.variants import METHOD, OWN, own_title
from wiki.discussions.service.drafts import keep_draft
from wiki.discussions.service.speak import Words, open_thread
from wiki.discussions.spots import Spot, Unsent
from wiki.events.queries import listing
from wiki.events.service import registrations
from wiki.files.rules import Description
from wiki.files.service.add import Incoming, add
from wiki.files.service.replace import replace
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.letters.service import accept
from wiki.live.service import rescues
from wiki.members.queries import member
from wiki.members.service.codes import Letter
from wiki.members.service.joining import first_run_code
from wiki.moderation.queries import reports as reported
from wiki.moderation.service import reports
from wiki.moderation.service.reverting import revert
from wiki.organisations.service import mandates, requests
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditHeld, save
from wiki.pages.service.tagging import tag
from wiki.places.service.batches import bring_back
from wiki.publishing import service as publishing
from wiki.publishing.service import Change as Added
from wiki.publishing.views.chapters import explained
from wiki.search.service import add_synonyms, save_search
from wiki.site.service import change_settings
from wiki.upkeep.models import OutsideAddress
from wiki.upkeep.outside import DEAD, IGNORED
from wiki.upkeep.service.relink import relink

#: Addresses that answer programs, or send elsewhere.
NO_SCREENS = frozenset(
    {
        "wiki.admin.census_csv",
        "wiki.admin.census_json",
        "wiki.admin.people_csv",
        "wiki.benchmarks.csv",
        "wiki.benchmarks.ods",
        "wiki.benchmarks.pdf",
        "wiki.benchmarks.xlsx",
        "wiki.census.dataset_file",
        "wiki.census.door.kept_json",
        "wiki.census.door.stop_form",
        "wiki.census.targets_csv",
        "wiki.charter.annex_json",
        "wiki.charter.booklet",
        "wiki.charter.calendar_feed",
        "wiki.charter.minutes_json",
        "wiki.charter.ruling_json",
        "wiki.charter.minutes_pdf",
        "wiki.charter.version_json",
        "wiki.charter.version_markdown",
        "wiki.charter.version_pdf",
        "wiki.charter.version_xml",
        "wiki.contacts.door.take",
        "wiki.events.atom",
        "wiki.events.calendar",
        "wiki.events.minutes",
        "wiki.events.one_calendar",
        "wiki.events.registrations_csv",
        "wiki.publishing.edition_epub",
        "wiki.publishing.edition_pdf",
        "wiki.discussions.about_feed",
        "wiki.discussions.recent_feed",
        "wiki.discussions.talk_feed",
        "wiki.files.content",
        "wiki.files.logo",
        "wiki.files.suggest",
        "wiki.files.thumbnail",
        "wiki.files.upload",
        "wiki.live.values",
        "wiki.live.window",
        "wiki.members.door.demo_login",
        "wiki.members.door.second_step_form",
        "wiki.members.door.set_language",
        "wiki.members.data",
        "wiki.members.suggest",
        "wiki.navigation.category_names",
        "wiki.navigation.palette",
        "wiki.pages.changes_feed",
        "wiki.pages.choose_diff",
        "wiki.pages.raw",
        "wiki.pages.replay_steps",
        "wiki.pages.titles",
        "wiki.pages.words",
        "wiki.places.communes",
        "wiki.places.catalogue",
        "wiki.places.csv",
        "wiki.places.data_inclusion",
        "wiki.places.ftl",
        "wiki.places.jsonld",
        "wiki.places.one_vcf",
        "wiki.places.osm",
        "wiki.places.vcf",
        "wiki.places.xlsx",
        "wiki.places.feed",
        "wiki.places.asked",
        "wiki.places.geojson",
        "wiki.places.intake_report",
        "wiki.places.mednum",
        "wiki.resources.csv",
        "wiki.resources.feed",
        "wiki.search.suggest",
        "wiki.sheets.now",
        "wiki.watch.door.feed",
        "wiki.welcome.arrive",
        "wiki.static.asset",
        "wiki.admin.door.stylesheet",
        "wiki.standalone.alive",
        "wiki.standalone.ready",
        "wiki.standalone.robots",
        "wiki.standalone.old_address",
        "wiki.api.openapi",
    }
)
MORE = (
    "/charters/charte-nouvelle",
    "/charters/charte-nouvelle/outline",
    "/charters/charte-nouvelle/procedure",
    "/charters/charte-amendee",
    "/charters/charte-amendee/amendments/1",
    "/charters/charte-amendee/amendments/8",
    "/charters/charte-amendee/simulate?amendments=2,3,4",
    "/charters/charte-amendee/amendments/1?view=side",
    "/charters/charte-amendee/amendments/1?view=clean",
    "/wiki/SoLozère?rev=1",
    "/wiki/SoLozère/diff/1..3?view=side",
    "/wiki/SoLozère/diff/1..3?view=rendered",
    "/wiki/SoLozère/edit?section=2",
    "/wiki/Arrêt_Minute/sheet",
    "/wiki/Arrêt_Minute/sheet/origins",
    "/wiki/Arrêt_Minute",
    "/places?view=table",
    "/places?near=33328&more=1&view=gallery",
    "/places/statistics?on=2013",
    "/places/mesh?departement=33",
    "/benchmarks/new?place=Arrêt+Minute&field=desk_day&field=seats",
    "/map?q=zzz",
    "/places?q=zzz",
    "/sheets/new?kind=place",
    "/admin/sheets/place/misfits/together?field=transport&reason=hidden_field",
    "/wiki/Un_titre_sans_page",
    "/wiki/Un_titre_sans_page/edit",
    "/search?q=lozere",
    "/search?q=zzzzzz",
    "/search?q=telecantre",
    "/wiki/Aide_régionale",
    "/wiki/Wiki:Abréviations",
    "/search?q=lieux&category=Lieux&since=year&refine=1",
    "/search/saved?q=lieux&category=Lieux",
    "/places/saved?departement=33&with=services:coworking&sort=seats&q=Lieux",
    "/changes?author=nobody",
    "/changes?tag=exemplary",
    "/review?tag=exemplary",
    "/portal/Portail_des_lieux?from=2000-01-01",
    "/portals/Accueil",
    "/territories?q=cc du",
    "/territories/200070092",
    "/categories/Lieux",
    "/tree/Comment_contribuer",
    "/wiki/Portail_des_lieux",
    "/new?title=Un_quai&model=Modèles/Tiers-lieu",
    "/wiki/SoLozère?authors=1",
    "/wiki/SoLozère?since=1",
    "/wiki/SoLozère/replay?rev=3",
    "/wiki/SoLozère/talk?state=resolved",
    "/wiki/SoLozère/talk/passage?quote=Lozère",
    "/wiki/Arrêt_Minute/talk/passage?block=f-status",
    "/files?bin=1",
    "/upkeep/orphans?apart=1",
    "/sheets/tended/incomplete",
    "/sheets/tended/unsourced",
    "/upkeep/dead-links?ignored=1",
    "/events/past?type=fortnight",
    "/events/month/2014-04",
    "/wiki/Quinzaine_des_tiers-lieux",
    "/sheets/new?kind=event",
    "/glossary?letter=c&domain=work",
    "/resources?theme=legal&stage=setup",
    "/wiki/Délibération_Tiers-Lieux_2012-2013",
    "/wiki/Créer_un_tiers-lieu,_pas_à_pas",
    "/sheets/new?kind=term&name=Fablab",
    "/wiki/Animer_Le_Préau_(lieu_fictif)",
    f"/wiki/{OUTDATED}".replace(" ", "_"),
    "/wiki/Un_lieu",
    "/wiki/Un_lieu/info",
    "/wiki/Deux_renvois",
    "/wiki/SoLozère/redact?rev=2",
    "/upkeep/relink?from=Un lieu d’avant",
    "/wiki/Un_lieu_d’après?renamed=Un lieu d’avant",
    "/moderation/reports?state=handled",
    "/nulle/part",
)
#: The scheme changes nothing else that axe looks at.
CONTRASTS = """async () => {
    const asked = {runOnly: ["color-contrast"], resultTypes: ["violations"]};
    const {violations} = await axe.run(document, asked);
    return violations.flatMap((rule) => rule.nodes.map((node) => node.target.join(" ")));
}"""


@dataclass
class Gallery:
    """A site with something on every screen, and the addresses of them all."""

    site: Site
    paths: list[str]


@pytest.fixture(scope="session")
def gallery(
    demo_data: Path, tmp_path_factory: pytest.TempPathFactory, assets: None
) -> Iterator[Gallery]:
    """A demonstration with a file, an invitation, something in the bin, a draft."""
    data = tmp_path_factory.mktemp("screens") / "data"
    with copied(demo_data, data) as app, served(app) as site:
        with app.app_context():
            alice, bob = people.make("alice"), people.make("bob")
            described = Description("La façade", "alice", "")
            file = add(alice, Incoming("facade.png", image(size=(800, 600)), described, None))
            replace(bob, file.uid, Incoming("facade.png", image(size=(640, 480))))
            profile = member(alice.member_id or 0).uid
            uids = {"wiki.files.show": file.uid}
            solozere = queries.get("SoLozère").uid
            said = open_thread(alice, "page", solozere, "Des exemples", Words("Lesquels ?"))
            keep_draft(alice, Spot.thread("page", solozere), Unsent("Un mot", "Un sujet"))
            for endpoint in ("edit_form", "texts", "turn"):
                uids[f"wiki.discussions.{endpoint}"] = said.turn.uid
            given = Given("Dora", "", "d@exemple.fr", "", "members", "2026-11-01", "", True, True)
            letter = contacts.Letter("Vos coordonnées", "Les voici")
            contact = contacts.give(alice, solozere, given, "Oui", lambda _contact: letter)
            quai = save(alice, Edit("Un quai décrit", "", 0, sheet=place(name="Un quai décrit")))
            uids |= _variants() | _spoken(alice, bob, quai.page.uid)
            uids |= _event(alice) | _booklet(alice)
            uids["wiki.contacts.listing"] = solozere
            followed = queries.get("Créer un tiers-lieu, pas à pas").uid
            uids |= dict.fromkeys(("wiki.resources.path", "wiki.resources.step"), followed)
            uids["wiki.live.discard_form"] = _written_together(alice, bob, solozere)
            uids["wiki.upkeep.relinking"] = _relinked(alice)
            uids["wiki.upkeep.care"] = queries.get(REREAD).uid
            uids["wiki.places.brought"] = _brought(alice)
            uids["wiki.sheets.mending"] = prepared(alice)
            uids |= _census(alice)
            uids["wiki.places.intake"] = uids["wiki.places.intake_form"] = taken_in(alice)
            uids |= _moderated(alice, bob, solozere)
            _listed(alice, bob)
            _dead()
            uids |= {"wiki.discussions.thread": said.thread.uid, "wiki.discussions.about": solozere}
            uids |= {"wiki.discussions.about_passage": solozere}
            uids |= dict.fromkeys(
                ("wiki.discussions.extract", "wiki.discussions.move"), said.thread.uid
            )
            slug = _charters(app)
            uids |= in_every_state(alice, slug, NETWORK)
            told_apart = _told_apart(alice)
            values = {
                "kind": "page",
                "title": "SoLozère",
                "territory": "33",
                "span": "1..3",
                "what": "join",
                "code": "x",
                "token": "x",
                "key": contact.key,
                "sheet_kind": "place",
                "field": "parking",
                "listed": "families",
                "care": "stale",
                "rows": "spaces",
                "column": "note",
                "slug": slug,
                "version": "1.0",
                "block": _article(slug),
                "number": 2,
                "rival": 6,
                "month": "2026-11",
                "one": quai.page.uid,
                "other": queries.get("Arrêt Minute").uid,
            }
        with app.test_request_context():
            values["signed"] = key_of(targets.by_uid(uids["wiki.census.target"]))
        site.write(alice, "Le brouillon", "Un essai.")
        with app.app_context():
            delete(alice, queries.get("Le brouillon").uid)
        paths = [
            _path(site, rule, values | _special(rule.endpoint, uids, profile))
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and _is_screen(rule.endpoint)
        ]
        paths += [f"/sheets/correct/{values['signed']}", f"/ballots/{told_apart}"]
        yield Gallery(site, sorted({*paths, *MORE}))


def _spoken(alice: Actor, bob: Actor, uid: str) -> dict[str, str]:
    """A page for which one speaks, and another asks to."""
    mandates.give(alice, uid, "alice", "2026-01-01")
    requests.ask(bob, uid, "2026-02-01", "L’assemblée")
    return {
        "wiki.organisations.listing": uid,
        "wiki.organisations.mandates": uid,
        "wiki.organisations.organisation": queries.get("Co-Actions").uid,
    }


def _variants() -> dict[str, str]:
    """A page that others adapt, and one of them that it has left behind."""
    origin = queries.get(METHOD).uid
    behind = queries.get(own_title(list(OWN)[-1])).uid
    kept = {f"wiki.variants.{one}": origin for one in ("of_page", "adapt_form")}
    return {**kept, "wiki.variants.taking": behind}


def _booklet(alice: Actor) -> dict[str, str]:
    """A booklet of a page and of the words, with two editions."""
    booklet = publishing.make(alice, "Un livret", "Pour qui arrive.")
    for kind, of in (("page", "SoLozère"), ("glossary", "")):
        asked = Added("add", kind, of)
        publishing.compose(alice, booklet.uid, "Un livret", "Pour qui arrive.", asked)
    for _ in range(2):
        publishing.publish(alice, booklet.uid, explained)
    screens = ("one", "compose_form", "edition")
    return dict.fromkeys((f"wiki.publishing.{one}" for one in screens), booklet.uid)


def _event(alice: Actor) -> dict[str, str]:
    """An event of every week, in a place of the network."""
    told = {"place": "Arrêt Minute", "capacity": 12, "repeats": "weekly"}
    sheet = event("Un atelier", "2026-11-24", starts_at="18:00", ends_at="20:00", **told)
    page = save(alice, Edit("Un atelier", "Le programme.", 0, sheet=sheet)).page
    day = listing.times_of(page.id)[-1].day
    registrations.register(alice, page.uid, day, "Oui", may_be_named=True)
    screens = ("one", "registration", "registrations")
    return dict.fromkeys((f"wiki.events.{one}" for one in screens), page.uid)


def _written_together(alice: Actor, bob: Actor, uid: str) -> str:
    """A page that is being written by several, and two copies that came too late."""
    body = queries.body(queries.by_uid(uid))
    write(bob, uid, f"{body}\nUn jardin partagé.\n")
    for text in (f"{body}\nUn four à pain.\n", body.replace("e", "é")):
        copy = {"base_text": body, "text": text}
        rescues.keep(alice, ("page", uid, ""), epoch=1, base_v=0, **copy)
    return uid


def _moderated(alice: Actor, bob: Actor, uid: str) -> dict[str, str]:
    """A page that is reported twice, and the edits of somebody that are undone."""
    for number in range(2):
        about = reported.target("page", uid)
        made = reports.report(bob, about, "De la publicité.", lambda _: Letter("x", "x"), place="")
        if number:
            reports.handle(alice, made.uid, "kept", "Non.", lambda _: Letter("x", "x"))
    whom = member(bob.member_id or 0).uid
    save(bob, Edit("Une page à défaire", "De la publicité.\n", 0))
    accept(bob, accepts=True)
    return {
        "wiki.letters.form": whom,
        "wiki.pages.pending_edit": _held(alice),
        "wiki.moderation.report": uid,
        "wiki.moderation.revert_form": whom,
        "wiki.moderation.reverting": revert(alice, whom, 1),
        "wiki.members.block": whom,
    }


def _held(alice: Actor) -> str:
    """An edit of a newcomer that waits to be read."""
    change_settings(alice, {"newcomer_review": "20"})
    found = save(alice, Edit("Une page à relire", "Un mot.\n", 0)).page
    with pytest.raises(EditHeld) as held:
        save(people.make("gilles"), Edit(found.title, "Un mot de plus.\n", 1, "Un mot"))
    change_settings(alice, {"newcomer_review": ""})
    return held.value.uid


def _special(endpoint: str, uids: Mapping[str, str], profile: str) -> dict[str, str | int]:
    """What the address of one endpoint holds: a uid, the charter that is amended."""
    slug = {"slug": "charte-amendee"} if "amend" in endpoint else {}
    code = {"code": "falc"} if "twin" in endpoint else {}
    number = {"number": 5} if "combining" in endpoint else {}
    return {"uid": uids.get(endpoint, profile), **slug, **code, **number}


def _article(made: str) -> str:
    """The last article of a frozen charter, which is easy to read: its id."""
    version = charters.versions(charters.by_slug(made).id)[0]
    block = charters.frozen_blocks(version)[-1].block.id
    given = twins.Given(0, "L’argent", "Chaque lieu paie 50 euros par an.")
    twins.write(people.make("alice"), made, version.number, "falc", block, given)
    return block


def _charters(app: Flask) -> str:
    """A charter that is written, and one whose text is frozen: its slug."""
    Made(app, "alice", "nouvelle")
    amended = Made(app, "alice", "amendée")
    amended.open()
    amended.amend()
    for old, new in (("50", "30"), ("due au 1er", "due au 2"), ("due au 1er", "due au 3")):
        amended.amend(old, new)
    for number in (2, 1):
        judging.take(amended.eric, amended.slug, number, Step.ADMIT)
    amended.adopt(1)
    amended.combine()
    made = Made(app, "alice")
    made.propose()
    return made.slug


def _told_apart(alice: Actor) -> str:
    """A ballot that tells two amendments apart."""
    charter = charters.by_slug("charte-amendee")
    for number in (3, 4):
        judging.take(alice, charter.slug, number, Step.ADMIT)
    rivals = alternatives.competing(charter, 3)
    uid = ".".join(one.amendment.uid for one in rivals)
    about = alternatives.votable(charter.uid, uid)
    return ballots.open_(alice, charter.slug, about, ballots.How("", "")).uid


def _census(alice: Actor) -> dict[str, str]:
    """A census that is open, one that it asks and wrote to, and what another one published."""
    uid = campaigns.make(alice, settings()).uid
    asked = Asked(
        "place", "Un quai", "33328", "quai@exemple.fr", "public", "son site", "2026-01-02"
    )
    target = adding.add(alice, uid, asked)
    adding.add(alice, uid, Asked("authority", "Une mairie", "48095"))
    campaigns.open_(alice, uid)
    letters.invite(uid, key_of, lambda *_: letters.Letter("Venez", "Ici", "https://x.fr/"))
    with act() as session:
        session.add(published())
    here = ("census", "letters", "settings", "table", "targets")
    found = {f"wiki.census.{name}": uid for name in here}
    return found | {"wiki.census.target": target.uid, "wiki.census.dataset": published().uid}


def _brought(alice: Actor) -> str:
    """A table of places that came back, with a cell that cannot be kept and a line of no place."""
    page = queries.get("Arrêt Minute")
    lines = (
        "uid,revision,État,Ouvert depuis,Couleur",
        f"{page.uid},{page.head},Fermé,hier,bleu",
        "nulle-part,1,Ouvert,,",
    )
    return bring_back(alice, "lieux corrigés.csv", "\n".join(lines).encode())


def _relinked(alice: Actor) -> str:
    """Links to an old title that are being rewritten; others that nobody has asked for yet."""
    for old, new in (("Un lieu quitté", "Un lieu trouvé"), ("Un lieu d’avant", "Un lieu d’après")):
        page = save(alice, Edit(old, "Un.\n", 0)).page
        save(alice, Edit(f"Vers {new}", f"[[{old}]]\n", 0))
        rename(alice, page.uid, new)
    meanings = (
        ":::{homonymie}\n- [[Un lieu trouvé#Nulle part]]\n:::\n\n:::{autres-sens}\n[[Ici]]\n:::\n"
    )
    languages = "\n[[en:Third place]]\n\n[[de:Dritter Ort]]\n"
    save(alice, Edit("Un lieu", meanings + languages, 0))
    return relink(alice, "Un lieu quitté")


def _listed(alice: Actor, bob: Actor) -> None:
    """Something in the lists that a wiki begins without; a source called twice."""
    tag(bob, queries.get("SoLozère").uid, 2, "exemplary")
    add_synonyms(alice, "EPN, espace public numérique, cybercentre")
    save_search(alice, "Les lieux de l’année", "q=lieux&category=Lieux&since=year")
    named = f"[@alice](/members/{member(alice.member_id or 0).uid})"
    source = ":::{source livre}\n:titre: Un livre\n:auteur: Charlie\n:date: 2015-03\n:::\n"
    save(bob, Edit("Deux renvois", f"Un[^livre], deux[^livre], dit {named}.\n\n{source}", 0))


def _dead() -> None:
    """Addresses that answer no more; one that is left alone."""
    with act() as session:
        known = session.scalars(sa.select(OutsideAddress).order_by(OutsideAddress.id)).all()
        for one, state in zip(known, (DEAD, DEAD, IGNORED), strict=False):
            one.state, one.status, one.failing_since = state, 404, one.found_at
        known[1].status, known[1].reason = None, "unknown_host"


def _is_screen(endpoint: str) -> bool:
    return endpoint not in NO_SCREENS and "_api." not in endpoint


def _path(site: Site, rule: Rule, values: dict[str, str]) -> str:
    with site.app.test_request_context():
        given = {name: values[name] for name in rule.arguments if name != "url_prefix"}
        return url_for(rule.endpoint, **given)


#: In how many tests the screens are seen, for the processes that share the suite to share them.
SHARES = 4


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_every_screen_is_sound(
    new_page: Callable[..., Page],
    gallery: Gallery,
    accessibility_faults: Callable[..., list[str]],
    console: Console,
    who: str,
    share: int,
) -> None:
    console.allow("status of 40[1-4]")
    page = new_page()
    if who == "administrator":
        gallery.site.enter(page, "alice")
    found, refusals = {}, set()
    for path in gallery.paths[share::SHARES]:
        page.set_viewport_size({"width": 320, "height": 900})
        answer = page.goto(gallery.site.address + path)
        assert answer is not None
        assert answer.status < 500, path
        if answer.status >= 400:  # the same few screens, for many addresses
            if (refusal := page.inner_text("main")) in refusals:
                continue
            refusals.add(refusal)
        faults = _faults(page, who, accessibility_faults)
        if faults:
            found[path] = faults
    assert found == {}


#: What axe looks for at a width, besides what is cut off at 320, 390 and 1280 pixels. A telephone
#: shows in the colours of a desk; a visitor's desk, and the dark, show the pieces that an
#: administrator's has, and the gallery of all pieces is seen so at every width.
LOOKED_AT: dict[str, dict[int, dict[str, object]]] = {
    "visitor": {390: {}},
    "administrator": {390: {"rules": {"color-contrast": {"enabled": False}}}, 1280: {}},
}


def _faults(page: Page, who: str, accessibility_faults: Callable[..., list[str]]) -> list[str]:
    """What is wrong with a screen, from the narrowest to the widest."""
    faults = []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{width} px: wider than the screen")
        if (asked := LOOKED_AT[who].get(width)) is not None:
            faults += [f"{width} px: {fault}" for fault in accessibility_faults(page, **asked)]
    if who == "administrator":
        page.emulate_media(color_scheme="dark")
        faults += [f"dark: {fault}" for fault in page.evaluate(CONTRASTS)]
        page.emulate_media(color_scheme="light")
    return faults


def test_the_first_page_of_a_new_wiki_is_sound(
    new_page: Callable[..., Page],
    accessibility_faults: Callable[[Page], list[str]],
    app: object,
) -> None:
    with app.app_context():  # type: ignore[attr-defined]
        code = first_run_code()
    with served(app) as site:  # type: ignore[arg-type]
        page = new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{site.address}/first-run/{code}")
        assert accessibility_faults(page) == []
