"""Who may do what: the roles, the rights with one sentence each, and the one table between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import cached_property

from wiki.kernel.errors import Refused


class Role(IntEnum):
    """Roles, each holding the rights of those before it."""

    VISITOR = 0
    READER = 1
    MEMBER = 2
    STEWARD = 3
    MODERATOR = 4
    ADMINISTRATOR = 5


class May(Enum):
    """A right, with the sentence that says it and the least role that holds it.

    The value is (code, French sentence, least role). This is the whole table of rights.
    """

    READ = ("read", "Lire les pages, leur historique et les fichiers", Role.VISITOR)
    EDIT = ("edit", "Écrire et modifier les pages", Role.MEMBER)
    DISCUSS = ("discuss", "Prendre part aux discussions", Role.MEMBER)
    VOTE = ("vote", "Voter et objecter pour un lieu dont on a le mandat", Role.MEMBER)
    RENAME = ("rename", "Renommer une page", Role.MEMBER)
    REVIEW = ("review", "Marquer une modification comme relue", Role.MEMBER)
    CONTACT = ("contact", "Écrire par le formulaire d’une page à qui y répond", Role.VISITOR)
    REPORT = ("report", "Signaler à la modération ce qui ne va pas", Role.VISITOR)
    THANK = ("thank", "Remercier qui a écrit une version d’une page", Role.READER)
    UPLOAD = ("upload", "Ajouter des fichiers", Role.MEMBER)
    AMEND = ("amend", "Proposer des amendements à une charte", Role.MEMBER)
    GIVE_CONTACT = ("give_contact", "Dire qui l’on peut joindre au sujet d’une page", Role.MEMBER)
    INVITE = ("invite", "Inviter une personne", Role.STEWARD)
    DELETE = (
        "delete",
        "Mettre une page ou un fichier à la corbeille, reprendre la page qu’on y a mise",
        Role.STEWARD,
    )
    TEND_CONTACTS = (
        "tend_contacts",
        "Retirer les coordonnées qu’un autre a données",
        Role.STEWARD,
    )
    MANDATE = ("mandate", "Dire qui parle pour un lieu ou une organisation", Role.STEWARD)
    IMPORT = ("import", "Faire entrer des lieux, en corriger par un tableur", Role.STEWARD)
    CENSUS = ("census", "Mener un recensement, en juger les réponses", Role.STEWARD)
    PUBLISH = ("publish", "Composer un livret, en publier une édition", Role.STEWARD)
    DRAFT_CHARTER = ("draft_charter", "Ouvrir une charte, en préparer le texte", Role.STEWARD)
    TEND_DOUBLES = ("tend_doubles", "Juger si deux lieux n’en sont qu’un", Role.STEWARD)
    TAG = ("tag", "Étiqueter une version", Role.MODERATOR)
    PROTECT = ("protect", "Protéger une page ou réserver un titre", Role.MODERATOR)
    KEEP_CHARTER = (
        "keep_charter",
        "Tenir la procédure d’une charte, comme garant",
        Role.MODERATOR,
    )
    LICENSE = ("license", "Donner à une page une autre licence que le site", Role.MODERATOR)
    RESTORE = ("restore", "Reprendre une page de la corbeille", Role.MODERATOR)
    REGISTER = ("register", "S’inscrire à un événement", Role.READER)
    SEE_REGISTRATIONS = (
        "see_registrations",
        "Voir qui est inscrit à un événement, noter qui est venu",
        Role.STEWARD,
    )
    SEE_MEMBERS = (
        "see_members",
        "Voir le recensement des membres, l’emporter",
        Role.STEWARD,
    )
    KEEP_SEARCH = ("keep_search", "Garder des recherches sous un nom", Role.READER)
    TEND_SEARCH = ("tend_search", "Régler les synonymes de la recherche", Role.MODERATOR)
    TEND_LINKS = ("tend_links", "Laisser de côté un lien externe mort", Role.MODERATOR)
    HIDE = ("hide", "Masquer un message d’une discussion", Role.MODERATOR)
    SEE_JOURNAL = (
        "see_journal",
        "Lire le journal de l’administration et les courriels du wiki",
        Role.MODERATOR,
    )
    SHAPE = (
        "shape",
        "Choisir les genres de fiches, leurs champs et leurs listes",
        Role.ADMINISTRATOR,
    )
    MODERATE = (
        "moderate",
        "Suspendre un compte, en défaire les modifications, traiter les signalements",
        Role.MODERATOR,
    )
    REDACT = (
        "redact",
        "Effacer le texte d’une version quand la loi le demande",
        Role.ADMINISTRATOR,
    )
    MANAGE_PEOPLE = ("manage_people", "Gérer les comptes et les rôles", Role.ADMINISTRATOR)
    MANAGE_SITE = ("manage_site", "Régler le site", Role.ADMINISTRATOR)

    def __init__(self, code: str, sentence: str, least: Role) -> None:
        self.code = code
        self.sentence = sentence
        self.least = least

    @property
    def writes(self) -> bool:
        """Whether the right changes anything: read-only mode stops these."""
        return self not in (May.READ, May.SEE_JOURNAL, May.SEE_MEMBERS, May.SEE_REGISTRATIONS)


@dataclass(frozen=True)
class Grant:
    """A role, everywhere (`scope` empty) or for one thing (`page:<uid>`, later `territory:33`…)."""

    role: Role
    scope: str = ""


@dataclass(frozen=True)
class Actor:
    """The one who acts. `member_id` is None for a visitor and for the wiki itself."""

    member_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False
    #: Reads, and writes nothing until a moment.
    is_blocked: bool = False
    #: Rights a bearer token is limited to; None: all the member's own.
    token_scope: frozenset[str] | None = None
    #: Preferences; empty means what the browser or the site says.
    language: str = ""
    zone: str = ""
    theme: str = ""
    #: Notices not seen, and a number that another one follows when what is followed changes.
    news: int = 0
    follows: int = 0

    def role(self, *scopes: str) -> Role:
        """The highest role held everywhere or in one of `scopes`."""
        if self.is_system:
            return Role.ADMINISTRATOR
        wanted = {"", *scopes}
        return max((g.role for g in self.grants if g.scope in wanted), default=Role.VISITOR)

    @cached_property
    def audience(self) -> Actor:
        """What this one shares with others: the same rights and preferences, nobody's name."""
        member_id = None if self.member_id is None else 0
        return replace(self, member_id=member_id, name="", news=0, follows=0)


