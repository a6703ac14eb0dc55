"""The members: who they are, what they may, how they come in."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, Setting
from wiki.kernel.subject import Deriver, MenuEntry, Subject
from wiki.members.providers import read_providers, take_providers
from wiki.members.screening import check_words

_MODERATION = "Modération"

subject = Subject(
    "members",
    named={"member": "queries:is_active"},
    blueprint="views:blueprint",
    commands="cli:COMMANDS",
    serves_hosts=False,
    personal="service.personal:PERSONAL",
    derivers=(Deriver((), "service.people:rebuild_order"),),
    slots={
        "account": "views.slots:account",
        "account.sections": "views.blocks:mine",
        "layout.banner": "views.blocks:banner",
        "member.actions": "views.blocks:button",
        "account.here": "views.slots:here",
        "account.token": "views.slots:token",
        "account.who": "views.slots:who",
        "layout.language": "views.slots:language_switch",
        "error.actions": "views.slots:error_actions",
        "sign_in": "views.slots:sign_in",
    },
    menu=(
        MenuEntry("wiki.members.directory", "Membres", icon="members"),
        MenuEntry("wiki.members.rights", "Qui peut faire quoi", place="more", icon="key"),
        MenuEntry(
            "wiki.members.invitations",
            "Invitations",
            May.INVITE,
            "admin",
            "send",
            group="Personnes",
            says="Inviter par courriel ou par un lien, et voir qui est venu.",
        ),
    ),
    wording="wording:SENTENCES",
    settings=(
        Setting(
            "joining",
            "invitation",
            "Qui peut rejoindre le wiki",
            kind="choice",
            choices=(
                ("open", "Tout le monde peut ouvrir un compte"),
                ("invitation", "Les personnes invitées"),
                ("closed", "Personne pour le moment"),
            ),
            group="Ouverture",
        ),
        Setting(
            "provider_addresses",
            False,
            "Un fournisseur de comptes ouvre le compte de l’adresse qu’il a vérifiée",
            help="Sans cela, qui a déjà un compte se connecte une fois à sa façon habituelle, puis "
            "le relie. À n’accorder qu’à des fournisseurs en qui l’on a confiance.",
            kind="switch",
            group="Ouverture",
        ),
        Setting(
            "blocked_words",
            "",
            "Mots refusés",
            "Un par ligne ; « casino* » vaut pour tout ce qui commence ainsi. Un texte qui en "
            "ajoute un n’est pas publié : la phrase le dit à qui écrit, et son texte reste en "
            "brouillon. Ce que font les référents n’est pas regardé.",
            kind="lines",
            group=_MODERATION,
            check=check_words,
        ),
        Setting(
            "newcomer_links",
            "10",
            "Liens d’un nouveau compte",
            "Combien de liens vers d’autres sites il ajoute en une heure, au plus, quand tout le "
            "monde peut ouvrir un compte ou écrire.",
            kind="choice",
            choices=(("", "Sans limite"), ("2", "2"), ("5", "5"), ("10", "10"), ("20", "20")),
            group=_MODERATION,
        ),
        Setting(
            "newcomer_days",
            "3",
            "Un compte est nouveau pendant",
            kind="choice",
            choices=(
                ("1", "Un jour"),
                ("3", "Trois jours"),
                ("7", "Une semaine"),
                ("30", "Un mois"),
            ),
            group=_MODERATION,
        ),
        Setting(
            "second_factor",
            False,
            "Qui administre le wiki a un second facteur",
            help="Sans lui, ses droits d’administration attendent qu’il en mette un.",
            kind="switch",
            group="Ouverture",
        ),
    ),
    options=(
        Option(
            "WIKI_OIDC",
            (),
            "Fournisseurs de comptes (OpenID Connect), en JSON : une liste de tables avec `name`, "
            "`issuer`, `client_id`, `client_secret` et, si l’on veut, `code` et `scope` ; voir "
            "[les façons de se connecter](../guide/connexion.md#les-fournisseurs-de-comptes).",
            read_providers,
            take_providers,
        ),
        Option(
            "WIKI_LOGIN_URL",
            "",
            "Dans un site hôte : adresse à laquelle on s’y connecte.",
        ),
        Option(
            "WIKI_HOST_ROLE",
            "member",
            "Dans un site hôte : rôle de ses utilisateurs quand il n’en nomme aucun.",
        ),
    ),
)
