"""The charters of the demonstration: one in force, signed, and amended since; one being written.

The first is of a fictional network: each act is done on its day by the acts that people use, so
that its chain and minutes are real. The second is of a real one: its draft says what the documents
say, and nobody does more than write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from wiki.charter.queries import amendments as amended
from wiki.charter.queries import charters as queries
from wiki.charter.rules import twins as rules
from wiki.charter.rules.amendments import Step
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.consent import Objection
from wiki.charter.rules.operations import Asked, Kind
from wiki.charter.rules.procedure import STEPS, Procedure
from wiki.charter.rules.tally import ABSTAIN, NO, YES
from wiki.charter.service import (
    adoption,
    alternatives,
    amendments,
    annexes,
    ballots,
    charters,
    combining,
    contests,
    judging,
    signatures,
    twins,
    versions,
    votes,
)
from wiki.demo.annexes import EASY, QUESTIONS, annex_of
from wiki.demo.moments import Moment, ago
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.organisations.service import mandates
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

NETWORK, DRAFT = "Réseau d'exemple (réseau fictif)", "Charte d'exemple (réseau fictif)"
_TITLE = "Charte d’exemple"
#: The real network, and the draft of its charter.
AQUITAINE = "Tiers-Lieux, travailler autrement en Aquitaine"
PROJECT = "Projet de charte du réseau aquitain"
#: The member places, each with who speaks for it.
PLACES = {
    "Le Lavoir (lieu fictif)": "alice",
    "L'Atelier des Tilleuls (lieu fictif)": "bob",
    "La Forge des Voisins (lieu fictif)": "charlie",
    "Le Préau (lieu fictif)": "alice",
    "La Ruche du Canal (lieu fictif)": "bob",
    "Le Four à idées (lieu fictif)": "charlie",
    "La Passerelle (lieu fictif)": "alice",
    "Le Grenier numérique (lieu fictif)": "bob",
    "La Halle aux métiers (lieu fictif)": "charlie",
    "Le Bureau des champs (lieu fictif)": "alice",
    "L'Escale (lieu fictif)": "bob",
    "La Serre (lieu fictif)": "charlie",
    "Le Relais des télétravailleurs (lieu fictif)": "bob",
    "La Petite Fabrique (lieu fictif)": "charlie",
}
#: How many of them have signed.
SIGNED = 12
#: Days ago: what happened when.
_MADE, _FROZEN, _TOLD, _DECIDED, _BEGUN, _VOTED, _ASKED = 44, 38, 30, 23, 14, 9, 1
_WRITTEN = 2.4


def moments(authors: Mapping[str, Actor]) -> list[Moment]:
    """When its pages change; their places and their people are there already."""
    story = _Story(authors)
    return [
        Moment(_MADE, story.begin),
        Moment(_WRITTEN, story.draft),
        Moment(_ASKED + 0.5, story.decide),
    ]


def _day(days: int) -> str:
    return (clock.now() - timedelta(days=days)).date().isoformat()


class _Story:
    """What was done, in its order. `alice` is the garant: who has an office is read again."""

    def __init__(self, authors: Mapping[str, Actor]) -> None:
        self.people = dict(authors)
        self.slug = ""
        self.uids: dict[str, str] = {}

    def begin(self) -> None:
        """What leads to the ballots on the amendments."""
        self.uids = {title: pages.get(title).uid for title in PLACES}
        with ago(_MADE):
            self.found()
        self.adopt()
        self.sign()
        self.amend()

    def draft(self) -> None:
        """The draft of the real network."""
        with ago(_WRITTEN):
            charters.make(self.people["alice"], PROJECT, pages.get(AQUITAINE).uid, PROJECT)

    def found(self) -> None:
        """The network, those who speak for its places, the charter and its calendar."""
        alice, today = self.people["alice"], _day(0)
        rows = [{"place": title, "status": "member", "since": today} for title in PLACES]
        sheet = Sheet("network", {"name": NETWORK, "status": "active", "members": rows})
        page = pages.get(NETWORK)
        save(alice, Edit(NETWORK, None, page.head, "Dire quels lieux en sont membres", sheet=sheet))
        for title, who in PLACES.items():
            name = members.member(self.people[who].member_id or 0).name
            mandates.give(alice, self.uids[title], name, today)
        self.slug = charters.make(alice, DRAFT, page.uid, _TITLE).slug
        self.people["alice"] = members.actor_of_member(members.member(alice.member_id or 0))

    def adopt(self) -> None:
        """The first version: consulted on, frozen, voted, in force."""
        alice = self.people["alice"]
        days = dict(zip(STEPS, (_MADE, _FROZEN, _FROZEN, _FROZEN, _TOLD, _DECIDED), strict=True))
        self._settle("major", days)
        with ago(_MADE):
            versions.open_(alice, self.slug)
        with ago(_FROZEN):
            versions.freeze(alice, self.slug)
            versions.propose(alice, self.slug)
            ballot = adoption.put_to_vote(alice, self.slug).uid
        with ago(_FROZEN - 2):
            for place, choice in zip(PLACES, [YES] * 10 + [NO, ABSTAIN, YES], strict=False):
                votes.cast(self._of(place), ballot, self.uids[place], choice)
        with ago(_TOLD):
            ballots.proclaim(alice, ballot)
        with ago(_DECIDED):
            contests.finish(ballot)

    def sign(self) -> None:
        """Twelve places sign it with what they answer, one a day or so."""
        version = queries.in_force(queries.by_slug(self.slug).id)
        assert version is not None  # noqa: S101 - it was adopted above
        self._ask()
        with ago(_DECIDED - 0.7):
            for title, (name, words) in EASY.items():
                given = twins.Given(0, name, words)
                block = self._block(title).id
                twins.write(
                    self.people["alice"], self.slug, version.number, rules.EASY, block, given
                )
        for rank, place in enumerate(list(PLACES)[:SIGNED]):
            with ago(_DECIDED - 1 - rank / 2):
                who, uid = self._of(place), self.uids[place]
                annex = annexes.write(who, self.slug, uid, 0, annex_of(rank))
                told = (version.hash or "", annex.hash if annex else "")
                signatures.sign(who, self.slug, version.number, uid, *told)

    def _ask(self) -> None:
        """What the charter asks of each place, on the day that it is in force."""
        alice = self.people["alice"]
        with ago(_DECIDED - 0.5):
            for number, (article, question) in enumerate(QUESTIONS):
                given = replace(question, articles=(self._block(article).id,))
                annexes.settle(alice, self.slug, number, given)

    def amend(self) -> None:
        """The next version: six amendments, of which two would change the same words."""
        alice = self.people["alice"]
        with ago(_BEGUN):
            versions.begin(alice, self.slug, "minor")
        days = dict(zip(STEPS, (_BEGUN, -20, -20, -21, -40, -45), strict=True))
        self._settle("minor", days)
        with ago(_BEGUN):
            versions.open_(alice, self.slug)
        asked = (*_AMENDMENTS, *_RIVALS, *_COMBINED)
        for rank, (who, kind, article, change, why) in enumerate(asked):
            with ago(_BEGUN - 1 - rank / 4):
                self._table(self.people[who], kind, article, change, why)
        with ago(_VOTED + 0.5):
            for number in set(range(1, len(asked) + 1)) - {len(_AMENDMENTS)}:
                judging.take(alice, self.slug, number, Step.ADMIT)
        self._combine()

    def _combine(self) -> None:
        """Two authors who changed one sentence sign a wording of both."""
        bob, charlie = (self.people[name] for name in ("bob", "charlie"))
        first = len(_AMENDMENTS) + len(_RIVALS) + 1
        block = self._block(_COMBINED[0][2])
        text = block.text
        for _, _, _, (old, new), _ in _COMBINED:
            text = text.replace(old, new)
        head = queries.draft_page(queries.by_slug(self.slug)).head
        why = "Nos deux amendements disent mieux, ensemble, à qui et quand un lieu est ouvert."
        given = amendments.Given(Asked(Kind.MODIFY, block.id, block.title, text), head, why)
        with ago(_VOTED + 0.4):
            made = combining.propose(bob, self.slug, first, first + 1, given)
        with ago(_VOTED + 0.3):
            combining.agree(charlie, self.slug, made.number, made.wording)

    def decide(self) -> None:
        """One amendment is adopted by consent; an objection is raised to another."""
        alice, places = self.people["alice"], list(PLACES)
        with ago(_VOTED):
            ballot = self._put(_ADOPTED)
            told_apart = self._tell_apart()
        with ago(_VOTED - 1):
            for place in places[:11]:
                votes.cast(self._of(place), ballot, self.uids[place], YES)
            for place, choice in zip(places, _TOLD_APART, strict=False):
                votes.cast(self._of(place), told_apart, self.uids[place], choice)
        with ago(_ASKED + 0.5):
            ballots.proclaim(alice, ballot)
            ballots.proclaim(alice, told_apart)
        with ago(_ASKED):
            ballot = self._put(_OBJECTED)
        with ago(_ASKED / 2):
            for place in places[:5]:
                votes.cast(self._of(place), ballot, self.uids[place], YES)
            votes.object_(
                self._of(places[5]),
                ballot,
                self.uids[places[5]],
                Objection(
                    "Un lieu tenu par deux bénévoles ne peut pas préparer deux réunions par an.",
                    "",
                    "Il tient deux réunions ouvertes par an, ou une s’il n’a pas de salarié.",
                ),
            )

    def _settle(self, severity: str, days: Mapping[str, int]) -> None:
        calendar = {step: _day(since) for step, since in days.items()}
        given = Procedure("consent", "two_thirds", "7", "7", severity, calendar)
        with ago(max(days.values())):
            charters.settle(self.people["alice"], self.slug, given)

    def _table(
        self, author: Actor, kind: Kind, article: str, change: Sequence[str], why: str
    ) -> None:
        block = self._block(article)
        title, text = block.title, block.text
        if kind is Kind.MODIFY:
            text = text.replace(change[0], change[1])
        elif kind is not Kind.DELETE:
            title, text = change[0], change[-1]
        head = queries.draft_page(queries.by_slug(self.slug)).head
        given = amendments.Given(Asked(kind, block.id, title, text), head, why)
        amendments.begin(author, self.slug, given, is_tabled=True)

    def _block(self, title: str) -> Block:
        blocks = queries.draft_blocks(queries.by_slug(self.slug))
        return next(one for one in blocks if one.title == title)

    def _put(self, number: int) -> str:
        """Put an amendment to a ballot, by the rule of its charter."""
        charter = queries.by_slug(self.slug)
        held = amended.numbered(charter.id, number)
        about = judging.votable(charter.uid, held.amendment.uid)
        how = ballots.How(about.rule, str(about.days))
        return ballots.open_(self.people["alice"], self.slug, about, how).uid

    def _tell_apart(self) -> str:
        """Put amendments that change the same words to one ballot."""
        charter, first = queries.by_slug(self.slug), len(_AMENDMENTS) + 1
        uids = [one.amendment.uid for one in alternatives.competing(charter, first)]
        about = alternatives.votable(charter.uid, ".".join(uids))
        how = ballots.How(about.rule, str(about.days))
        return ballots.open_(self.people["alice"], self.slug, about, how).uid

    def _of(self, place: str) -> Actor:
        return self.people[PLACES[place]]


#: Who asks, what, of which article, the words before and after, and why.
_AMENDMENTS: tuple[tuple[str, Kind, str, Sequence[str], str], ...] = (
    (
        "bob",
        Kind.MODIFY,
        "Se recevoir d'un lieu à l'autre",
        ("deux journées par mois", "quatre journées par mois"),
        "Deux journées ne suffisent pas à qui suit un chantier loin de chez soi.",
    ),
    (
        "charlie",
        Kind.MODIFY,
        "Se recevoir d'un lieu à l'autre",
        ("deux journées par mois", "une journée par mois"),
        "Les plus petits lieux n’ont pas de place libre tous les jours.",
    ),
    (
        "bob",
        Kind.MODIFY,
        "Se faire connaître",
        ("une fois par an", "deux fois par an"),
        "Une fiche d’un an trompe souvent sur les horaires et les prix.",
    ),
    (
        "charlie",
        Kind.MODIFY,
        "Une gouvernance lisible",
        ("une réunion ouverte par an", "deux réunions ouvertes par an"),
        "Une seule réunion par an laisse les questions attendre trop longtemps.",
    ),
    (
        "bob",
        Kind.RENAME,
        "Des tarifs affichés",
        ("Des prix affichés",),
        "« Prix » est le mot que les visiteurs emploient.",
    ),
    (
        "charlie",
        Kind.ADD_AFTER,
        "Se faire connaître",
        (
            "Un lieu où l'on peut entrer",
            "Le lieu dit sur sa fiche ce qu'une personne en fauteuil peut y faire seule.",
        ),
        "Rien, dans le texte en vigueur, ne parle d’accessibilité.",
    ),
)
#: Two that change the same words, which one ballot tells apart: what each place says of both.
_RIVALS = (
    (
        "charlie",
        Kind.MODIFY,
        "Ce que l'on apprend se partage",
        ("sur le wiki du réseau", "une fois par an sur le wiki du réseau"),
        "Sans rythme dit d’avance, chacun remet à plus tard.",
    ),
    (
        "bob",
        Kind.MODIFY,
        "Ce que l'on apprend se partage",
        ("sur le wiki du réseau", "chaque trimestre sur le wiki du réseau"),
        "Un récit écrit un an après a perdu ce qui servirait aux autres.",
    ),
)
_TOLD_APART = ("yes,no",) * 6 + ("yes,yes",) * 2 + ("no,yes",) * 3 + ("abstain,abstain",)
#: Two that change one sentence, whose authors sign a wording of both.
_COMBINED = (
    (
        "bob",
        Kind.MODIFY,
        "Un lieu ouvert",
        ("aux heures qu'il affiche", "aux heures qu'il affiche sur sa porte et sur sa fiche"),
        "Qui vient de loin lit les horaires avant de partir.",
    ),
    (
        "charlie",
        Kind.MODIFY,
        "Un lieu ouvert",
        ("vient y travailler", "vient y travailler ou y apprendre"),
        "Les ateliers amènent plus de monde que les bureaux.",
    ),
)
#: The numbers of those that a ballot adopted, and that somebody objects to.
_ADOPTED, _OBJECTED = 3, 4