VISITOR = Actor()
SYSTEM = Actor(name="wiki", is_system=True)


@dataclass(frozen=True)
class SitePolicy:
    """The site settings that widen or narrow the table of rights."""

    is_private: bool = False
    is_read_only: bool = False
    anyone_edits: bool = False
    #: In a host, whose accounts are its own.
    is_hosted: bool = False


#: What a visitor may do when the site lets anyone edit.
_OPENED_TO_ANYONE = frozenset({May.EDIT, May.DISCUSS})
#: What makes accounts: in a host nobody may.
_MAKES_ACCOUNTS = frozenset({May.INVITE})


def why_not(actor: Actor, right: May, policy: SitePolicy, *scopes: str) -> str | None:
    """None when the actor may, else the code of the reason why not."""
    if actor.is_system:
        return None
    role = actor.role(*scopes)
    if policy.is_private and role < Role.READER:
        return "private_wiki"
    if policy.is_read_only and right.writes and role < Role.ADMINISTRATOR:
        return "read_only"
    if actor.is_blocked and right.writes:
        return "blocked"
    is_for_all = right.least is Role.VISITOR and not policy.is_private
    within = actor.token_scope is None or actor.token_scope & {right.code, "all"}
    if not within and not is_for_all:
        return "token_scope"
    if policy.anyone_edits and right in _OPENED_TO_ANYONE:
        return None
    if role < right.least:
        return "sign_in_first" if actor.member_id is None else f"{right.least.name.lower()}s_only"
    is_made_elsewhere = policy.is_hosted and right in _MAKES_ACCOUNTS
    return "accounts_of_host" if is_made_elsewhere else None


def require(actor: Actor, right: May, policy: SitePolicy, *scopes: str) -> None:
    """Raise `Refused` with the reason when the actor may not."""
    if reason := why_not(actor, right, policy, *scopes):
        raise Refused(reason, right=right.code)
